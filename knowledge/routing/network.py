"""The layers of the encoder: each piece with its neighbours in three widths, then the text as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.routing.features import Numbers
from knowledge.routing.quantized import few_rows

WINDOWS = ((2, 0), (3, 1), (5, 2))
STEADY = ("ln_g", "ln_b")
LAST = ("d0", "d1", "d2", "d3", "p1", "p3")

Stored = Mapping[str, npt.NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of an encoder: its weights with a scale per column, and what is added."""

    whole: npt.NDArray[np.int8]
    scale: Numbers
    shift: Numbers

    def __call__(self, rows: Numbers) -> Numbers:
        """Send rows (or one) through the layer."""
        total: Numbers = np.zeros((*rows.shape[:-1], self.whole.shape[1]), dtype=np.float32)
        for part, numbers in few_rows(self.whole):
            total += rows[..., part] @ numbers
        total *= self.scale
        total += self.shift
        return total


@dataclass(frozen=True, slots=True)
class Steady:
    """Brings rows to the same middle and spread, then to what was learnt for each place."""

    gain: Numbers
    shift: Numbers

    def __call__(self, rows: Numbers) -> Numbers:
        """Steady each row."""
        # In place from here on: a long text makes so many numbers that asking for room costs more than counting.
        steady: Numbers = rows - rows.mean(axis=-1, keepdims=True)
        squares = np.einsum("...at,...at->...a", steady, steady)[..., None]
        steady /= np.sqrt(squares / np.float32(rows.shape[-1]) + np.float32(1e-6))
        steady *= self.gain
        steady += self.shift
        return steady


@dataclass(frozen=True, slots=True)
class Branch:
    """Looks at each piece together with its neighbours, twice: `width` pieces, of which `left` before it."""

    width: int
    left: int
    once: Layer
    twice: Layer

    def __call__(self, rows: Numbers) -> Numbers:
        """Give for each piece what is seen around it."""
        first = rows + self._around(rows, self.once)
        return first + self._around(first, self.twice)

    def _around(self, rows: Numbers, layer: Layer) -> Numbers:
        padded = np.zeros((len(rows) + self.width - 1, rows.shape[1]), dtype=np.float32)
        padded[self.left : self.left + len(rows)] = rows
        side_by_side = np.concatenate([padded[at : at + len(rows)] for at in range(self.width)], axis=1)
        return np.asarray(np.maximum(layer(side_by_side), 0), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Network:
    """All layers: a start per branch (side by side), the branches, what joins them, and the last layers by name."""

    start: Layer
    steady_start: Steady
    branches: tuple[Branch, ...]
    steady: Steady
    join: Layer
    last: Mapping[str, Layer]

    def seen(self, own: Numbers) -> Numbers:
        """Give what is seen on average at and around each piece."""
        started = self.start(own).reshape(len(own), len(self.branches), -1)
        beginnings = self.steady_start(started)
        around = [branch(beginnings[:, at]) for at, branch in enumerate(self.branches)]
        return np.asarray(self.steady(np.concatenate([own, *around], axis=1)).mean(axis=0), dtype=np.float32)


def network_of(stored: Stored) -> Network:
    """Make the network of what is stored by name."""
    widths = [width for width, _ in WINDOWS]
    beside = [_layer(stored, f"proj{width}", f"proj_b{width}") for width in widths]
    start = Layer(
        np.concatenate([one.whole for one in beside], axis=1),
        np.concatenate([one.scale for one in beside]),
        np.concatenate([one.shift for one in beside]),
    )
    steady_start = Steady(*(np.stack([_numbers(stored, f"{name}{width}") for width in widths]) for name in STEADY))
    branches = tuple(
        Branch(width, left, *(_layer(stored, f"w{at}_{width}", f"b{at}_{width}") for at in (1, 2)))
        for width, left in WINDOWS
    )
    steady = Steady(*(_numbers(stored, name) for name in STEADY))
    join = _layer(stored, "cnn_W", "cnn_b")
    return Network(start, steady_start, branches, steady, join, {name: _layer(stored, name) for name in LAST})


def _layer(stored: Stored, name: str, shift: str | None = None) -> Layer:
    whole, scale = np.asarray(stored[name], dtype=np.int8), _numbers(stored, f"{name}_scale")
    return Layer(whole, scale, _numbers(stored, shift) if shift else np.zeros_like(scale))


def _numbers(stored: Stored, name: str) -> Numbers:
    return stored[name].astype(np.float32)
