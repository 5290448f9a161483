"""A question as named features: pieces of words, words, pairs of words, and concepts of the field."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from knowledge.routing.lexicon import Lexicon, load_lexicon
from knowledge.routing.text import stem, words

PIECE_LENGTHS = (2, 3, 4, 5)
PIECE, WORD, PAIR, CONCEPT, CONCEPTS = "piece", "word", "pair", "concept", "concepts"
SHARES: Mapping[str, float] = {PIECE: 1.0, WORD: 0.64, PAIR: 0.16, CONCEPT: 0.3, CONCEPTS: 0.2}

Numbers = npt.NDArray[np.float32]
Indexes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse row: the features that are known, in ascending order, and what each weighs."""

    indexes: Indexes
    values: Numbers


def read_words(text: str) -> list[str]:
    """Give the plain words of a text with the field's short forms written out."""
    return load_lexicon().written_out(words(text))


@lru_cache(maxsize=4_000)
def pieces(word: str) -> tuple[str, ...]:
    """Give the runs of two to five letters of a word with its borders marked."""
    marked = f"<{word}>"
    return tuple(marked[at : at + length] for length in PIECE_LENGTHS for at in range(len(marked) - length + 1))


def named(found: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give each feature of the words as group and name, as often as it occurs."""
    lexicon: Lexicon = load_lexicon()
    stems = [stem(word) for word in found]
    concepts = list(lexicon.concepts(found))
    yield from ((PIECE, piece) for word in found for piece in pieces(word))
    yield from ((WORD, one) for one in stems)
    yield from ((PAIR, f"{left} {right}") for left, right in pairwise(stems))
    yield from ((CONCEPT, one) for one in concepts)
    yield from ((CONCEPTS, f"{left} + {right}") for left, right in combinations(sorted(set(concepts)), 2))


@lru_cache(maxsize=40_000)
def key(group: str, name: str) -> int:
    """Give the 32-bit key a feature is stored under."""
    return crc32(f"{group}:{name}".encode())


class Vocabulary:
    """The features that are known, by key, and how rare each is."""

    def __init__(self, keys: npt.NDArray[np.uint32], rarity: Numbers) -> None:
        self.keys = keys
        self.rarity = rarity

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]], *, in_at_least: int) -> "Vocabulary":
        """Keep the features that occur in at least so many of the texts."""
        holding = Counter(one for text in texts for one in {key(*feature) for feature in named(text)})
        kept = sorted(one for one, times in holding.items() if times >= in_at_least)
        times = np.array([holding[one] for one in kept], dtype=np.float64)
        rarity = np.log((1 + len(texts)) / (1 + times)) + 1
        return cls(np.array(kept, dtype=np.uint32), rarity.astype(np.float16).astype(np.float32))

    def vector(self, found: Sequence[str]) -> Vector:
        """Turn words into a row of length one: (1 + log count) x rarity, each group scaled to its share."""
        total: dict[int, float] = {}
        present = Counter(named(found))
        for group, share in SHARES.items():
            mine = {key(*one): times for one, times in present.items() if one[0] == group}
            for at, value in self._scaled(mine, math.sqrt(share / sum(SHARES.values()))):
                total[at] = total.get(at, 0.0) + value
        order = sorted(total)
        return Vector(np.array(order, dtype=np.int64), np.array([total[at] for at in order], dtype=np.float32))

    def _scaled(self, counted: Mapping[int, int], length: float) -> Iterable[tuple[int, float]]:
        wanted = np.array(sorted(counted), dtype=np.uint32)
        places = np.searchsorted(self.keys, wanted)
        known = [
            (place, (1 + math.log(counted[one])) * float(self.rarity[place]))
            for place, one in zip(places.tolist(), wanted.tolist(), strict=True)
            if place < len(self.keys) and int(self.keys[place]) == one
        ]
        norm = math.sqrt(sum(value * value for _, value in known)) or 1.0
        return [(place, length * value / norm) for place, value in known]
