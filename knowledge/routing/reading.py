"""A question as everything the ranker looks at: its words, its features, and its meaning."""

from dataclasses import dataclass

import numpy as np

from knowledge.routing.encoder import Encoder
from knowledge.routing.features import Numbers, Vector, Vocabulary, read_words

KEPT = 128


@dataclass(frozen=True, slots=True)
class Read:
    """A question that was read."""

    words: list[str]
    features: Vector
    meaning: Numbers


@dataclass(frozen=True, slots=True)
class Projection:
    """The directions in which meanings of questions differ most, seen from their middle."""

    middle: Numbers
    directions: Numbers

    @classmethod
    def of(cls, meanings: Numbers) -> "Projection":
        """Find the directions; the sign of each is fixed so that the same meanings give the same directions."""
        middle = meanings.mean(axis=0)
        directions = np.linalg.svd((meanings - middle).astype(np.float64), full_matrices=False)[2][:KEPT].T
        signs = np.sign(directions[np.abs(directions).argmax(axis=0), np.arange(KEPT)])
        return cls(middle.astype(np.float32), (directions * signs).astype(np.float16).astype(np.float32))

    def seen(self, meaning: Numbers) -> Numbers:
        """Give a meaning (or rows of them) in these directions, at length one."""
        found = (meaning - self.middle) @ self.directions
        return np.asarray(found / np.linalg.norm(found, axis=-1, keepdims=True), dtype=np.float32)


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
