"""Learning by likeness: kernel ridge regression, with honest scores for lines it is not allowed to see.

A line's likeness to another is that of their features (linear) plus that of their meanings (a bell curve over the
angle). The solution is exact, so what it would have said without a group of lines follows without learning again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from knowledge.routing.features import Indexes, Numbers, Vector

MEANING_SHARE = 1.4
SHARPNESS = 2.0
RIDGE = 0.2
COMMON = 200


@dataclass(frozen=True, slots=True)
class Parts:
    """Scores of lines by label: what their features say and what their meaning says; the score is the sum."""

    features: Numbers
    meaning: Numbers

    @property
    def total(self) -> Numbers:
        """Give the scores."""
        return np.asarray(self.features + self.meaning, dtype=np.float32)


def feature_likeness(rows: Sequence[Vector], width: int) -> Numbers:
    """Give the product of each row with each other.

    Features of many lines go through one product of matrices; the rest, each in a few lines, one by one.
    """
    where = np.concatenate([row.indexes for row in rows])
    line = np.repeat(np.arange(len(rows)), [len(row.indexes) for row in rows])
    values = np.concatenate([row.values for row in rows])
    holding = np.bincount(where, minlength=width)
    common = np.flatnonzero(holding > COMMON)
    many = np.isin(where, common)
    wide = np.zeros((len(rows), len(common)), dtype=np.float32)
    wide[line[many], np.searchsorted(common, where[many])] = values[many]
    found = wide @ wide.T
    order = np.argsort(where[~many], kind="stable")
    lines, weights = line[~many][order], values[~many][order]
    ends = np.cumsum(np.where(holding > COMMON, 0, holding))
    for start, end in pairwise((0, *ends.tolist())):
        if end > start:
            same = lines[start:end]
            found[np.ix_(same, same)] += np.outer(weights[start:end], weights[start:end])
    return np.asarray(found, dtype=np.float32)


def meaning_likeness(one: Numbers, other: Numbers) -> Numbers:
    """Give the likeness of meanings (rows of length one) with other meanings."""
    return likeness_at(one @ other.T)


def likeness_at(cosine: Numbers) -> Numbers:
    """Give the likeness of meanings at these cosines of the angle between them."""
    return np.asarray(MEANING_SHARE * np.exp(SHARPNESS * (cosine - 1)), dtype=np.float32)


class Learnt:
    """The exact solution for given likenesses, targets and weights of lines."""

    def __init__(self, features: Numbers, meaning: Numbers, targets: Numbers, weights: Numbers) -> None:
        self._features, self._meaning = features, meaning
        whole = features + meaning
        whole[np.diag_indices_from(whole)] += RIDGE / weights
        self._inverse = np.linalg.inv(whole)
        self.pull: Numbers = np.asarray(self._inverse @ targets, dtype=np.float32)

    def without(self, unseen: Indexes) -> Parts:
        """Give what would have been said of some lines if they had not been there to learn from."""
        rest = np.setdiff1d(np.arange(len(self.pull)), unseen)
        own = np.linalg.solve(self._inverse[np.ix_(unseen, unseen)], self.pull[unseen])
        pull = self.pull[rest] - self._inverse[np.ix_(rest, unseen)] @ own
        across = np.ix_(unseen, rest)
        return Parts(self._features[across] @ pull, self._meaning[across] @ pull)

    def held_out(self, groups: npt.NDArray[np.int64]) -> Parts:
        """Give honest scores of every line, each group left out in turn; lines of group -1 are never left out."""
        features = np.zeros_like(self.pull)
        meaning = np.zeros_like(self.pull)
        for group in sorted(set(groups.tolist()) - {-1}):
            unseen = np.flatnonzero(groups == group)
            parts = self.without(unseen)
            features[unseen], meaning[unseen] = parts.features, parts.meaning
        return Parts(features, meaning)
