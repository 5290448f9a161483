"""Short forms: with dots between, «i.v.m.», written like initials, or without a vowel, «vndg»; nobody's."""

import re
from functools import cache

from knowledge.appointments.words import MONTHS, WEEKDAYS
from knowledge.privacy.lists import read_known
from knowledge.privacy.tokens import Shape, Token

NEAR_A_DAY = (
    "vandaag", "gisteren", "eergisteren", "morgen", "overmorgen", "week", "begin", "half", "eind", "de", "het", "deze",
    "volgende", "komende",
)  # fmt: skip
# Two letters with a capital may be a surname: Ng.
_UNSPEAKABLE = re.compile(r"[b-df-hj-np-tv-xz]{2,}|[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{2,}")


@cache
def _written() -> re.Pattern[str]:
    """Match the short forms in small letters: «J.L.» may be somebody, and «j.l.» is none only beside a day."""
    known = read_known()
    anywhere, after, before = (
        "|".join(re.escape(one.rstrip(".")) for one in known[name])
        for name in ("short_forms", "short_forms_after_a_day", "short_forms_before_a_day")
    )
    day = "|".join(sorted({*WEEKDAYS, *MONTHS, *NEAR_A_DAY}))
    return re.compile(
        rf"(?<![\w.])((?:{anywhere})\.?)(?!\w)"
        rf"|(?:\b(?:{day})|\d)\s+((?:{after})\.?)(?!\w)"
        rf"|(?<![\w.])((?:{before})\.?)(?=\s+(?:(?:{day})\b|\d))"
    )


def with_short_forms(text: str, tokens: list[Token]) -> list[Token]:
    """Put one word, without its dots, in place of the tokens of each short form."""
    spans = [found.span(found.lastindex or 0) for found in _written().finditer(text)]
    if not spans:
        return tokens
    kept = [token for token in tokens if not any(start < token.end and token.start < end for start, end in spans)]
    return sorted([*kept, *(_word(text, *span) for span in spans)], key=lambda token: token.start)


def is_short_form(token: Token) -> bool:
    """Tell a token that `with_short_forms` put in, no other word holds a dot, and one that cannot be said: «mrgn»."""
    return token.shape is Shape.WORD and ("." in token.text or _UNSPEAKABLE.fullmatch(token.text) is not None)


def _word(text: str, start: int, end: int) -> Token:
    written = text[start:end]
    return Token(written, start, end, Shape.WORD, written.replace(".", ""))
