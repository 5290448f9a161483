"""A message's text as safe HTML for the page: everything escaped, and only a handful of tags."""

from html import escape
from itertools import pairwise
from typing import Any

from bot.demo import utf16

Entity = dict[str, Any]

TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def render(text: str, entities: list[Entity]) -> str:
    """HTML of b, i, u, s, code, pre, a, blockquote and tg-spoiler; overlapping entities are split so that tags nest."""
    shown = [(entity, *_tags(text, entity)) for entity in entities if _tags(text, entity)[0]]
    if not shown:
        return escape(text)
    ends = {0, utf16.length(text)}
    for entity, _, _ in shown:
        ends |= {entity["offset"], entity["offset"] + entity["length"]}
    edges = sorted(ends)
    return "".join(_pieces(text, shown, edges))


def _pieces(text: str, shown: list[tuple[Entity, str, str]], edges: list[int]) -> list[str]:
    pieces: list[str] = []
    opened: list[tuple[Entity, str, str]] = []
    for begin, end in pairwise(edges):
        active = [item for item in shown if item[0]["offset"] <= begin and end <= _end(item[0])]
        same = 0
        while same < min(len(opened), len(active)) and opened[same] is active[same]:
            same += 1
        pieces += [closing for _, _, closing in reversed(opened[same:])]
        pieces += [opening for _, opening, _ in active[same:]]
        pieces.append(escape(utf16.cut(text, begin, end - begin)))
        opened = active
    return pieces + [closing for _, _, closing in reversed(opened)]


def _end(entity: Entity) -> int:
    return int(entity["offset"] + entity["length"])


def _tags(text: str, entity: Entity) -> tuple[str, str]:
    kind = entity["type"]
    if kind in TAGS:
        attribute = " expandable" if kind == "expandable_blockquote" else ""
        return f"<{TAGS[kind]}{attribute}>", f"</{TAGS[kind]}>"
    address = _address(text, entity)
    if address is None:
        return "", ""
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">', "</a>"


def _address(text: str, entity: Entity) -> str | None:
    written = utf16.cut(text, entity["offset"], entity["length"])
    match entity["type"]:
        case "text_link":
            address = str(entity.get("url", ""))
        case "url":
            address = written if "://" in written else f"https://{written}"
        case "email":
            address = f"mailto:{written}"
        case _:
            return None
    return address if address.lower().startswith(("http://", "https://", "mailto:")) else None
