"""A question as everything the ranker looks at: its words, its features, and its meaning."""

import math
from dataclasses import dataclass

import numpy as np

from knowledge.routing.encoder import Encoder
from knowledge.routing.features import Numbers, Vector, Vocabulary, read_words

KEPT = 128
SHARES = (0.55, 0.45)


@dataclass(frozen=True, slots=True)
class Read:
    """A question that was read."""

    words: list[str]
    features: Vector
    meaning: Numbers


@dataclass(frozen=True, slots=True)
class Projection:
    """The directions in which meanings of questions differ most, seen from their middle, for each half on its own."""

    middle: Numbers
    directions: Numbers

    @classmethod
    def of(cls, meanings: Numbers) -> "Projection":
        """Find the directions (half, number, direction) in rows of meanings."""
        middle = meanings.mean(axis=0)
        directions = [_directions(half) for half in np.split(meanings - middle, len(SHARES), axis=1)]
        return cls(middle.astype(np.float32), np.stack(directions).astype(np.float16).astype(np.float32))

    def seen(self, meaning: Numbers) -> Numbers:
        """Give a meaning (or rows of them) in these directions, at length one, each half at its share."""
        halves = np.split(meaning - self.middle, len(SHARES), axis=-1)
        found = [half @ directions for half, directions in zip(halves, self.directions, strict=True)]
        even = [
            math.sqrt(share) * one / np.linalg.norm(one, axis=-1, keepdims=True)
            for share, one in zip(SHARES, found, strict=True)
        ]
        return np.concatenate(even, axis=-1, dtype=np.float32)


def _directions(centred: Numbers) -> Numbers:
    """Find the directions; the sign of each is fixed so that the same meanings give the same directions."""
    directions = np.linalg.svd(centred.astype(np.float64), full_matrices=False)[2][:KEPT].T
    signs = np.sign(directions[np.abs(directions).argmax(axis=0), np.arange(KEPT)])
    return np.asarray(directions * signs, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads questions with a known vocabulary, encoder and projection."""

    vocabulary: Vocabulary
    encoder: Encoder
    projection: Projection

    def read(self, text: str) -> Read:
        """Read a question; one without any word has an empty `words`."""
        found = read_words(text)
        meaning = self.projection.seen(self.encoder.meaning(found))
        return Read(found, self.vocabulary.vector(found), meaning)
