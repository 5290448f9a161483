"""Likeness of lines: the two ways of counting it together are the plain product of all features."""

import numpy as np
import pytest

from knowledge.routing.features import Vector
from knowledge.routing.kernel import COMMON, feature_likeness

WIDTH = 60


@pytest.mark.parametrize("lines", [COMMON - 50, COMMON, 2 * COMMON], ids=["all rare", "at the border", "many common"])
def test_the_likeness_of_lines_is_the_product_of_their_features(lines: int) -> None:
    draw = np.random.default_rng(lines)
    rows = [
        Vector(np.flatnonzero(draw.random(WIDTH) < np.linspace(0.01, 0.95, WIDTH)), np.array([])) for _ in range(lines)
    ]
    rows = [Vector(row.indexes, draw.random(len(row.indexes)).astype(np.float32)) for row in rows]
    plain = np.zeros((lines, WIDTH))
    for at, row in enumerate(rows):
        plain[at, row.indexes] = row.values
    assert feature_likeness(rows, WIDTH) == pytest.approx(plain @ plain.T, abs=1e-4)
