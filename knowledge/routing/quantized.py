"""Matrices that stay in whole numbers: a quarter of the memory, and a quarter of what a product has to fetch.

A product makes numbers of a few rows at a time, so few that they stay near the processor until they are used.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.routing.features import Numbers

AT_A_TIME = 65_536

Whole = npt.NDArray[np.signedinteger[Any]]


class _Room(threading.local):
    """Room for the numbers of a few rows, kept: asking for it anew each time costs more than filling it."""

    def __init__(self) -> None:
        self.numbers: Numbers = np.empty(AT_A_TIME, dtype=np.float32)


_room = _Room()


def few_rows(whole: Whole) -> Iterator[tuple[slice, Numbers]]:
    """Give all rows (of at most so many columns) as numbers, a few at a time.

    The numbers hold until the next are asked for, by whomever in this thread.
    """
    width = whole.shape[1]
    how_many = AT_A_TIME // width
    for start in range(0, len(whole), how_many):
        rows = slice(start, min(start + how_many, len(whole)))
        numbers = _room.numbers[: (rows.stop - start) * width].reshape(-1, width)
        np.copyto(numbers, whole[rows])
        yield rows, numbers


@dataclass(frozen=True, slots=True)
class Small:
    """A matrix with a scale per row: row x scale is the value."""

    whole: Whole
    scale: npt.NDArray[np.float16] | Numbers

    @classmethod
    def of(cls, matrix: Numbers, kind: type[np.signedinteger[Any]] = np.int8) -> "Small":
        """Round a matrix to whole numbers of a kind, each row to its own scale."""
        most = np.iinfo(kind).max
        scale = (np.abs(matrix).max(axis=1) / most).astype(np.float32)
        safe = np.where(scale > 0, scale, np.float32(1))
        return cls(np.clip(np.rint(matrix / safe[:, None]), -most, most).astype(kind), scale)

    def rows(self, indexes: npt.NDArray[np.int64]) -> Numbers:
        """Give rows of the matrix."""
        scale = self.scale[indexes].astype(np.float32)[:, None]
        return np.asarray(self.whole[indexes].astype(np.float32) * scale, dtype=np.float32)

    def along(self, vector: Numbers) -> Numbers:
        """Give the product of each row with a vector."""
        found = np.empty(len(self.whole), dtype=np.float32)
        for rows, numbers in few_rows(self.whole):
            np.dot(numbers, vector, out=found[rows])
        return np.asarray(found * self.scale.astype(np.float32), dtype=np.float32)

    def weighed(self, weights: Numbers) -> Numbers:
        """Give the sum of all rows, each as often as it weighs."""
        scaled = weights * self.scale.astype(np.float32)
        total = np.zeros(self.whole.shape[1], dtype=np.float32)
        for rows, numbers in few_rows(self.whole):
            total += scaled[rows] @ numbers
        return total
