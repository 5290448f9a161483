"""Initials before a surname, «ziekte van M. Visser», and a letter that is a label, «lokaal C.»."""

import re

from knowledge.privacy.cues import words
from knowledge.privacy.features import Reader
from knowledge.privacy.lists import Kind
from knowledge.privacy.tokens import Shape, Token

LABELLED = words("name", "labelled")
LABELLED_ENDINGS = tuple(words("name", "labelled_endings"))
AUTHORED = words("name", "authored")
PARTICLES = words("name", "particles")
SURNAME = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+(?:-[^\W\d_a-z][^\W\d_A-Z]+)*$")
ONE_LETTER = 2
REACH = 4


def is_label(tokens: list[Token], at: int) -> bool:
    """Tell a single letter after what is numbered with letters: a plan, a room, a vitamin."""
    if tokens[at].shape is not Shape.INITIALS or len(tokens[at].text) > ONE_LETTER or not at:
        return False
    before = tokens[at - 1].key
    return before in LABELLED or before.endswith(LABELLED_ENDINGS)


def is_initialled(tokens: list[Token], at: int, reader: Reader) -> bool:
    """Tell a surname with initials before it, or those initials; the writer of a book or a law is no pupil."""
    if tokens[at].shape is Shape.INITIALS:
        following = next((place for place in range(at + 1, len(tokens)) if not _inside(tokens[place])), at)
        return following != at and is_initialled(tokens, following, reader)
    start = at - 1
    while start > 0 and tokens[start].key in PARTICLES:
        start -= 1
    if start < 0 or tokens[start].shape is not Shape.INITIALS or is_label(tokens, start):
        return False
    if any(token.key in AUTHORED for token in tokens[max(0, start - REACH) : start]):
        return False
    known = reader.known(tokens[at].key)
    return bool(SURNAME.match(tokens[at].text)) and (bool(known.bits & Kind.LAST.bit) or known.is_strange)


def _inside(token: Token) -> bool:
    return token.shape is Shape.INITIALS or token.key in PARTICLES
