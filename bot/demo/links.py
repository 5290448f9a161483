"""Which addresses Telegram accepts in links and buttons."""

import re
from urllib.parse import urlsplit

OWN_SCHEMES = {"tg", "ton", "tonsite"}
MENTION = re.compile(r"tg://user\?id=(\d+)", re.IGNORECASE)


def checked(url: str) -> str | None:
    """The address as Telegram stores it, None when it is not a link Telegram accepts."""
    url = url.strip()
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
    except ValueError:
        return None
    if parts.scheme.lower() in OWN_SCHEMES:
        return parts.geturl() if parts.netloc else None
    host = parts.hostname or ""
    if parts.scheme.lower() not in {"http", "https"} or "." not in host.strip(".") or re.search(r"\s", url):
        return None
    return parts._replace(path=parts.path or "/").geturl()


def mentioned_user(url: str) -> int | None:
    """The Telegram id in a link of the form tg://user?id=123."""
    found = MENTION.fullmatch(url.strip())
    return int(found[1]) if found else None
