"""What Telegram finds by itself in a text: commands, mentions, hashtags, addresses."""

import re
from collections.abc import Iterable
from typing import Any

from bot.demo import utf16

PATTERNS = {
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    "email": re.compile(r"(?<![\w.+-])[A-Za-z0-9][A-Za-z0-9.+_-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?![\w-])"),
    "url": re.compile(
        r"(?<![\w@.-])(?:https?://[^\s<>\"]+"
        r"|(?:[A-Za-z0-9-]+\.)+(?:nl|com|org|net|eu|io|be|de|info|me|gov|edu)(?![\w.@-]*\w)(?:/[^\s<>\"]*)?)",
        re.IGNORECASE,
    ),
    "mention": re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{2,32}(?!\w)"),
    "hashtag": re.compile(r"(?<!\w)#\w*[^\W\d_]\w*"),
}
TRAILING = ".,:;!?)]}'\"»…"
OPAQUE = {"code", "pre", "text_link", "text_mention", "custom_emoji"}


def find(text: str, given: Iterable[dict[str, Any]] = ()) -> list[dict[str, Any]]:
    """Entities in a plain text, outside the code and links that were `given`; offsets in UTF-16 units."""
    taken = [_span(entity) for entity in given if entity["type"] in OPAQUE]
    found = []
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            what = match[0].rstrip(TRAILING) if kind == "url" else match[0]
            entity = {"type": kind, "offset": utf16.length(text[: match.start()]), "length": utf16.length(what)}
            if not any(_overlap(_span(entity), span) for span in taken):
                taken.append(_span(entity))
                found.append(entity)
    return found


def _span(entity: dict[str, Any]) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
