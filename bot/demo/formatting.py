"""From what the bot sent (text, parse mode, entities) to what Telegram keeps (clean text, entities in order)."""

from dataclasses import dataclass, field
from typing import Any

from bot.demo import found_entities, html_tags, utf16
from bot.demo.errors import bad_request
from bot.demo.params import Params

Entity = dict[str, Any]

WHOLE = {"code", "pre"}
SPLITTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler"}
KNOWN = {
    *WHOLE, *SPLITTABLE, "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number",
    "blockquote", "expandable_blockquote", "text_link", "text_mention", "custom_emoji", "date_time",
}  # fmt: skip
OUTER_FIRST = ("blockquote", "expandable_blockquote", "text_link", "text_mention")


@dataclass(frozen=True)
class Formatted:
    """A clean text and its entities, offsets and lengths in UTF-16 units."""

    text: str
    entities: list[Entity] = field(default_factory=list)

    @property
    def length(self) -> int:
        """In UTF-16 units, as Telegram's limits count."""
        return utf16.length(self.text)


def formatted(params: Params, *, text: str, entities: str) -> Formatted:
    """Read the text under the names `text` and `entities` of a request, with its parse_mode."""
    source = params.text(text).replace("\r", "").replace("\0", "")
    mode = params.text("parse_mode").lower()
    if mode == "html":
        plain, given = html_tags.parse(source)
    elif mode in {"", "none"}:
        plain, given = source, _given(params.value(entities) or [], utf16.length(source))
    else:
        raise bad_request("unsupported parse_mode")
    return clean(plain, given)


def clean(text: str, given: list[Entity]) -> Formatted:
    """Trim, keep code whole, add what Telegram finds itself, and sort."""
    start = utf16.length(text[: len(text) - len(text.lstrip())])
    stripped = text.strip()
    size = utf16.length(stripped)
    moved = [part for entity in _cut_around_code(given) for part in _clipped(entity, start, size)]
    entities = moved + found_entities.find(stripped, moved)
    return Formatted(stripped, sorted(entities, key=_order))


def _order(entity: Entity) -> tuple[int, int, int, str]:
    kind = entity["type"]
    outer = OUTER_FIRST.index(kind) if kind in OUTER_FIRST else len(OUTER_FIRST)
    return entity["offset"], -entity["length"], outer, kind


def _clipped(entity: Entity, start: int, size: int) -> list[Entity]:
    begin = max(entity["offset"] - start, 0)
    end = min(entity["offset"] + entity["length"] - start, size)
    return [entity | {"offset": begin, "length": end - begin}] if end > begin else []


def _cut_around_code(given: list[Entity]) -> list[Entity]:
    holes = [(entity["offset"], entity["offset"] + entity["length"]) for entity in given if entity["type"] in WHOLE]
    parts = []
    for entity in given:
        spans = [(entity["offset"], entity["offset"] + entity["length"])]
        if entity["type"] in SPLITTABLE:
            for hole in holes:
                spans = [rest for span in spans for rest in _without(span, hole)]
        parts += [entity | {"offset": begin, "length": end - begin} for begin, end in spans]
    return parts


def _without(span: tuple[int, int], hole: tuple[int, int]) -> list[tuple[int, int]]:
    rests = [(span[0], min(span[1], hole[0])), (max(span[0], hole[1]), span[1])]
    return [rest for rest in rests if rest[0] < rest[1]]


def _given(entities: Any, size: int) -> list[Entity]:
    if not isinstance(entities, list):
        raise bad_request("can't parse entities JSON object")
    for entity in entities:
        if not isinstance(entity, dict) or entity.get("type") not in KNOWN:
            raise bad_request("can't parse MessageEntity: unsupported type")
        if not (isinstance(entity.get("offset"), int) and isinstance(entity.get("length"), int)):
            raise bad_request("can't parse MessageEntity: offset and length must be integers")
    return [entity for entity in entities if 0 <= entity["offset"] < size and entity["length"] > 0]
