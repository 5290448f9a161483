"""Dates on which somebody was born, told from the dates of laws, absence and meetings."""

import re
from collections.abc import Iterator

from knowledge.privacy.cues import either
from knowledge.privacy.findings import Span, What

MONTHS = either("date", "months")
DAYS = rf"(?:\d{{1,2}}(?:e|ste|de|st|nd|rd|th)?|{either('date', 'days')})"
YEAR = r"(?:(?:19|20)\d{2}|['’]?\d{2}(?!\d|[:.,/-]\d))"
FULL_YEAR = r"(?:19|20)\d{2}"
NUMERIC = rf"\d{{1,2}} ?[-./ ] ?\d{{1,2}} ?[-./ ] ?{YEAR}|{FULL_YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}"
WORDED = rf"{DAYS} {MONTHS}\.?,?(?: {YEAR})?|{MONTHS} {DAYS},?(?: {FULL_YEAR})?"
RUN = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}"
DATE = re.compile(rf"(?<![\w-])(?:{NUMERIC}|{WORDED}|{RUN})(?![\w])", re.IGNORECASE)
YEARED = re.compile(r"(?:19|20)\d{2}")
CHILD_YEARS = range(2003, 2019)

CUE = re.compile(rf"\b{either('date', 'birth')}\b\.?|(?<![\w*])\*(?= ?\d)", re.IGNORECASE)
BEFORE, AFTER = 40, 22
NO_BIRTH = re.compile(rf"\b{either('date', 'no_birth')}\b", re.IGNORECASE)


def birth_dates(text: str) -> Iterator[Span]:
    """Find dates of birth: a date beside a word for birth, or a full date in the years in which pupils are born.

    The second kind is left alone where the text speaks of a law, an agreement or a document.
    """
    cues = [found.span() for found in CUE.finditer(text)]
    law = bool(NO_BIRTH.search(text))
    for found in DATE.finditer(text):
        start, end = found.span()
        beside = any(end_of <= start <= end_of + BEFORE or end <= begin <= end + AFTER for begin, end_of in cues)
        year = YEARED.search(found.group())
        young = year is not None and int(year.group()) in CHILD_YEARS
        if beside or (young and not law):
            yield Span(start, end, What.BIRTH_DATE)
