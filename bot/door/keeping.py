"""What is kept of an update: what is listed here and nothing else, so that what Telegram adds later stays outside.

What is not of the kind that Telegram promises is left out as if it were not there: nothing behind the door asks again.
"""

from collections.abc import Callable, Mapping
from typing import Any

Raw = dict[str, Any]
SOMETHING = "…"
"""Stands for a text of our own: whether there was one is asked, the words are not."""
LAST_MOMENT = 253_402_300_799
"""The last second of the year 9999: nothing can be told of a later one."""


def _is_number(value: object) -> bool:
    return type(value) is int and abs(value) < 1 << 63


def _is_moment(value: object) -> bool:
    return type(value) is int and 0 <= value <= LAST_MOMENT


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_words(value: object) -> bool:
    return isinstance(value, str)


Shape = Mapping[str, Callable[[object], bool]]
PERSON: Shape = {"id": _is_number, "is_bot": _is_flag, "language_code": _is_words}
NAMES: Shape = {"first_name": _is_words, "last_name": _is_words}
CHAT: Shape = {"id": _is_number, "type": _is_words}
POINTED_AT: Shape = {"message_id": _is_number, "date": _is_moment}
MESSAGE: Shape = {
    **POINTED_AT,
    "edit_date": _is_moment,
    "message_thread_id": _is_number,
    "is_topic_message": _is_flag,
    **dict.fromkeys(("group_chat_created", "supergroup_chat_created"), _is_flag),
    **dict.fromkeys(("migrate_to_chat_id", "migrate_from_chat_id"), _is_number),
}
CALLBACK: Shape = dict.fromkeys(("id", "chat_instance", "data", "inline_message_id"), _is_words)
INLINE: Shape = dict.fromkeys(("id", "offset", "chat_type"), _is_words)
OUT = ("left", "kicked")
PICTURE, VIDEO, SOUND, FILE, PLACE, CONTACT, OTHER = (
    "photo",
    "video",
    "voice",
    "document",
    "location",
    "contact",
    "other",
)
CONTENTS = {
    **dict.fromkeys(("photo", "live_photo", "paid_media"), PICTURE),
    **dict.fromkeys(("video", "animation", "video_note"), VIDEO),
    **dict.fromkeys(("voice", "audio"), SOUND),
    **dict.fromkeys(("venue", "location"), PLACE),
    "document": FILE,
    "contact": CONTACT,
    **dict.fromkeys(
        ("sticker", "dice", "game", "poll", "story", "checklist", "invoice", "giveaway", "giveaway_winners", "gift"),
        OTHER,
    ),
}
"""What people share besides text, and what we call it; some things come under two names, the telling one first."""


def has_number(raw: object) -> bool:
    """Tell whether an update can be kept: without a number it cannot even be told from another."""
    return isinstance(raw, dict) and _is_number(raw.get("update_id")) and raw["update_id"] > 0


def part(raw: Any, name: str) -> Raw:
    """Give a part of an update; an empty one where there is none or where it makes no sense."""
    found = raw.get(name) if isinstance(raw, dict) else None
    return found if isinstance(found, dict) else {}


def readable(text: str) -> str:
    """Give a text in which half characters and NULs became «?», for no database can keep them."""
    return text.encode(errors="replace").decode().replace("\0", "?")


def message(raw: Raw, *, named: bool = False) -> Raw:
    """Keep of a message everything but its words; `named` with the name of who sent it."""
    kept = _only(raw, MESSAGE) | {"chat": _only(part(raw, "chat"), CHAT)}
    for name in ("from", "via_bot", "left_chat_member"):
        if who := _known(part(raw, name), named=named and name == "from"):
            kept[name] = who
    if isinstance(raw.get("new_chat_members"), list):
        kept["new_chat_members"] = [one for who in raw["new_chat_members"] if (one := _known(who))]
    if answered := _pointed_at(part(raw, "reply_to_message")):
        kept["reply_to_message"] = answered
    return kept


def callback_query(raw: Raw) -> Raw:
    """Keep which button was tapped by whom, of the message it hangs under only which one it is."""
    kept = _only(raw, CALLBACK) | {"from": person(part(raw, "from"))}
    told = part(raw, "message")
    if under := _pointed_at(told):
        kept["message"] = under | ({"text": SOMETHING} if told.get("text") else {})
        if "document" in told:
            # Words under a file of ours can be changed in their place, those under a picture are said anew.
            kept["message"]["caption"] = SOMETHING
    return kept


def inline_query(raw: Raw) -> Raw:
    """Keep an inline query but for what was typed and where."""
    return {"offset": "", **_only(raw, INLINE), "from": person(part(raw, "from"))}


def my_chat_member(raw: Raw) -> Raw:
    """Keep where the bot was let in or put out."""
    kept = _only(raw, {"date": _is_moment})
    kept |= {"chat": _only(part(raw, "chat"), CHAT), "from": person(part(raw, "from"))}
    for name in ("old_chat_member", "new_chat_member"):
        kept[name] = _membership(part(raw, name))
    return kept


def person(raw: Raw, *, named: bool = False) -> Raw:
    """Keep who it is by number only; Telegram's form wants a name, so an empty one stands there."""
    return {"first_name": "", **_only(raw, {**PERSON, **NAMES} if named else PERSON)}


def content_of(raw: Raw) -> str | None:
    """Name what a message shares besides text, if anything."""
    return next((name for key, name in CONTENTS.items() if key in raw), None)


def _known(raw: object, *, named: bool = False) -> Raw | None:
    """Keep who it is where that is told at all."""
    kept = person(raw, named=named) if isinstance(raw, dict) else {}
    return kept if {"id", "is_bot"} <= kept.keys() else None


def _pointed_at(raw: Raw) -> Raw | None:
    """Keep of a message that another points at which one it is and who sent it; nothing when that is not told."""
    kept, chat = _only(raw, POINTED_AT), _only(part(raw, "chat"), CHAT)
    if len(kept) < len(POINTED_AT) or len(chat) < len(CHAT):
        return None
    who = _known(part(raw, "from"))
    return kept | {"chat": chat} | ({"from": who} if who else {})


def _membership(raw: Raw) -> Raw:
    """Keep whether the bot is in or out: what else it may do there is not asked, and differs with each status."""
    status = {"status": "left" if raw["status"] in OUT else "member"} if _is_words(raw.get("status")) else {}
    return status | {"user": person(part(raw, "user"))}


def _only(raw: Raw, shape: Shape) -> Raw:
    """Keep what is of its promised kind under these names."""
    kept = {name: raw[name] for name, fits in shape.items() if name in raw and fits(raw[name])}
    return {name: readable(value) if isinstance(value, str) else value for name, value in kept.items()}
