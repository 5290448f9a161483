"""How much a word sounds like a name: a score over its letters, two to four at a time."""

import zlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt

BUCKETS = 1 << 15
LENGTHS = (2, 3, 4)
REMEMBERED = 4096


def letters_of(key: str) -> list[int]:
    """Give the buckets of all runs of letters in a word's key, its edges included."""
    edged = f"<{key[:24]}>"
    runs = (edged[at : at + size] for size in LENGTHS for at in range(len(edged) - size + 1))
    return sorted({zlib.crc32(run.encode()) % BUCKETS for run in runs})


class Sounds:
    """Scores words by the weights that were learnt for runs of letters."""

    def __init__(self, weights: npt.NDArray[np.float16], bias: float) -> None:
        self.weights = weights.astype(np.float32)
        self.bias = bias
        self.score = lru_cache(REMEMBERED)(self._score)

    def _score(self, key: str) -> float:
        """Give a score between -1 (an ordinary word) and 1 (a name)."""
        buckets = letters_of(key)
        return float(np.tanh((self.weights[buckets].sum() / np.sqrt(len(buckets)) + self.bias) / 2))
