"""The words of a message: cleaned of what identifies, with Telegram's marks put where they belong afterwards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.message import utf16_units
from knowledge.privacy import MASKS, Findings, What, identifies

Raw = dict[str, Any]
LINK = re.compile(r"/start(?:@\w+)? [A-Za-z0-9_-]{20,64}", re.ASCII)
"""A deep link's code: long and random, so it names nobody, though it may look as if."""
MARKED = ("bot_command", "mention")
GAP = "…"
ANY_MASK = re.compile("|".join(re.escape(mask) for mask in MASKS))
WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Words:
    """A text without what identifies, its commands and mentions, and what was taken out."""

    text: str
    marks: list[Raw]
    what: tuple[str, ...] = ()


def cleaned(text: str, marks: object, ours: frozenset[str] = frozenset()) -> Words:
    """Take out of a text what identifies; of its marks only commands and mentions stay.

    What a text begins with and is `ours`, a command or the bot's own name with its @, is no name, whatever it looks
    like, and no part of the sentence behind it; another word after a slash may be.
    """
    if is_link(text):
        return Words(text, list(_moved(_usable(marks), text, text)))
    head = _head(text, marks, ours)
    name, rest = head[1:].partition("@")[0], identifies(text[len(head) :])
    known = head.startswith("@") or name.lower() in ours
    first = Findings((), name) if known else identifies(name)
    after = (f"/{first.redacted}" if first else head) + rest.redacted
    what = tuple(str(what) for what in What if what in {*first.what, *rest.what})
    return Words(after, list(_moved(_usable(marks), text, after)), what)


def _head(text: str, marks: object, ours: frozenset[str]) -> str:
    """Give the command or the bot's own name that a text begins with."""
    named = [piece for piece in pieces(text, marks, "mention") if piece.lower() in ours]
    heads = (*pieces(text, marks, "bot_command"), *named)
    return next((piece for piece in heads if text.startswith(piece)), "")


def as_typed(text: str, marks: object) -> Words:
    """Give a cleaned text as somebody would type it: a gap where something was taken out."""
    after = ANY_MASK.sub(GAP, text)
    return Words(after, list(_moved(_usable(marks), text, after)))


def is_link(text: str) -> bool:
    """Tell whether a text is what a deep link sends."""
    return bool(LINK.fullmatch(text))


def says_something(text: str) -> bool:
    """Tell whether words are left beside what was taken out."""
    return bool(WORD.search(ANY_MASK.sub(" ", text)))


def pieces(text: str, marks: object, kind: str) -> list[str]:
    """Give the pieces of a text that are marked as one kind of thing."""
    return [_piece(text, mark) for mark in _usable(marks) if mark["type"] == kind]


def _usable(marks: object) -> list[Raw]:
    listed = [mark for mark in marks if isinstance(mark, dict)] if isinstance(marks, list) else []
    numbered = [mark for mark in listed if all(isinstance(mark.get(name), int) for name in ("offset", "length"))]
    return sorted((mark for mark in numbered if mark.get("type") in MARKED), key=lambda mark: int(mark["offset"]))


def _moved(marks: list[Raw], before: str, after: str) -> Iterator[Raw]:
    """Find each marked piece back in the text it became; what was taken out loses its mark."""
    at = 0
    for mark in marks:
        piece = _piece(before, mark)
        found = after.find(piece, at) if piece else -1
        if found >= 0:
            yield {"type": mark["type"], "offset": utf16_units(after[:found]), "length": utf16_units(piece)}
            at = found + len(piece)


def _piece(text: str, mark: Raw) -> str:
    """Cut out what a mark covers, counted as Telegram counts."""
    start, end = 2 * mark["offset"], 2 * (mark["offset"] + mark["length"])
    return text.encode("utf-16-le")[start:end].decode("utf-16-le", "ignore") if 0 <= start <= end else ""
