"""A question as named features: pieces of words, words, pairs of words, and concepts of the field."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from knowledge.routing.lexicon import Lexicon, load_lexicon
from knowledge.routing.text import stem, words

PIECE_LENGTHS = (2, 3, 4, 5)
PIECE, WORD, PAIR, CONCEPT, CONCEPTS = "piece", "word", "pair", "concept", "concepts"
SHARES: Mapping[str, float] = {PIECE: 1.0, WORD: 0.64, PAIR: 0.16, CONCEPT: 0.3, CONCEPTS: 0.2}
GROUPS: Mapping[str, int] = {group: at for at, group in enumerate(SHARES)}
LENGTHS = np.sqrt(np.array([*SHARES.values()]) / sum(SHARES.values()))
MOST_REMEMBERED = 4_000

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


def pieces(word: str) -> list[str]:
    """Give the runs of two to five letters of a word with its borders marked."""
    marked = f"<{word}>"
    return [marked[at : at + length] for length in PIECE_LENGTHS for at in range(len(marked) - length + 1)]


def named(found: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give each feature of the words but their pieces as group and name, as often as it occurs."""
    lexicon: Lexicon = load_lexicon()
    stems = [stem(word) for word in found]
    concepts = list(lexicon.concepts(found))
    yield from ((WORD, one) for one in stems)
    yield from ((PAIR, f"{left} {right}") for left, right in pairwise(stems))
    yield from ((CONCEPT, one) for one in concepts)
    yield from ((CONCEPTS, f"{left} + {right}") for left, right in combinations(sorted(set(concepts)), 2))


def key(group: str, name: str) -> int:
    """Give the 32-bit key a feature is stored under."""
    return crc32(f"{group}:{name}".encode())


class Vocabulary:
    """The features that are known, by key, and how rare each is."""

    def __init__(self, keys: npt.NDArray[np.uint32], rarity: Numbers) -> None:
        self.keys = keys
        self.rarity = rarity
        self._remembered: dict[str, Indexes] = {}

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]], *, in_at_least: int) -> "Vocabulary":
        """Keep the features that occur in at least so many of the texts."""
        holding: Counter[int] = Counter()
        for text in texts:
            own = {key(PIECE, piece) for word in set(text) for piece in pieces(word)}
            holding.update(own.union(key(*feature) for feature in named(text)))
        kept = sorted(one for one, times in holding.items() if times >= in_at_least)
        times = np.array([holding[one] for one in kept], dtype=np.float64)
        rarity = np.log((1 + len(texts)) / (1 + times)) + 1
        return cls(np.array(kept, dtype=np.uint32), rarity.astype(np.float16).astype(np.float32))

    def vector(self, found: Sequence[str]) -> Vector:
        """Turn words into a row of length one: (1 + log count) x rarity, each group scaled to its share."""
        others = list(named(found))
        keys = np.array([key(*one) for one in others], dtype=np.uint32)
        groups = np.array([GROUPS[group] for group, _ in others], dtype=np.int64)
        places, known = self._places(keys)
        width = len(self.keys)
        # A feature as one number: its group x width + its place. Pieces are of the first group.
        features = [self._pieces(word) for word in found]
        present, times = np.unique(np.concatenate([*features, (groups * width + places)[known]]), return_counts=True)
        group, place = np.divmod(present, width)
        values = (1 + np.log(times)) * self.rarity[place]
        lengths = np.sqrt(np.bincount(group, values * values, minlength=len(GROUPS)))
        values *= (LENGTHS / np.where(lengths > 0, lengths, 1))[group]
        indexes, at = np.unique(place, return_inverse=True)
        return Vector(indexes, np.bincount(at, values, minlength=len(indexes)).astype(np.float32))

    def _pieces(self, word: str) -> Indexes:
        if word not in self._remembered:
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.clear()
            places, known = self._places(np.array([key(PIECE, piece) for piece in pieces(word)], dtype=np.uint32))
            self._remembered[word] = places[known]
        return self._remembered[word]

    def _places(self, keys: npt.NDArray[np.uint32]) -> tuple[Indexes, npt.NDArray[np.bool_]]:
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return places, self.keys[places] == keys
