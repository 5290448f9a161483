"""Pupil codes as the bot issues them: easy to say, without characters that look alike, and a typing error shows.

`K7T-4`: a letter, a digit and a letter that are drawn, and a character that follows from them. Any one wrong character
and any two that changed places give a code that does not fit, because the number of characters is prime and each place
weighs differently (as in ISO 7064). A school that has given out half of the short codes gets a digit more: `K7T3-P`.
"""

import random
import re
from collections.abc import Iterator

from knowledge.signals.codes import DASHED, GLUED

DIGITS = "234679"
LETTERS = "ACDEFHJKMNPRTVWXY"
ALPHABET = DIGITS + LETTERS
WEIGHTS = (1, 2, 3, 4, 5)
"""Of the check character, then of the drawn ones from the last to the first."""
OFFSET = 10
"""So chosen that `K7T-4`, the example in all our texts, fits."""
SHORT, LONG = 3, 4
FORM = re.compile(r"([A-Z0-9]{3,4})[- ]?([A-Z0-9])")


GAP = "…"
WRITTEN = re.compile(r"(?i:\bLL\.? ?\d{1,4}\b)|[\w-]+")
FIGURES = re.compile(r"(?!20[1-3]\d)[1-9]\d{3,5}")
"""A code of figures only, and no year."""


def without_codes(text: str) -> str:
    """Give a text with a gap for whatever may be a code of some school: for whoever must not see one."""
    return WRITTEN.sub(lambda found: GAP if _may_be_code(found.group()) else found.group(), text)


def _may_be_code(word: str) -> bool:
    return " " in word or any(form.fullmatch(word) for form in (DASHED, GLUED, FIGURES))


def drawn(dice: random.Random, *, long: bool = False) -> str:
    """Draw a code."""
    kinds = (LETTERS, DIGITS, LETTERS, DIGITS)[: LONG if long else SHORT]
    body = "".join(dice.choice(kind) for kind in kinds)
    return f"{body}-{_check(body)}"


def fits(code: str) -> bool:
    """Tell whether a code is written as the bot writes it and its check character follows from the others."""
    body, mark, check = code.partition("-")
    return bool(mark) and _well_formed(body) and _check(body) == check


def as_issued(typed: str) -> str | None:
    """Give what was typed as the bot writes a code, with its dash; None when it does not look like one."""
    found = FORM.fullmatch(typed)
    return f"{found[1]}-{found[2]}" if found else None


def meant_by(typed: str) -> list[str]:
    """Give the codes that fit and differ from what was typed by one character, or by two that changed places."""
    written = as_issued(typed)
    if written is None or fits(written):
        return []
    body, _, check = written.partition("-")
    return sorted({f"{one[:-1]}-{one[-1]}" for one in _slips(body + check) if fits(f"{one[:-1]}-{one[-1]}")})


def _slips(typed: str) -> Iterator[str]:
    for at in range(len(typed)):
        yield from (typed[:at] + other + typed[at + 1 :] for other in ALPHABET)
        if at:
            yield typed[: at - 1] + typed[at] + typed[at - 1] + typed[at + 1 :]


def _well_formed(body: str) -> bool:
    kinds = (LETTERS, DIGITS, LETTERS, DIGITS)
    return len(body) in (SHORT, LONG) and all(one in kind for one, kind in zip(body, kinds, strict=False))


def _check(body: str) -> str:
    total = sum(weight * ALPHABET.index(one) for weight, one in zip(WEIGHTS[1:], reversed(body), strict=False))
    return ALPHABET[(OFFSET - total) % len(ALPHABET)]
