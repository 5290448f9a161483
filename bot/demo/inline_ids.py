"""The id of a message that was sent through the bot's inline mode: the bot may edit it without knowing the chat."""

import re

FORM = re.compile(r"inline(-?\d{1,18})_(\d{1,18})")


def inline_message_id(chat_id: int, message_id: int) -> str:
    """The id the bot gets."""
    return f"inline{chat_id}_{message_id}"


def inline_place(inline_id: str) -> tuple[int, int] | None:
    """Chat id and message id behind it, None when it is not such an id."""
    found = FORM.fullmatch(inline_id)
    return (int(found[1]), int(found[2])) if found else None
