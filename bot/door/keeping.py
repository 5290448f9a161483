"""What is kept of an update: what is listed here and nothing else, so that what Telegram adds later stays outside."""

from typing import Any

Raw = dict[str, Any]
SOMETHING = "…"
"""Stands for a text of our own: whether there was one is asked, the words are not."""

PERSON = {"id", "is_bot", "language_code"}
NAMES = {"first_name", "last_name"}
CHAT = {"id", "type"}
MESSAGE = {"message_id", "date", "edit_date", "message_thread_id", "is_topic_message"}
GROUP_NEWS = {"group_chat_created", "supergroup_chat_created", "migrate_to_chat_id", "migrate_from_chat_id"}
CALLBACK = {"id", "chat_instance", "data", "inline_message_id"}
INLINE = {"id", "offset", "chat_type"}
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


def part(raw: Any, name: str) -> Raw:
    """Give a part of an update; an empty one where there is none or where it makes no sense."""
    found = raw.get(name) if isinstance(raw, dict) else None
    return found if isinstance(found, dict) else {}


def message(raw: Raw, *, named: bool = False) -> Raw:
    """Keep of a message everything but its words; `named` with the name of who sent it."""
    kept = _only(raw, MESSAGE | GROUP_NEWS)
    if "chat" in raw:
        kept["chat"] = _only(part(raw, "chat"), CHAT)
    for name in ("from", "via_bot", "left_chat_member"):
        if name in raw:
            kept[name] = person(part(raw, name), named=named and name == "from")
    if isinstance(raw.get("new_chat_members"), list):
        kept["new_chat_members"] = [person(who) for who in raw["new_chat_members"] if isinstance(who, dict)]
    if "reply_to_message" in raw:
        kept["reply_to_message"] = _pointed_at(part(raw, "reply_to_message"))
    return kept


def callback_query(raw: Raw) -> Raw:
    """Keep which button was tapped by whom, of the message it hangs under only which one it is."""
    kept = _only(raw, CALLBACK) | {"from": person(part(raw, "from"))}
    if "message" in raw:
        told = part(raw, "message")
        kept["message"] = _pointed_at(told) | ({"text": SOMETHING} if told.get("text") else {})
    return kept


def inline_query(raw: Raw) -> Raw:
    """Keep an inline query but for what was typed and where."""
    return _only(raw, INLINE) | {"from": person(part(raw, "from"))}


def my_chat_member(raw: Raw) -> Raw:
    """Keep where the bot was let in or put out, and what it may do there."""
    kept = _only(raw, {"date"}) | {"chat": _only(part(raw, "chat"), CHAT), "from": person(part(raw, "from"))}
    for name in ("old_chat_member", "new_chat_member"):
        kept[name] = _membership(part(raw, name))
    return kept


def person(raw: Raw, *, named: bool = False) -> Raw:
    """Keep who it is by number only; Telegram's form wants a name, so an empty one stands there."""
    return {"first_name": "", **_only(raw, PERSON | NAMES if named else PERSON)}


def content_of(raw: Raw) -> str | None:
    """Name what a message shares besides text, if anything."""
    return next((name for key, name in CONTENTS.items() if key in raw), None)


def _pointed_at(raw: Raw) -> Raw:
    """Keep of a message that another points at which one it is and who sent it."""
    kept = _only(raw, {"message_id", "date"}) | {"chat": _only(part(raw, "chat"), CHAT)}
    return kept | ({"from": person(part(raw, "from"))} if "from" in raw else {})


def _membership(raw: Raw) -> Raw:
    kept = {name: value for name, value in raw.items() if isinstance(value, bool | int) or name == "status"}
    return kept | {"user": person(part(raw, "user"))}


def _only(raw: Raw, names: set[str]) -> Raw:
    """Keep numbers and short words under these names; nothing nested gets in by them."""
    return {name: raw[name] for name in sorted(names & raw.keys()) if not isinstance(raw[name], dict | list)}
