"""Products with a matrix in whole numbers: those of the matrix it was made of, however many rows it has."""

import numpy as np
import pytest

from knowledge.routing.network import Layer
from knowledge.routing.quantized import AT_A_TIME, Small

WIDTH = 73
AT_ONCE = AT_A_TIME // WIDTH
LENGTHS = pytest.mark.parametrize("rows", [1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE])
KINDS = pytest.mark.parametrize(("kind", "parts"), [(np.int8, 127), (np.int16, 32_767)])


def drawn(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.random.default_rng(shape[0]).standard_normal(shape).astype(np.float32)


@KINDS
def test_a_value_is_off_by_half_a_part_of_the_largest_of_its_row(kind: type[np.int8 | np.int16], parts: int) -> None:
    matrix = drawn(50, WIDTH)
    off = np.abs(Small.of(matrix, kind).rows(np.arange(50)) - matrix).max(axis=1)
    assert (off <= np.abs(matrix).max(axis=1) / parts * 0.501 + 1e-6).all()


def test_a_row_of_nothing_stays_nothing() -> None:
    assert not Small.of(np.zeros((2, WIDTH), dtype=np.float32)).rows(np.arange(2)).any()


@LENGTHS
@KINDS
def test_a_product_is_that_of_its_rows(rows: int, kind: type[np.int8 | np.int16], parts: int) -> None:
    small = Small.of(drawn(rows, WIDTH), kind)
    plain = small.rows(np.arange(rows)).astype(np.float64)
    along, weights = drawn(WIDTH), drawn(rows)
    assert small.along(along) == pytest.approx(plain @ along, abs=1e-3)
    assert small.weighed(weights) == pytest.approx(weights @ plain, abs=1e-3 * rows**0.5)


@LENGTHS
def test_a_layer_weighs_what_it_is_given_and_adds_its_shift(rows: int) -> None:
    whole = np.random.default_rng(rows).integers(-127, 128, (rows, WIDTH)).astype(np.int8)
    layer = Layer(whole, scale=drawn(WIDTH) / 127, shift=drawn(WIDTH))
    sent = drawn(3, rows)
    plain = sent.astype(np.float64) @ (whole * layer.scale.astype(np.float64)) + layer.shift
    assert layer(sent) == pytest.approx(plain, abs=1e-3 * rows**0.5)
    assert layer(sent[0]) == pytest.approx(plain[0], abs=1e-3 * rows**0.5)
