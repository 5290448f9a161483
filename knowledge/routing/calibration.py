"""How sure may we be? Learnt from honest scores: what the ranker said of lines it had not seen."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.routing.features import Numbers
from knowledge.routing.kernel import Parts

STEPS = 30
Doubles = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Logistic:
    """A weighted sum that becomes a chance; the last weight stands alone."""

    weights: tuple[float, ...]

    def chance(self, rows: Numbers) -> Doubles:
        """Give the chance for each row."""
        total = rows.astype(np.float64) @ np.array(self.weights[:-1]) + self.weights[-1]
        return np.asarray(1 / (1 + np.exp(-np.clip(total, -60, 60))), dtype=np.float64)


def fit(rows: Numbers, truths: Truths, *, shrink: float, weight_of_true: float = 1.0) -> Logistic:
    """Find the weights by Newton's method; `shrink` holds them small, the free weight excepted."""
    wide = np.column_stack([rows, np.ones(len(rows))]).astype(np.float64)
    importance = np.where(truths, weight_of_true, 1.0)
    held = np.full(wide.shape[1], shrink)
    held[-1] = 1e-6
    weights = np.zeros(wide.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(wide @ weights, -60, 60)))
        slope = wide.T @ (importance * (chance - truths)) + held * weights
        bend = (wide * (importance * chance * (1 - chance))[:, None]).T @ wide + np.diag(held)
        weights = weights - np.linalg.solve(bend, slope)
    return Logistic(tuple(np.round(weights, 5).tolist()))


def clarity(parts: Parts) -> Numbers:
    """Tell of each row how clearly one topic stands out: in all, from the next, from `buiten`, and in each part."""
    inside = parts.total[:, :-1]
    lines = np.arange(len(inside))
    first, second = np.argsort(-inside, axis=1, kind="stable")[:, :2].T
    best = inside[lines, first]
    return np.column_stack(
        [
            best,
            best - inside[lines, second],
            best - parts.total[:, -1],
            _lead(parts.features, first),
            _lead(parts.meaning, first),
        ]
    ).astype(np.float32)


def _lead(scores: Numbers, of: npt.NDArray[np.int64]) -> Numbers:
    others = scores[:, :-1].copy()
    lines = np.arange(len(others))
    mine = others[lines, of]
    others[lines, of] = -np.inf
    return np.asarray(mine - others.max(axis=1), dtype=np.float32)


def threshold(chances: Doubles, wrong: Truths, *, at_most: float) -> float:
    """Give the lowest chance from which on the wrong ones are at most this share of all."""
    order = np.argsort(-chances, kind="stable")
    within = np.flatnonzero(np.cumsum(wrong[order]) <= at_most * len(order))
    return float(np.ceil(chances[order[within[-1]]] * 1e4) / 1e4) if len(within) else 1.0


def temperature(scores: Numbers, labels: npt.NDArray[np.int64]) -> float:
    """Find how steeply scores must become chances for the chance of what was right to be highest."""
    lines = np.arange(len(scores))

    def surprise(steepness: float) -> float:
        raised = scores * steepness
        raised = raised - raised.max(axis=1, keepdims=True)
        return float((np.log(np.exp(raised).sum(axis=1)) - raised[lines, labels]).mean())

    return min((round(step * 0.25, 2) for step in range(4, 81)), key=surprise)
