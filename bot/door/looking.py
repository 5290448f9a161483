"""Looks at updates before they are stored, and marks what it saw so that the sender can be told."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import structlog

from bot.door import keeping, pins, words
from bot.door.keeping import Raw, part

MARK = "door"
"""Where the mark stands in a stored update: `what` identifies, which `content` was left out, whether it is `acute`."""
SPOKEN = ("message", "edited_message")
GROUPS = ("group", "supergroup")
LONGEST = 4096
"""Characters of a text, as Telegram promises: what is longer would keep everybody waiting."""
log = structlog.get_logger()


class Myself(NamedTuple):
    """The bot as Telegram knows it."""

    id: int
    username: str


class Door:
    """Lets updates in without what identifies; `acute` tells whether words sound like danger."""

    def __init__(self, acute: Callable[[str], bool], commands: frozenset[str] = frozenset()) -> None:
        self._acute, self._commands = acute, commands

    def let_in(self, updates: Iterable[Raw], me: Myself) -> list[Raw]:
        """Give each update as it may be stored. It takes some milliseconds each: not for the event loop."""
        return [self._safely(update, me) for update in updates]

    def _safely(self, update: Raw, me: Myself) -> Raw:
        """Keep nothing of what cannot be looked at: nobody may wait behind it, and nothing passes unseen."""
        try:
            return self._look(update, me)
        except Exception as error:  # noqa: BLE001  # whatever a message does to the guard, the next must get in
            log.error("door_failed", update=update["update_id"], error=type(error).__name__)  # noqa: TRY400
            shells = {kind: keeping.message(part(update, kind)) for kind in SPOKEN if kind in update}
            return {"update_id": update["update_id"], **shells, MARK: {"content": keeping.OTHER, "acute": False}}

    def _look(self, update: Raw, me: Myself) -> Raw:
        kept: Raw = {"update_id": update["update_id"]}
        for kind in SPOKEN:
            if kind in update:
                kept[kind], mark = self._message(part(update, kind), me)
                kept |= {MARK: mark} if mark else {}
        if "callback_query" in update:
            kept["callback_query"] = keeping.callback_query(part(update, "callback_query"))
        if "my_chat_member" in update:
            kept["my_chat_member"] = keeping.my_chat_member(part(update, "my_chat_member"))
        if "inline_query" in update:
            query = part(update, "inline_query")
            typed = words.as_typed(words.cleaned(_text(query, "query"), None).text, None).text
            kept["inline_query"] = {**keeping.inline_query(query), "query": typed}
        return kept

    def _message(self, raw: Raw, me: Myself) -> tuple[Raw, Raw]:
        text, private = _text(raw, "text"), part(raw, "chat").get("type") == "private"
        kept = keeping.message(raw, named=private and words.is_link(text))
        # What people say to each other in a group is not ours to keep, and our own cards hold nothing of anybody.
        if "via_bot" in raw or not (private or _for_us(raw, me)):
            return kept, {}
        content = keeping.content_of(raw)
        if content and not text:
            return kept, {"content": content, "acute": self._sounds_acute(_text(raw, "caption"))}
        if not text:
            return kept, {}
        if pins.gives_pin(text):
            found = pins.hidden(text, part(raw, "from").get("id") or 0)
        else:
            found = words.cleaned(text, raw.get("entities"), self._commands | {f"@{me.username}".lower()})
        kept |= {"text": found.text} | ({"entities": found.marks} if found.marks else {})
        return kept, {"what": list(found.what), "acute": self._sounds_acute(text)} if found.what else {}

    def _sounds_acute(self, text: str) -> bool:
        return bool(text) and self._acute(text)


def _for_us(raw: Raw, me: Myself) -> bool:
    """Tell whether what is said in a group is said to the bot: a command, a mention, or an answer to it."""
    if part(raw, "chat").get("type") not in GROUPS:
        return False
    if part(part(raw, "reply_to_message"), "from").get("id") == me.id:
        return True
    name = f"@{me.username}".casefold()
    for text, marks in ((_text(raw, "text"), "entities"), (_text(raw, "caption"), "caption_entities")):
        commands = words.pieces(text, raw.get(marks), "bot_command")
        if any("@" not in command or command.casefold().endswith(name) for command in commands):
            return True
        if any(mention.casefold() == name for mention in words.pieces(text, raw.get(marks), "mention")):
            return True
    return False


def _text(raw: Raw, name: str) -> str:
    value: Any = raw.get(name)
    return keeping.readable(value[:LONGEST]) if isinstance(value, str) else ""
