"""Learn which runs of letters sound like a name and which like an ordinary word."""

import logging
import random

import numpy as np
import numpy.typing as npt

from knowledge.privacy.lists import NAME_BITS, WORD_BITS, Kind
from knowledge.privacy.sounds import BUCKETS, Sounds, letters_of

ROUNDS = 6
BATCH = 256
PACE = 0.3
KEEP_SMALL = 2e-5
HELD_OUT_EVERY = 10
NO_NAME = WORD_BITS | Kind.PLACE.bit | Kind.KNOWN.bit

Weights = npt.NDArray[np.float32]

log = logging.getLogger(__name__)


def learn_sounds(kinds: dict[str, int], seed: int) -> Sounds:
    """Learn from all words that are names only, against all that are none; the held-out share is logged."""
    names = sorted(key for key, bits in kinds.items() if key.isascii() and bits & NAME_BITS and not bits & NO_NAME)
    words = sorted(key for key, bits in kinds.items() if bits & NO_NAME and not bits & NAME_BITS)
    dice = random.Random(seed)  # noqa: S311 - an order to learn in, no secret
    words = dice.sample(words, min(len(words), 2 * len(names)))
    told = [(letters_of(key), 1.0) for key in names] + [(letters_of(key), 0.0) for key in words]
    dice.shuffle(told)
    held, seen = told[::HELD_OUT_EVERY], [one for at, one in enumerate(told) if at % HELD_OUT_EVERY]
    weights, pace = np.zeros(BUCKETS, dtype=np.float32), np.full(BUCKETS, 1e-3, dtype=np.float32)
    for _ in range(ROUNDS):
        for at in range(0, len(seen), BATCH):
            _step(seen[at : at + BATCH], weights, pace)
        dice.shuffle(seen)
    sounds = Sounds(weights.astype(np.float16), 0.0)
    right = sum((sounds.weights[letters].sum() > 0) == bool(label) for letters, label in held)
    log.info("sounds: %.1f%% of %d held-out words told right", 100 * right / len(held), len(held))
    return sounds


def _step(batch: list[tuple[list[int], float]], weights: Weights, pace: Weights) -> None:
    letters = np.concatenate([one[0] for one in batch])
    sizes = np.array([len(one[0]) for one in batch])
    scale = 1 / np.sqrt(sizes)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    score = np.add.reduceat(weights[letters], starts) * scale
    slope = 1 / (1 + np.exp(-score)) - np.array([one[1] for one in batch])
    each = np.repeat(slope * scale, sizes) + KEEP_SMALL * weights[letters]
    change = np.bincount(letters, each, minlength=BUCKETS)
    pace += change**2
    weights -= PACE * change / np.sqrt(pace)
