"""A message as plain text, for the terminal and for whoever compares texts."""

import re
from html import unescape

from bot.message import Message

TAG = re.compile(r"<[^>]+>")


def of(message: Message) -> str:
    """Give the words of a message, its buttons as lines in square brackets."""
    text = unescape(TAG.sub("", message.text))
    rows = ["  ".join(f"[{button.label}]" for button in row) for row in message.buttons]
    return "\n".join([text, *rows])
