"""How likely a token must be a name to be taken for one, by what the lists and its neighbours say of it."""

import re

from knowledge.privacy.cues import words
from knowledge.privacy.features import Known, Reader
from knowledge.privacy.initials import is_initialled, is_label
from knowledge.privacy.lists import NAME_BITS, Kind
from knowledge.privacy.tokens import Token

LISTED = 0.005
LIKELY = 0.12
LEANING = 0.2
SURE = 0.5
RATHER_SURE = 0.65
SURER = 0.8
SUREST = 0.9
ALL_BUT_CERTAIN = 0.97
NEVER = 2.0
SHORT = 4
REACH = 6
LONG = 11
TITLES = words("name", "titles")
VERBS_AND_NAMES = words("name", "verbs")
FINITE = words("name", "finite")
CALLED_AFTER = words("name", "called_after")
NAMED_THINGS = words("name", "named_things")
NAMED_ENDINGS = tuple(words("name", "named_endings"))
DETERMINERS = words("name", "determiners")
FIRMS = tuple(words("name", "firms"))
SCHOOLS = words("name", "schools")
SCHOOL_ENDINGS = tuple(words("name", "school_endings"))
PARTICLES = words("name", "particles")
TITLE_CASE = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+$")


def bar(tokens: list[Token], at: int, reader: Reader) -> float:
    """Give the least chance at which a token is taken for a name."""
    token, known = tokens[at], reader.known(tokens[at].key)
    capital, first = token.text[0].isupper(), bool(known.bits & Kind.FIRST.bit)
    familiar = bool(known.bits & (Kind.PLACE.bit | Kind.KNOWN.bit | Kind.COMMON.bit))
    if _of_a_school_or_firm(tokens, at) or is_label(tokens, at):
        return NEVER
    if capital and is_initialled(tokens, at, reader):
        return LIKELY if known.bits & Kind.COMMON.bit else 0.0
    if capital and (_acts(tokens, at) or (first and not known.bits & Kind.KNOWN.bit and _surname_follows(tokens, at))):
        return 0.0
    if _follows_title(tokens, at) and (is_titled(tokens, at) or not known.is_word or is_surname(known)):
        return 0.0 if is_titled(tokens, at) and not known.bits & Kind.COMMON.bit else LISTED
    if known.is_word:
        return _bar_of_a_word(tokens, at, known)
    return SURE if familiar or _of_an_organisation(tokens, at) else _bar_of_no_word(token, first=first)


def _bar_of_no_word(token: Token, *, first: bool) -> float:
    """Tell the same of what is no ordinary word, and a listed first name or not."""
    if first:
        return 0.0 if token.text[0].isupper() else LISTED if len(token.key) >= SHORT else SURE
    return LIKELY if TITLE_CASE.match(token.text) and len(token.key) < LONG else SURE


def _bar_of_a_word(tokens: list[Token], at: int, known: Known) -> float:
    """Tell the same of what is an ordinary word too."""
    text, rest = tokens[at].text, tokens[at + 1 : at + 3]
    if text.islower() and at and tokens[at - 1].key in DETERMINERS:
        return ALL_BUT_CERTAIN
    if len(rest) > 1 and rest[0].text == "-" and rest[1].text.islower():
        return SUREST
    if known.bits & Kind.FIRST.bit:
        return LEANING if text[0].isupper() and len(text) > 1 else RATHER_SURE
    return SURER if known.bits & NAME_BITS else SUREST


def _acts(tokens: list[Token], at: int) -> bool:
    """Tell «Wil heeft» and «Ben is»: a verb is not followed by one, a person is."""
    rest = tokens[at + 1 : at + 2]
    return tokens[at].key in VERBS_AND_NAMES and bool(rest) and rest[0].key in FINITE


def _surname_follows(tokens: list[Token], at: int) -> bool:
    """Tell «Jan van Dijk» by its form."""
    rest = tokens[at + 1 : at + 3]
    if len(rest) < 2 or tokens[at].key in PARTICLES or rest[0].key not in PARTICLES:
        return False
    return rest[0].text.islower() and rest[1].text[0].isupper()


def is_surname(known: Known) -> bool:
    """Tell what is listed as a surname and occurs in no example question, though it may be a word: «berg», «dam»."""
    return bool(known.bits & Kind.LAST.bit) and not known.bits & Kind.COMMON.bit


def is_titled(tokens: list[Token], at: int) -> bool:
    """Tell what follows «mevrouw» or «familie» with a capital."""
    return TITLE_CASE.match(tokens[at].text) is not None and _follows_title(tokens, at)


def _follows_title(tokens: list[Token], at: int) -> bool:
    """Tell what follows a title, with or without a full stop and «van der»."""
    before = at - 1
    while before >= max(0, at - REACH) and (tokens[before].text == "." or tokens[before].key in PARTICLES):
        before -= 1
    return before >= 0 and tokens[before].key.rstrip(".") in TITLES and tokens[at].key not in PARTICLES


def _of_an_organisation(tokens: list[Token], at: int) -> bool:
    """Tell a name that a school, an illness, a shop or a law is called after: «het Titus Brandsma Lyceum»."""
    for token in reversed(tokens[max(0, at - REACH) : at]):
        if token.key in CALLED_AFTER:
            return True
        if not _within_a_name(token):
            break
    for token in tokens[at + 1 : at + 1 + REACH]:
        if token.key in NAMED_THINGS or token.key.endswith(NAMED_ENDINGS):
            return True
        if not _within_a_name(token):
            break
    return False


def _of_a_school_or_firm(tokens: list[Token], at: int) -> bool:
    """Tell a name within that of a school or a firm: «de Willem van Oranjeschool», «bakkerij Van den Berg»."""
    before, after = at - 1, at
    while before >= max(0, at - REACH) and _within_a_name(tokens[before]) and not tokens[before].key.endswith(FIRMS):
        before -= 1
    if before >= 0 and tokens[at].text[0].isupper() and tokens[before].key.endswith(FIRMS):
        return True
    while after < min(len(tokens), at + REACH) and _within_a_name(tokens[after]):
        key = tokens[after].key
        if key in SCHOOLS or (key.endswith(SCHOOL_ENDINGS) and key not in SCHOOL_ENDINGS):
            return tokens[at].text[0].isupper()
        after += 1
    return False


def _within_a_name(token: Token) -> bool:
    return token.text[0].isupper() or token.key in PARTICLES or token.text == "."
