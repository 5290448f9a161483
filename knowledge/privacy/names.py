"""Persons' names in a message: what the tagger is sure of, joined into whole names."""

import re
from functools import cache

from knowledge.privacy.cues import words
from knowledge.privacy.features import Known, Reader
from knowledge.privacy.findings import Span, What
from knowledge.privacy.lists import NAME_BITS, Kind, read_known
from knowledge.privacy.shipped import shipped_tagger
from knowledge.privacy.tagger import Tagger
from knowledge.privacy.tokens import Shape, Token, tokens_of

LISTED = 0.005
LIKELY = 0.12
LEANING = 0.3
SURE = 0.5
SURER = 0.8
SUREST = 0.85
SHORT = 4
TITLES = words("name", "titles")
VERBS_AND_NAMES = words("name", "verbs")
FINITE = words("name", "finite")
CALLED_AFTER = words("name", "called_after")
NAMED_THINGS = words("name", "named_things")
NAMED_ENDINGS = tuple(words("name", "named_endings"))
PARTICLES = words("name", "particles")
TITLE_CASE = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+$")
CYRILLIC = re.compile("[\u0400-\u052f]")
LAST_LATIN = 0x24F
LATIN_ADDED = range(0x1E00, 0x1F00)


def certain_names(text: str, tagger: Tagger | None = None) -> tuple[Span, ...]:
    """Find the names in a text."""
    tokens = tokens_of(text)
    if not tokens:
        return ()
    tagger = tagger or shipped_tagger()
    chances = tagger.chances(tokens)
    allowed = [token.shape in {Shape.WORD, Shape.INITIALS} for token in tokens]
    masked = _in_phrase(tokens)
    foreign = _foreign(tokens, tagger.reader)
    bars = [_bar(tokens, at, tagger.reader) for at in range(len(tokens))]
    sure = [
        may and not known and (other if other_script(token.key) else bool(chance >= bar))
        for may, known, chance, bar, token, other in zip(allowed, masked, chances, bars, tokens, foreign, strict=True)
    ]
    sure = _without_known(tokens, sure, tagger.reader)
    same = {token.text for token, named in zip(tokens, sure, strict=True) if named and token.text[0].isupper()}
    sure = [
        named or (not known and token.text in same) for token, known, named in zip(tokens, masked, sure, strict=True)
    ]
    return _joined(tokens, sure)


def _bar(tokens: list[Token], at: int, reader: Reader) -> float:
    """Tell how likely a token must be a name to be taken for one, by what the lists and its neighbours say of it."""
    token, known = tokens[at], reader.known(tokens[at].key)
    capital, first = token.text[0].isupper(), bool(known.bits & Kind.FIRST.bit)
    familiar = bool(known.bits & (Kind.PLACE.bit | Kind.KNOWN.bit | Kind.COMMON.bit))
    following = [other.key for other in tokens[at + 1 : at + 2]]
    if capital and token.key in VERBS_AND_NAMES and FINITE.issuperset(following) and following:
        return 0.0
    if _titled(tokens, at) or (first and capital and not familiar and _surname_follows(tokens, at)):
        return LISTED
    if known.is_word:
        return _bar_of_a_word(tokens, at, known)
    if familiar or _of_an_organisation(tokens, at):
        return SURE
    if first:
        return 0.0 if capital else LISTED if len(token.key) >= SHORT else SURE
    return LIKELY if TITLE_CASE.match(token.text) else SURE


def _bar_of_a_word(tokens: list[Token], at: int, known: Known) -> float:
    """Tell the same of what is an ordinary word too."""
    text, rest = tokens[at].text, tokens[at + 1 : at + 3]
    if len(rest) > 1 and rest[0].text == "-" and rest[1].text.islower():
        return SUREST
    if known.bits & Kind.FIRST.bit:
        return LEANING if text[0].isupper() and len(text) > 1 else SURE
    return SURER if known.bits & NAME_BITS else SUREST


def _surname_follows(tokens: list[Token], at: int) -> bool:
    """Tell «Jan van Dijk» by its form."""
    rest = tokens[at + 1 : at + 3]
    return len(rest) > 1 and rest[0].key in PARTICLES and rest[0].text.islower() and rest[1].text[0].isupper()


def _titled(tokens: list[Token], at: int) -> bool:
    """Tell what follows «mevrouw» or «familie», with or without a full stop and «van der»."""
    before = at - 1
    while before >= 0 and (tokens[before].text == "." or tokens[before].key in PARTICLES):
        before -= 1
    return before >= 0 and tokens[before].key.rstrip(".") in TITLES and TITLE_CASE.match(tokens[at].text) is not None


def _of_an_organisation(tokens: list[Token], at: int) -> bool:
    """Tell a name that a school, an illness, a shop or a law is called after: «het Titus Brandsma Lyceum»."""
    for token in reversed(tokens[:at]):
        if token.key in CALLED_AFTER:
            return True
        if not _within_a_name(token):
            break
    for token in tokens[at + 1 :]:
        if token.key in NAMED_THINGS or token.key.endswith(NAMED_ENDINGS):
            return True
        if not _within_a_name(token):
            break
    return False


def _within_a_name(token: Token) -> bool:
    return token.text[0].isupper() or token.key in PARTICLES or token.text == "."


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
        bits = reader.known(token.key).bits if sure[at] and not beside and not _titled(tokens, at) else 0
        kept[at] = sure[at] and not (bits & Kind.KNOWN.bit and not bits & Kind.FIRST.bit)
    return kept


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
    inside = [False] * len(keys)
    for at, key in enumerate(keys):
        for phrase in _phrases().get(key, ()):
            if tuple(keys[at : at + len(phrase)]) == phrase:
                inside[at : at + len(phrase)] = [True] * len(phrase)
    return inside


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
