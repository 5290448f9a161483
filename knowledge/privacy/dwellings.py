"""Where somebody lives: a street with a house number."""

import re
from collections.abc import Iterator

from knowledge.privacy.cues import either, words
from knowledge.privacy.findings import Span, What

STREETS = either("address", "streets")
ANY_STREET = either("address", "streets", "more_streets")
ADDED = r"(?:[ -]?[a-zA-Z](?!\w)|[-/ ](?:\d{1,3}|I{1,3}|hs|bis|rd|zw)(?!\w))"
NUMBER = (
    r"(?:,? (?:nr\.?|nummer|no\.?|huisnummer))? ?(?P<number>[1-9]\d{0,3})(?!\d)"
    rf"{ADDED}?(?![\w:.,]\d|[\w%€]| ?{either('address', 'counted')})"
)
LINK = r"(?:van|de|der|den|het|'t|ter|ten|te)"
# No street's name is longer. Without an end, a message that is one long word would be tried from each of its letters.
MORE = 40
CAPITAL = r"[A-Z][\w'’.-]"
NAME = rf"{CAPITAL}{{1,{MORE}}}"
WITH_STREET = re.compile(
    rf"(?<!\w)(?:(?:{CAPITAL}{{0,{MORE}}}|{LINK}|op|aan|in) ){{0,4}}(?P<name>[\w'’-]{{2,{MORE}}}{STREETS}){NUMBER}"
)
APART = re.compile(rf"(?<!\w)(?:{NAME} (?:{LINK} ){{0,2}}){{1,3}}(?P<name>{STREETS})\.?{NUMBER}", re.IGNORECASE)
LED = re.compile(
    rf"(?<!\w)(?P<name>{STREETS} (?:{LINK} ){{1,2}}[\w'’-]{{3,{MORE}}}(?: [A-Z][\w'’-]{{1,{MORE}}})?){NUMBER}",
    re.IGNORECASE,
)
"""«Laan van de Vrede 12»: the kind of street goes first."""
LEADING = re.compile(rf"(?:(?:{LINK}|op|aan|in) )+")
AT_HOME = re.compile(rf"\b{either('address', 'at_home')}\b", re.IGNORECASE)
PLACED = re.compile(
    rf"(?:\b(?:{LINK}|aan|achter|onder|op|in|bij|naar|is) |[:,] ?){{0,4}}"
    rf"(?P<name>(?:{NAME})(?: (?:{LINK}|{NAME}|\d{{4}})){{0,5}}){NUMBER}"
)
SMALL = re.compile(rf"\b(?P<name>[\w'’-]{{3,{MORE}}}{ANY_STREET}){NUMBER}", re.IGNORECASE)
FOLLOWED = re.compile(r",? ?(?:\d{4} ?[A-Z]{2}\b|\w+ (?:deur|etage)\b)")
NO_STREET = words("address", "no_street")
NO_PLACE = words("address", "no_place")
REACH = 60


def addresses(text: str) -> Iterator[Span]:
    """Find a street with a house number, and where the text speaks of living somewhere, a name with a number."""
    for pattern in (WITH_STREET, APART, LED):
        for found in pattern.finditer(text):
            if pattern is APART or _is_place(found["name"]):
                before = LEADING.match(text, found.start())
                yield Span(before.end() if before else found.start(), found.end(), What.ADDRESS)
    for cue in AT_HOME.finditer(text):
        for pattern in (PLACED, SMALL):
            home = pattern.search(text, cue.end(), min(len(text), cue.end() + REACH))
            if home and _is_place(home["name"]):
                yield Span(home.start("name"), home.end(), What.ADDRESS)
    for found in PLACED.finditer(text):
        if FOLLOWED.match(text, found.end()) and _is_place(found["name"]):
            yield Span(found.start("name"), found.end(), What.ADDRESS)


def _is_place(name: str) -> bool:
    """Tell a street's name from «week 12» and «het schoolplein 2»."""
    written = name.lower().split()
    return (
        name.lower() not in NO_STREET and written[-1] not in NO_PLACE and not any(one.isdigit() for one in written[0])
    )
