"""Learning a linear model from sparse rows: multinomial logistic regression, numpy only, the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.routing.hashed import BUCKETS, Values, Vector

SEED = 20_261_121
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to learn: rounds over the data, the first step size, and how strongly weights are held small."""

    rounds: int = 12
    step: float = 0.5
    shrink: float = 1e-6


def softmax(scores: Matrix) -> Matrix:
    """Turn scores into probabilities."""
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)


def learn(rows: Sequence[Vector], labels: Sequence[int], weights: Values, *, classes: int, plan: Plan) -> Matrix:
    """Learn a weight for each bucket and class by AdaGrad, one row at a time in a fixed shuffled order."""
    shuffled = np.random.default_rng(SEED)
    matrix = np.zeros((BUCKETS, classes), dtype=np.float32)
    seen = np.full((BUCKETS, 1), 1e-3, dtype=np.float32)
    for _ in range(plan.rounds):
        for at in shuffled.permutation(len(rows)):
            _step(matrix, seen, rows[at], (labels[at], float(weights[at]), plan))
    return matrix


def _step(matrix: Matrix, seen: Matrix, row: Vector, lesson: tuple[int, float, Plan]) -> None:
    label, weight, plan = lesson
    mine = matrix[row.indexes]
    error = softmax(row.values @ mine)
    error[label] -= 1
    slope = np.outer(row.values, error * weight)
    seen[row.indexes] += np.square(slope).mean(axis=1, keepdims=True)
    matrix[row.indexes] = mine * (1 - plan.shrink) - plan.step * slope / np.sqrt(seen[row.indexes])
