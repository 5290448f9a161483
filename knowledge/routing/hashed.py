"""A question as numbers: hashed pieces of words, words, and pairs of words, each group of length one."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from knowledge.routing.text import stem, words

BUCKETS = 1 << 16
PIECE_LENGTHS = (2, 3, 4, 5)
GROUP_WEIGHTS = {"p": 1.0, "w": 0.8, "b": 0.4}

Indexes = npt.NDArray[np.int64]
Values = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse row: buckets in ascending order, and what each weighs."""

    indexes: Indexes
    values: Values


@lru_cache(maxsize=20_000)
def pieces(word: str) -> tuple[str, ...]:
    """Give the runs of two to five letters of a word with its borders marked."""
    marked = f"<{word}>"
    return tuple(
        marked[start : start + length] for length in PIECE_LENGTHS for start in range(max(0, len(marked) - length + 1))
    )


def named(text: str) -> Iterator[tuple[str, str]]:
    """Give each feature of a text as its group (`p`, `w`, `b`) and name, repeated as often as it occurs."""
    found = words(text)
    for word in found:
        yield from (("p", piece) for piece in pieces(word))
    stems = [stem(word) for word in found]
    yield from (("w", one) for one in stems)
    yield from (("b", f"{left} {right}") for left, right in zip(stems, stems[1:], strict=False))


@lru_cache(maxsize=100_000)
def bucket(group: str, name: str) -> int:
    """Give the place of a feature in the model."""
    return crc32(f"{group}:{name}".encode()) % BUCKETS


def counts(text: str) -> dict[str, dict[int, int]]:
    """Count the features of a text by group and bucket."""
    found: dict[str, dict[int, int]] = {group: {} for group in GROUP_WEIGHTS}
    for group, name in named(text):
        at = bucket(group, name)
        found[group][at] = found[group].get(at, 0) + 1
    return found


def vector(text: str, rarity: Values) -> Vector:
    """Turn a text into its row: (1 + log count) x rarity, each group scaled to its own weight."""
    total: dict[int, float] = {}
    for group, occurring in counts(text).items():
        weighed = {at: (1 + math.log(times)) * float(rarity[at]) for at, times in occurring.items()}
        length = math.sqrt(sum(value * value for value in weighed.values())) or 1.0
        for at, value in weighed.items():
            total[at] = total.get(at, 0.0) + GROUP_WEIGHTS[group] * value / length
    order = sorted(total)
    return Vector(np.array(order, dtype=np.int64), np.array([total[at] for at in order], dtype=np.float32))
