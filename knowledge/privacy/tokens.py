"""A message cut into words, codes, numbers and signs, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from knowledge.privacy.findings import MASKS
from knowledge.privacy.spelling import bare

MASK = "|".join(re.escape(mask) for mask in MASKS)
LETTER = r"[^\W\d_][\u0300-\u036f\u064b-\u065f\u0670]*"
PIECES = re.compile(
    rf"(?P<MASK>{MASK})"
    rf"|(?P<INITIALS>(?<!\w)(?:{LETTER}\.){{1,5}}(?!\w\w|\s*$))"
    rf"|(?P<CODE>[A-Za-z]\d[A-Za-z]\d?-[A-Za-z\d](?!\w)"
    rf"|(?:{LETTER})+\d[^\W_]*(?:[-/.][^\W_]*\d[^\W_]*)*|(?:{LETTER}){{1,5}}-\d[^\W_]*(?:-\d+)*"
    rf"|\d+(?:{LETTER})[^\W_]*(?:[-/]\w*\d\w*)*)"
    r"|(?P<NUMBER>\d+(?:[.,:/-]\d+)*)"
    rf"|(?P<WORD>(?:{LETTER})+(?:['’‘`´](?:{LETTER})+)*|['’](?:{LETTER}){{1,2}}(?!\w))"
    r"|(?P<SIGN>[^\w\s]|_)"
)


class Shape(IntEnum):
    """What a token is made of."""

    WORD = 0
    INITIALS = 1
    CODE = 2
    NUMBER = 3
    SIGN = 4
    MASK = 5


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a message from `start` up to `end`, and the key under which the lists may know it."""

    text: str
    start: int
    end: int
    shape: Shape
    key: str


def tokens_of(text: str) -> list[Token]:
    """Cut a message into tokens; only white space is left out."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for found in PIECES.finditer(text):
        shape = Shape[found.lastgroup or "SIGN"]
        piece = found.group()
        yield Token(piece, found.start(), found.end(), shape, bare(piece) if shape is Shape.WORD else piece.lower())
