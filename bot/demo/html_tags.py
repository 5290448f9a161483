"""Telegram's own HTML, read as strictly as Telegram reads it: text and entities, or the reason it refuses."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.demo import links, utf16
from bot.demo.errors import BotApiError, bad_request

Entity = dict[str, Any]

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = {*SIMPLE, "a", "pre", "code", "blockquote", "tg-emoji"}
ARGUMENTS = {
    ("a", "href"),
    ("code", "class"),
    ("span", "class"),
    ("blockquote", "expandable"),
    ("tg-emoji", "emoji-id"),
}

REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
MARK = re.compile(r"[<&]")
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
SPACE = re.compile(r"\s*")


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int


@dataclass
class _Reader:
    source: str
    position: int = 0
    parts: list[str] = field(default_factory=list)
    offset: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> tuple[str, list[Entity]]:
        while mark := MARK.search(self.source, self.position):
            self._append(self.source[self.position : mark.start()])
            self.position = mark.start()
            if mark[0] == "&":
                self._reference()
            elif self.source.startswith("</", self.position):
                self._end_tag()
            else:
                self._start_tag()
        self._append(self.source[self.position :])
        if self.open:
            raise _refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.parts), self.entities

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.offset += utf16.length(text)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.position)
        taken = found[0] if found else ""
        self.position += len(taken)
        return taken

    def _next(self) -> str:
        return self.source[self.position : self.position + 1]

    def _at(self, position: int) -> str:
        return f"at byte offset {len(self.source[:position].encode())}"

    def _reference(self) -> None:
        found = REFERENCE.match(self.source, self.position)
        self._append(_decoded(found) if found else "&")
        self.position = found.end() if found else self.position + 1

    def _start_tag(self) -> None:
        begin = self.position
        self.position += 1
        tag = self._take(TAG_NAME).lower()
        if not self._next():
            raise _refuse(f"Unclosed start tag {self._at(begin)}")
        if tag not in TAGS:
            raise _refuse(f'Unsupported start tag "{tag}" {self._at(begin)}')
        argument = ""
        self._take(SPACE)
        while self._next() != ">":
            name, value = self._attribute(tag, begin)
            if (tag, name) in ARGUMENTS:
                argument = value or name
            self._take(SPACE)
        self.position += 1
        if tag == "span" and argument != "tg-spoiler":
            raise _refuse(f'Tag "span" must have class "tg-spoiler" {self._at(begin)}')
        self.open.append(_Open(tag, argument, self.offset))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        unclosed = f'Unclosed start tag "{tag}" {self._at(begin)}'
        name = self._take(ATTRIBUTE_NAME).lower()
        if not name:
            raise _refuse(f'Empty attribute name in the tag "{tag}" {self._at(begin)}' if self._next() else unclosed)
        self._take(SPACE)
        if not self._next():
            raise _refuse(unclosed)
        if self._next() != "=":
            return name, ""
        self.position += 1
        self._take(SPACE)
        value = self._value()
        if not self._next():
            raise _refuse(unclosed)
        return name, value

    def _value(self) -> str:
        quote = self._next()
        if quote not in {'"', "'"} or not quote:
            start = self.position
            token = self._take(TOKEN).lower()
            if self._next() and not self._next().isspace() and self._next() != ">":
                raise _refuse(f"Unexpected end of name token {self._at(start)}")
            return token
        end = self.source.find(quote, self.position + 1)
        end = len(self.source) if end < 0 else end
        raw = self.source[self.position + 1 : end]
        self.position = end + 1
        return REFERENCE.sub(_decoded, raw)

    def _end_tag(self) -> None:
        begin = self.position
        if not self.open:
            raise _refuse(f"Unexpected end tag {self._at(begin)}")
        self.position += 2
        name = self._take(TAG_NAME).lower()
        self._take(SPACE)
        if self._next() != ">":
            raise _refuse(f"Unclosed end tag {self._at(begin)}")
        self.position += 1
        opened = self.open.pop()
        if name not in {"", opened.tag}:
            expected = f'expected "</{opened.tag}>", found "</{name}>"'
            raise _refuse(f"Unmatched end tag {self._at(begin)}, {expected}")
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity = self._entity(opened)
        if entity is None:
            return
        place = {"offset": opened.offset, "length": self.offset - opened.offset}
        last = self.entities[-1] if self.entities else {}
        if entity["type"] == "pre" and last.get("type") == "code" and place.items() <= last.items():
            self.entities.pop()
            entity |= {"language": last["language"]} if "language" in last else {}
        self.entities.append({"type": entity.pop("type"), **place, **entity})

    def _entity(self, opened: _Open) -> Entity | None:
        match opened.tag:
            case "a":
                written = utf16.cut("".join(self.parts), opened.offset, self.offset - opened.offset)
                return _link(opened.argument or written)
            case "code":
                language = opened.argument.removeprefix("language-")
                return {"type": "code"} | ({"language": language} if language != opened.argument else {})
            case "pre":
                return {"type": "pre"}
            case "blockquote":
                return {"type": "expandable_blockquote" if opened.argument else "blockquote"}
            case "tg-emoji":
                return {"type": "custom_emoji", "custom_emoji_id": opened.argument}
            case tag:
                return {"type": SIMPLE[tag]}


def parse(source: str) -> tuple[str, list[Entity]]:
    """Text and entities of Telegram HTML, offsets in UTF-16 units; a 400 "can't parse entities" when it is wrong."""
    text, entities = _Reader(source).read()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, entities


def _link(url: str) -> Entity | None:
    user_id = links.mentioned_user(url)
    if user_id is not None:
        return {"type": "text_mention", "user": {"id": user_id, "is_bot": False, "first_name": ""}}
    address = links.checked(url)
    return {"type": "text_link", "url": address} if address else None


def _decoded(found: re.Match[str]) -> str:
    if found[3]:
        return NAMED[found[3]]
    number = int(found[1], 16) if found[1] else int(found[2])
    valid = 0 < number < 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number) if valid else found[0]


def _refuse(reason: str) -> BotApiError:
    return bad_request(f"can't parse entities: {reason}")
