"""Does a question sound like acute danger? Words of danger and what the question is like, weighed together."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import numpy as np

from knowledge.routing.features import Numbers
from knowledge.routing.lexicon import Lexicon, lexicon_of
from knowledge.routing.text import words

CUES = Path(__file__).parents[1] / "data" / "danger.toml"
MOST = 2
GRAVE = (
    "suicide", "selfharm", "overdose", "violence", "fear", "sexual", "neglect", "threat", "exploit", "marriage",
    "missing", "medical",
)  # fmt: skip
"""The kinds of which one word is enough to warn, where the line itself is known to be of another sort."""


@lru_cache(maxsize=1)
def _cues() -> tuple[Lexicon, tuple[str, ...]]:
    stored: Mapping[str, list[str]] = tomllib.loads(CUES.read_text(encoding="utf-8"))["cue"]
    return lexicon_of(stored), tuple(stored)


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[int, int], ...]:
    return tuple(combinations(range(len(_cues()[1])), 2))


def cues(found: Sequence[str]) -> dict[str, int]:
    """Count the words of danger by kind, at most two of a kind."""
    lexicon, kinds = _cues()
    counted = dict.fromkeys(kinds, 0)
    for kind in lexicon.concepts(found):
        counted[kind] = min(MOST, counted[kind] + 1)
    return counted


def names_danger(text: str) -> bool:
    """Tell whether a text holds a word of danger itself, whatever it is like otherwise."""
    counted = cues(words(text))
    return any(counted[kind] for kind in GRAVE)


def signs(found: Sequence[str], scores: Numbers, *, at: int) -> Numbers:
    """Give what the detector weighs: how the ranker scores danger, the best other, `buiten`; cues, and cues together.

    `at` is the place of the danger topic among the scores; `buiten` is the last of them.
    """
    counted = list(cues(found).values())
    together = [float(bool(counted[one] and counted[other])) for one, other in _pairs()]
    others = np.delete(scores, at)
    likeness = [float(scores[at]), float(others[:-1].max()), float(scores[-1]), min(len(found), 60) / 60]
    return np.array([*likeness, *(float(one) for one in counted), *together], dtype=np.float32)
