"""The words of days and times, Dutch and English, without capitals and diacritics."""

import re
import unicodedata
from collections.abc import Mapping, Sequence


def _numbered(forms: Sequence[str], first: int) -> Mapping[str, int]:
    return {form: number for number, words in enumerate(forms, first) for form in words.split()}


WEEKDAYS = _numbered(
    (
        "maandag ma monday mon",
        "dinsdag di tuesday tue tues",
        "woensdag wo woe wednesday wed",
        "donderdag do thursday thu thur thurs",
        "vrijdag vr vrij friday fri",
        "zaterdag za saturday sat",
        "zondag zo sunday sun",
    ),
    0,
)
MONTHS = _numbered(
    (
        "januari jan january",
        "februari feb febr february",
        "maart mrt mar march",
        "april apr",
        "mei may",
        "juni jun june",
        "juli jul july",
        "augustus aug august",
        "september sept sep",
        "oktober okt october oct",
        "november nov",
        "december dec",
    ),
    1,
)
NUMBERS = _numbered(
    (
        "een one a",
        "twee two",
        "drie three",
        "vier four",
        "vijf five",
        "zes six",
        "zeven seven",
        "acht eight",
        "negen nine",
        "tien ten",
        "elf eleven",
        "twaalf twelve",
    ),
    1,
)
AWAY: Mapping[str, int] = {
    "eergisteren": -2, "gisteren": -1, "yesterday": -1, "vandaag": 0, "vanochtend": 0, "vanmorgen": 0, "vanmiddag": 0,
    "vanavond": 0, "today": 0, "tonight": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2,
}  # fmt: skip
MORNING = frozenset(["ochtend", "ochtends", "morgens", "morning", "am", "vanochtend", "vanmorgen"])
LATER = frozenset(
    ["middag", "middags", "avond", "avonds", "afternoon", "evening", "pm", "vanmiddag", "vanavond", "tonight"]
)
NEARNESS: Mapping[str, str] = {
    **dict.fromkeys(("volgende", "volgend", "next"), "next"),
    **dict.fromkeys(("komende", "komend", "aankomende", "aanstaande", "as", "coming"), "coming"),
    **dict.fromkeys(("deze", "this"), "this"),
}
HOUR_WORDS = frozenset(["uur", "u", "h", "hr", "oclock"])
WEEK_WORDS = frozenset(["week", "weken", "wk", "weeks"])
DAY_WORDS = frozenset(["dag", "dagen", "day", "days"])
AT = frozenset(["om", "at", "rond", "vanaf", "from"])
ORDINALS = frozenset(["e", "de", "ste", "st", "nd", "rd", "th"])

_COMPOUND = re.compile(rf"\b({'|'.join(WEEKDAYS)}|morgen|tomorrow)(morgen|ochtend|middag|avond|vroeg)\b")
_TOKEN = re.compile(r"\d+|[a-z]+|[:./-]")
_WRITTEN_AS_ONE = {"the day after tomorrow": "overmorgen", "day after tomorrow": "overmorgen", "a.s.": "as", "'": ""}


def tokens(line: str) -> list[str]:
    """Give the words, figures and marks of a line; what is written as one word is taken apart."""
    plain = unicodedata.normalize("NFKD", line.lower().replace("’", "'"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for written, meant in _WRITTEN_AS_ONE.items():
        plain = plain.replace(written, meant)
    return _TOKEN.findall(_COMPOUND.sub(r"\1 \2", plain))


def number_of(token: str) -> int | None:
    """Give the number that figures or a word stand for."""
    return int(token) if token.isdecimal() and len(token) <= 4 else NUMBERS.get(token)
