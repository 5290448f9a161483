"""Captions that say that a picture shows a pupil."""

import re
from collections.abc import Iterator

from knowledge.privacy.cues import either
from knowledge.privacy.findings import Span, What

PICTURE = either("picture", "pictures")
PUPIL = (
    r"(?:(?:de|deze|die|dit|dat|mijn|onze|een van mijn|zijn|haar|the|this|my|our) )?"
    r"(?:mentor)?(?:leerling(?:e)?|jongen|meisje|kind|zoon|dochter|pupil|student|boy|girl)\b|\b(?:hij|ze|zij|hem|haar|he|she|him)\b"
    r"|\b(?:[A-Z]{1,3}\d?[A-Z]?\d?[A-Z]?-\d{1,4}|[A-Z]\d[A-Z]-\d|\d{4}|LL ?\d{1,4})\b"
)
SHOWS = re.compile(
    rf"\b{PICTURE}\b[\]:]?(?: {either('picture', 'between')}\b){{0,4}},? (?P<whom>{PUPIL})", re.IGNORECASE
)
SEE = re.compile(
    rf"\b(?:zie|op|in|on|see|bijgevoegd\w*|hierbij)\b(?: (?:de|deze|een|the|this|a))?"
    rf" {PICTURE}\b[^.?!]{{0,25}}?(?P<whom>{PUPIL})",
    re.IGNORECASE,
)
CAPTION = re.compile(rf"^\W*(?:{PICTURE})\b", re.IGNORECASE)
ASKS = re.compile(rf"\?\s*$|^\s*{either('picture', 'asks')}\b", re.IGNORECASE)
ANY = re.compile(
    r"\b(?:een|a|any|geen|no|elke) (?:leerling|kind|pupil|student|jongen|meisje)|\b(?:leerlingen|pupils|students)\b",
    re.IGNORECASE,
)
OPENING = 12
DIGITS_YEAR = re.compile(r"^(?:19|20)\d{2}$")


def captions(text: str, names: tuple[Span, ...]) -> Iterator[Span]:
    """Find what says that a picture shows a pupil, by code, by name or as «deze leerling»; one about any does not."""
    asks = bool(ASKS.search(text))
    for pattern in (SHOWS, SEE):
        for found in pattern.finditer(text):
            whom = found["whom"]
            coded = bool(re.search(r"\d", whom))
            opens = pattern is SEE or found.start() <= OPENING
            general = not coded and (asks or not opens)
            if not general and not ANY.search(found.group()) and not DIGITS_YEAR.match(whom):
                yield Span(found.start(), found.end(), What.PHOTO_CAPTION)
    opening = CAPTION.search(text)
    if opening and names:
        yield Span(opening.end() - len(opening.group().lstrip("[(*\"' ")), opening.end(), What.PHOTO_CAPTION)
    elif names and not asks:
        for found in re.finditer(rf"\b(?:{PICTURE}) (?:van|met|of|waarop)\b", text, re.IGNORECASE):
            yield Span(*found.span(), What.PHOTO_CAPTION)
