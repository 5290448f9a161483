"""Updates of a made-up person, brought to the door."""

import json
from typing import Any

import telegram

from bot.door import Door, Myself

ME = Myself(99, "WegwijsTestBot")
PERSON = {"id": 7, "is_bot": False, "first_name": "Quintijn", "last_name": "Achterberg", "username": "quintijn_a"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Quintijn", "username": "quintijn_a"}
GROUP = {"id": -100, "type": "supergroup", "title": "Mentoren van Quintijn"}
NAMES = ("Quintijn", "Achterberg", "quintijn_a")
FILE = {"file_id": "AgACQuintijn", "file_unique_id": "uQuintijn", "file_size": 3}
TAP_TEXT = "L3-017: vier keer ziek. Besproken met Quintijn."


def acute(words: str) -> bool:
    return "niet meer leven" in words


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1_700_000_000, "chat": chat, "from": {**PERSON, "language_code": "nl"}, **content}


def stored(kind: str = "message", **update: Any) -> dict[str, Any]:
    """Give an update as it is stored; whatever it is, no name of the person it speaks of is in it."""
    (kept,) = Door(acute).let_in([{"update_id": 1, kind: update}], ME)
    assert not [name for name in NAMES if name in json.dumps(kept)]
    assert telegram.Update.de_json(kept, None) is not None
    return kept
