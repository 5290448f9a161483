"""Persons' names in a message: what the tagger is sure of, joined into whole names."""

import re
from functools import cache

from knowledge.appointments.words import MONTHS, WEEKDAYS
from knowledge.privacy.bars import PARTICLES, TITLE_CASE, bar, is_surname, is_titled
from knowledge.privacy.features import Reader
from knowledge.privacy.findings import Span, What
from knowledge.privacy.lists import Kind, read_known
from knowledge.privacy.shipped import shipped_tagger
from knowledge.privacy.short_forms import is_short_form, with_short_forms
from knowledge.privacy.tagger import Tagger
from knowledge.privacy.tokens import Shape, Token, tokens_of

CYRILLIC = re.compile("[\u0400-\u052f]")
ALLOWED = {Shape.WORD, Shape.INITIALS}
WARY = 0.02
"""How likely a word that no list knows must be a name where something else in the message identifies already."""
TIES = {",", "en", "and", "&", "of", "or"}
DAYS_AND_NAMES = {"di", "do"}
BEFORE_A_DAY = frozenset(["sinds", "vanaf", "op", "vorige", "afgelopen", "volgende", "komende", "week", "tot", "per"])
LAST_LATIN = 0x24F
LATIN_ADDED = range(0x1E00, 0x1F00)


def certain_names(text: str, tagger: Tagger | None = None, *, wary: bool = False) -> tuple[Span, ...]:
    """Find the names in a text; `wary` where something else in it identifies already, so that it is about somebody."""
    tokens = with_short_forms(text, tokens_of(text))
    if not tokens:
        return ()
    tagger = tagger or shipped_tagger()
    chances = tagger.chances(tokens)
    masked = _in_phrase(tokens)
    may = [token.shape in ALLOWED and not known for token, known in zip(tokens, masked, strict=True)]
    foreign = _foreign(tokens, tagger.reader)
    least = [bar(tokens, at, tagger.reader) for at in range(len(tokens))]
    sure = [
        might and (other if other_script(token.key) else bool(chance >= enough))
        for might, chance, enough, token, other in zip(may, chances, least, tokens, foreign, strict=True)
    ]
    sure = _without_known(tokens, sure, tagger.reader)
    if wary or any(sure):
        strange = [tagger.reader.known(token.key).is_strange for token in tokens]
        sure = [
            named or (might and odd and bool(chance >= WARY))
            for named, might, odd, chance in zip(sure, may, strange, chances, strict=True)
        ]
    same = {token.text for token, named in zip(tokens, sure, strict=True) if named and token.text[0].isupper()}
    sure = [
        named or (not known and token.text in same) for token, known, named in zip(tokens, masked, sure, strict=True)
    ]
    return _joined(tokens, _with_neighbours(tokens, sure, may, tagger.reader))


def other_script(word: str) -> bool:
    """Tell whether a word is written in letters that are not Latin."""
    return any(letter.isalpha() and ord(letter) > LAST_LATIN and ord(letter) not in LATIN_ADDED for letter in word)


def _foreign(tokens: list[Token], reader: Reader) -> list[bool]:
    """Tell which words in another script are names: the listed ones, and any that stands alone in Latin text."""
    other = [token.shape is Shape.WORD and other_script(token.key) for token in tokens]
    latin = sum(token.shape is Shape.WORD for token in tokens) - sum(other)
    stray = 0 < sum(other) <= latin / 2
    return [found and (stray or _listed(token.key, reader)) for token, found in zip(tokens, other, strict=True)]


def _listed(key: str, reader: Reader) -> bool:
    """Tell whether a word, with or without its case ending, is a name that no example question holds."""
    stems = (
        (key, key[:-1] + "а", key[:-1] + "я", key[:-1], key[:-2]) if CYRILLIC.match(key) and len(key) > 4 else (key,)
    )
    if reader.known(key).bits & Kind.COMMON.bit:
        return False
    return any(reader.known(stem).bits & Kind.FIRST.bit for stem in stems if len(stem) > 2)


def _without_known(tokens: list[Token], sure: list[bool], reader: Reader) -> list[bool]:
    """Take back an illness, a test or a brand that is called after a person, unless it stands in somebody's name."""
    kept = list(sure)
    for at, token in enumerate(tokens):
        beside = any(sure[max(0, at - 1) : at] + sure[at + 1 : at + 2])
        bits = reader.known(token.key).bits if sure[at] and not beside and not is_titled(tokens, at) else 0
        kept[at] = sure[at] and not (bits & Kind.KNOWN.bit and not bits & Kind.FIRST.bit)
    return kept


def _with_neighbours(tokens: list[Token], sure: list[bool], may: list[bool], reader: Reader) -> list[bool]:
    """Add what stands beside a name and may well be more of it: a surname, or the next in «Tygo, Bo en Lot»."""
    found = list(sure)
    for at in range(len(tokens)):
        if may[at] and not found[at]:
            found[at] = _goes_on(tokens, found, at, reader)
    for at in reversed(range(len(tokens))):
        if may[at] and not found[at]:
            found[at] = _is_listed(tokens, found, at, reader)
    return found


def _goes_on(tokens: list[Token], found: list[bool], at: int, reader: Reader) -> bool:
    """Tell what follows on a name, with or without «van der» between, and is no word that people use here."""
    before = at - 1
    while before > 0 and tokens[before].key in PARTICLES and not found[before]:
        before -= 1
    known = reader.known(tokens[at].key)
    if before < 0 or not found[before] or known.bits & (Kind.COMMON.bit | Kind.KNOWN.bit):
        return _is_listed(tokens, found, at, reader)
    capital = bool(TITLE_CASE.match(tokens[at].text) and TITLE_CASE.match(tokens[before].text))
    return tokens[at].key not in PARTICLES and (capital or not known.is_word or is_surname(known))


def _is_listed(tokens: list[Token], found: list[bool], at: int, reader: Reader) -> bool:
    """Tell a first name that a comma or «en» ties to another name."""
    bits = reader.known(tokens[at].key).bits
    others = [place for place in (at - 2, at + 2) if 0 <= place < len(tokens) and found[place]]
    tied = any(tokens[(place + at) // 2].key in TIES for place in others)
    return bool(bits & Kind.FIRST.bit) and not bits & Kind.COMMON.bit and tied


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Give the known phrases as keys, by their first word."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in read_known()["phrases"]:
        keys = tuple(token.key for token in tokens_of(phrase))
        phrases.setdefault(keys[0], []).append(keys)
    return phrases


def _in_phrase(tokens: list[Token]) -> list[bool]:
    """Tell of each token whether it stands in a phrase that is known to be no pupil."""
    keys = [token.key for token in tokens]
    inside = [is_short_form(token) for token in tokens]
    for at, key in enumerate(keys):
        for phrase in _phrases().get(key, ()):
            if tuple(keys[at : at + len(phrase)]) == phrase:
                inside[at : at + len(phrase)] = [True] * len(phrase)
        if key in WEEKDAYS and _is_date(keys[at + 1 : at + 3]):
            # «di 27 okt» and «Fri 18 Dec» name a day: Di and Mon are first names too.
            inside[at] = inside[at + 2] = True
        if tokens[at].text in DAYS_AND_NAMES and (_is_day(keys, at) or _beside_a_code(tokens, at)):
            inside[at] = True
    return inside


def _beside_a_code(tokens: list[Token], at: int) -> bool:
    """Tell «2231 di ziek»: somebody who has a code is not called by a name as well."""
    beside = tokens[max(0, at - 1) : at] + tokens[at + 1 : at + 2]
    return any(token.shape in (Shape.CODE, Shape.NUMBER) for token in beside)


def _is_day(keys: list[str], at: int) -> bool:
    """Tell whether «di», in small letters, is the day: after «sinds» and the like, before «weer», beside other days."""
    beside = any(key in WEEKDAYS for place, key in enumerate(keys) if place != at)
    return beside or (at > 0 and keys[at - 1] in BEFORE_A_DAY) or keys[at + 1 : at + 2] == ["weer"]


def _is_date(keys: list[str]) -> bool:
    return len(keys) == 2 and keys[0][:2].rstrip("ednrst").isdecimal() and keys[1] in MONTHS


def _joined(tokens: list[Token], sure: list[bool]) -> tuple[Span, ...]:
    """Join neighbours into one name, across what stands between the parts of a name."""
    spans: list[Span] = []
    last = -1
    for at, (token, named) in enumerate(zip(tokens, sure, strict=True)):
        if not named:
            continue
        between = tokens[last + 1 : at]
        if spans and last >= 0 and all(_joins(one) for one in between):
            spans[-1] = Span(spans[-1].start, token.end, What.PERSON_NAME)
        else:
            spans.append(Span(token.start, token.end, What.PERSON_NAME))
        last = at
    return tuple(spans)


def _joins(token: Token) -> bool:
    return token.text in "-'’" or (token.key in PARTICLES and token.key != "in")
