"""Telegram counts text in UTF-16 code units; Python counts code points."""


def length(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, size: int) -> str:
    """The part of a text that starts at `offset` and is `size` long, both in UTF-16 code units."""
    raw = text.encode("utf-16-le")
    return raw[2 * offset : 2 * (offset + size)].decode("utf-16-le", errors="replace")
