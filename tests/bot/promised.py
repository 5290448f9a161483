"""What Telegram promises of an update: all it says of what we handle makes sense."""

from typing import Any

Raw = dict[str, Any]
HIGHEST = 2**63 - 1
LAST_MOMENT = 253_402_300_799


def is_an_update(raw: Raw) -> bool:
    """Tell whether there is an update in this, by what Telegram promises: all it says of what we handle makes sense."""
    kinds = {
        "message": _is_message,
        "edited_message": _is_message,
        "callback_query": _is_tap,
        "inline_query": _is_inline,
        "my_chat_member": _is_membership,
    }
    return all(check(raw[kind]) for kind, check in kinds.items() if kind in raw)


def has_a_number(raw: Raw) -> bool:
    """Tell whether this can be kept at all."""
    return _is_number(raw.get("update_id")) and raw["update_id"] > 0


def _is_message(raw: object) -> bool:
    if not isinstance(raw, dict) or not _is_number(raw.get("message_id")) or not _is_moment(raw.get("date")):
        return False
    return _is_chat(raw.get("chat"))


def _is_tap(raw: object) -> bool:
    if not isinstance(raw, dict) or not all(isinstance(raw.get(name), str) for name in ("id", "chat_instance")):
        return False
    return _is_person(raw.get("from"))


def _is_inline(raw: object) -> bool:
    return isinstance(raw, dict) and isinstance(raw.get("id"), str) and _is_person(raw.get("from"))


def _is_membership(raw: object) -> bool:
    if not isinstance(raw, dict):
        return False
    for name in ("old_chat_member", "new_chat_member"):
        change = raw.get(name)
        if not isinstance(change, dict) or not isinstance(change.get("status"), str):
            return False
        if not _is_person(change.get("user")):
            return False
    return _is_chat(raw.get("chat")) and _is_person(raw.get("from"))


def _is_person(raw: object) -> bool:
    return isinstance(raw, dict) and _is_number(raw.get("id")) and isinstance(raw.get("is_bot"), bool)


def _is_chat(raw: object) -> bool:
    return isinstance(raw, dict) and _is_number(raw.get("id")) and isinstance(raw.get("type"), str)


def _is_number(value: object) -> bool:
    return type(value) is int and abs(value) <= HIGHEST


def _is_moment(value: object) -> bool:
    return _is_number(value) and 0 <= value <= LAST_MOMENT  # type: ignore[operator]
