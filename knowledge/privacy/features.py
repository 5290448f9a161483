"""What the tagger sees of each token: how it is written, what the lists know it as, how it sounds."""

import string
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from knowledge.privacy.lists import NAME_BITS, WORD_BITS, Kind, Table
from knowledge.privacy.sounds import Sounds
from knowledge.privacy.tokens import Shape, Token

FACTS = 32
HALF_AT_LEAST = 4
TWISTED_AT_LEAST = 4
TWISTED_AT_MOST = 14
REMEMBERED = 4096
ENDS = {".", "!", "?", ":", "-", "•", "*"}

Facts = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Known:
    """What the lists know of one word, whatever its place in a message."""

    bits: int
    joined: bool = False
    base_is_name: bool = False
    near_word: bool = False
    near_name: bool = False
    sound: float = 0.0
    base_sound: float = 0.0

    @property
    def is_word(self) -> bool:
        """Tell whether this is an ordinary word or made of two."""
        return self.joined or bool(self.bits & WORD_BITS)

    @property
    def is_strange(self) -> bool:
        """Tell whether no list knows this word, nor one that looks like it."""
        return not (self.bits or self.joined or self.near_word)


class Reader:
    """Looks words up and lays out what is known of each token of a message."""

    def __init__(self, table: Table, sounds: Sounds) -> None:
        self.table = table
        self.sounds = sounds
        self.known = lru_cache(REMEMBERED)(self._known)

    def facts(self, tokens: list[Token]) -> Facts:
        """Give a row of facts per token."""
        rows = np.zeros((len(tokens), FACTS), dtype=np.float32)
        letters = "".join(token.text for token in tokens if token.shape is Shape.WORD)
        shouted, quiet = letters.isupper() and len(letters) > 3, letters.islower()
        starts = True
        for row, token in zip(rows, tokens, strict=True):
            row[int(token.shape)] = 1
            row[6], row[7], row[8] = starts, shouted, quiet
            if token.shape is Shape.WORD:
                self._written(row, token.text)
                self._looked_up(row, token.key)
            starts = token.shape is Shape.SIGN and token.text in ENDS
        return rows

    @staticmethod
    def _written(row: Facts, text: str) -> None:
        row[9] = text[0].isupper() and text[1:].islower()
        row[10] = text.isupper() and len(text) > 1
        row[11] = text.islower()
        row[12] = len(text) == 1
        row[13] = not (row[9] or row[10] or row[11] or row[12])
        row[14] = len(text) / 10
        row[15] = not text.isascii()
        row[16] = "'" in text or "’" in text

    def _looked_up(self, row: Facts, key: str) -> None:
        known = self.known(key)
        for at, kind in enumerate(Kind):
            row[17 + at] = bool(known.bits & kind.bit)
        row[25] = known.joined
        row[26] = known.base_is_name
        row[27] = known.near_word
        row[28] = known.near_name
        row[29] = known.sound
        row[30] = known.base_sound
        row[31] = not (known.is_word or known.bits)

    def _known(self, key: str) -> Known:
        bits = self.table.kinds_of(key)
        base = key[:-1] if key.endswith("s") and len(key) > 3 else ""
        base_bits = self.table.kinds_of(base) if base else 0
        word = bool(bits & WORD_BITS)
        joined = not word and self._joined(key)
        near_word = near_name = False
        if not (word or joined or bits) and TWISTED_AT_LEAST <= len(key) <= TWISTED_AT_MOST and key.isascii():
            near = self.table.kinds_near(_twisted(key))
            near_word, near_name = bool(near & Kind.COMMON.bit), bool(near & Kind.FIRST.bit)
        base_is_name = bool(base_bits & NAME_BITS)
        sound = self.sounds.score(key)
        return Known(
            bits, joined, base_is_name, near_word, near_name, sound, self.sounds.score(base) if base else sound
        )

    def _joined(self, key: str) -> bool:
        """Tell a word made of two ordinary ones, as Dutch makes them at will."""
        for at in range(HALF_AT_LEAST, len(key) - HALF_AT_LEAST + 1):
            if self.table.kinds_of(key[:at]) & Kind.DUTCH.bit:
                rest = key[at:]
                if self.table.kinds_of(rest) & Kind.DUTCH.bit:
                    return True
                if rest[0] == "s" and len(rest) > HALF_AT_LEAST and self.table.kinds_of(rest[1:]) & Kind.DUTCH.bit:
                    return True
        return False


def _twisted(key: str) -> list[str]:
    """Give every key that differs by one letter left out, added, changed or swapped with the next."""
    halves = [(key[:at], key[at:]) for at in range(len(key) + 1)]
    letters = string.ascii_lowercase
    dropped = [left + right[1:] for left, right in halves if right]
    swapped = [left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1]
    changed = [left + letter + right[1:] for left, right in halves if right for letter in letters]
    added = [left + letter + right for left, right in halves for letter in letters]
    return dropped + swapped + changed + added
