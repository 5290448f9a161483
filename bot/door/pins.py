"""A PIN never comes in: of the message with which it is given only stays by what it is recognised."""

import re
from base64 import urlsafe_b64encode
from hashlib import scrypt
from itertools import pairwise

from bot.door.words import Words

COMMAND = re.compile(r"/pin(?:@\w+)?(?=\s|$)", re.IGNORECASE | re.ASCII)
SHAPE = re.compile(r"[0-9]{4,8}")
EASY, MISSHAPEN = "easy", "misshapen"
MOST = 2
"""An old and a new one: the rest is left out, because each costs some time."""
COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}


def gives_pin(text: str) -> bool:
    """Tell whether a text is the command with which a PIN is given."""
    return COMMAND.match(text) is not None


def hidden(text: str, person_id: int) -> Words:
    """Give the command with, in the place of each PIN, what it is recognised by."""
    command, given = text.split(maxsplit=1)[0], text.split()[1 : 1 + MOST]
    kept = " ".join([command, *(recognised(pin, person_id) for pin in given)])
    return Words(kept, [{"type": "bot_command", "offset": 0, "length": len(command)}])


def recognised(pin: str, person_id: int) -> str:
    """Give what the PIN of an account is recognised by; `EASY` or `MISSHAPEN` for what must not become one.

    It costs as much as a try should. The account is the salt: it is known before the database is asked.
    """
    if not SHAPE.fullmatch(pin):
        return MISSHAPEN
    if _is_easy(pin):
        return EASY
    return urlsafe_b64encode(scrypt(pin.encode(), salt=f"wegwijs pin {person_id}".encode(), **COST)).decode()


def _is_easy(pin: str) -> bool:
    """Tell whether all figures are the same, or run up or down."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {-1, 0, 1}
