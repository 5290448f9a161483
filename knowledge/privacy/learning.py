"""Learn the tagger's network from read sentences, with numpy alone."""

import logging
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.privacy.features import FACTS, Facts
from knowledge.privacy.tagger import EDGE, REACH, UNKNOWN, Ids, Network

WORD_WIDTH = 12
HIDDEN = 64
ROUNDS = 7
BATCH = 512
PACE = 2e-3
FORGET_NAME = 0.3
FORGET_WORD = 0.12
NAME_COLUMNS = (19, 20, 21, 26)
COMMON_COLUMN = 24
WORD_COLUMNS = (17, 18, 22, 23, 25)
NOTHING_COLUMN = 31
IGNORE = -1

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All tokens of all sentences in one row: word, facts, label, sentence; and the places of what to learn from."""

    ids: Ids
    facts: Facts
    labels: npt.NDArray[np.int8]
    sentence: Ids
    learnt: Ids


def learn_network(corpus: Corpus, words: int, seed: int) -> Network:
    """Learn a network; `words` is the size of the vocabulary."""
    dice = np.random.default_rng(seed)
    width = (2 * REACH + 1) * (WORD_WIDTH + FACTS) + WORD_WIDTH
    parts = [
        dice.normal(0, 0.3, (words, WORD_WIDTH)),
        dice.normal(0, np.sqrt(2 / width), (width, HIDDEN)),
        np.zeros(HIDDEN),
        dice.normal(0, np.sqrt(1 / HIDDEN), HIDDEN),
        np.zeros(1),
    ]
    course = _Course([part.astype(np.float32) for part in parts], corpus)
    for number in range(ROUNDS):
        ids, facts = _forgetful(corpus, dice)
        order = dice.permutation(corpus.learnt)
        pace = PACE * (1 - number / ROUNDS) + PACE / 10
        losses = [course.step(ids, facts, order[at : at + BATCH], pace) for at in range(0, len(order), BATCH)]
        log.info("round %d: loss %.4f", number + 1, float(np.mean(losses)))
    return Network(*course.parts)


def _forgetful(corpus: Corpus, dice: np.random.Generator) -> tuple[Ids, Facts]:
    """Hide at random that a name is a listed one and that a word is a familiar one: unseen ones must be told too."""
    ids, facts = corpus.ids.copy(), corpus.facts.copy()
    names = np.flatnonzero((corpus.labels == 1) & (dice.random(len(ids)) < FORGET_NAME))
    for column in NAME_COLUMNS:
        facts[names, column] = 0
    facts[names, NOTHING_COLUMN] = facts[names][:, WORD_COLUMNS].sum(axis=1) == 0
    words = (facts[:, COMMON_COLUMN] > 0) & (dice.random(len(ids)) < FORGET_WORD)
    ids[words] = UNKNOWN
    facts[words, COMMON_COLUMN] = 0
    return ids, facts


class _Course:
    """The numbers under way, with the memory of the steps before (Adam)."""

    def __init__(self, parts: list[Facts], corpus: Corpus) -> None:
        self.parts = parts
        self.corpus = corpus
        self.means = [np.zeros_like(part) for part in parts]
        self.squares = [np.zeros_like(part) for part in parts]
        self.steps = 0
        counts = np.bincount(corpus.sentence)
        self.sizes = counts.astype(np.float32)
        self.starts = np.concatenate(([0], np.cumsum(counts)[:-1]))

    def step(self, ids: Ids, facts: Facts, batch: Ids, pace: float) -> float:
        words, hidden, hidden_bias, output, output_bias = self.parts
        around = batch[:, None] + np.arange(-REACH, REACH + 1)
        apart = self.corpus.sentence[around] != self.corpus.sentence[batch][:, None]
        near = np.where(apart, EDGE, ids[around])
        seen_facts = np.where(apart[..., None], np.float32(0), facts[around])
        sentences = self.corpus.sentence[batch]
        members, owner = self._members(sentences)
        share = 1 / self.sizes[sentences][owner]
        sizes = self.sizes[sentences].astype(np.intp)
        mean = np.add.reduceat(words[ids[members]] * share[:, None], np.cumsum(sizes) - sizes)
        window = np.concatenate((words[near], seen_facts), axis=2).reshape(len(batch), -1)
        seen = np.concatenate((window, mean), axis=1)
        raw = seen @ hidden + hidden_bias
        active = np.maximum(raw, 0)
        chance = 1 / (1 + np.exp(-(active @ output + output_bias)))
        labels = self.corpus.labels[batch]
        slope = ((chance - labels) / len(batch)).astype(np.float32)
        back = np.outer(slope, output) * (raw > 0)
        back_seen = back @ hidden.T
        back_near = back_seen[:, : window.shape[1]].reshape(len(batch), 2 * REACH + 1, -1)[..., :WORD_WIDTH]
        back_mean = back_seen[owner, window.shape[1] :] * share[:, None]
        touched = np.concatenate((near.ravel(), ids[members]))
        back_words = np.concatenate((back_near.reshape(-1, WORD_WIDTH), back_mean))
        cells = (touched[:, None] * WORD_WIDTH + np.arange(WORD_WIDTH)).ravel()
        change = np.bincount(cells, back_words.ravel(), minlength=words.size).reshape(words.shape).astype(np.float32)
        self._adam([change, seen.T @ back, back.sum(axis=0), active.T @ slope, slope.sum(keepdims=True)], pace)
        kept = np.where(labels == 1, chance, 1 - chance)
        return float(-np.log(np.maximum(kept, 1e-7)).mean())

    def _members(self, sentences: Ids) -> tuple[Ids, Ids]:
        """Give the tokens of each batch row's sentence, and the row each belongs to."""
        sizes = self.sizes[sentences].astype(np.intp)
        owner = np.repeat(np.arange(len(sentences)), sizes)
        first = np.repeat(self.starts[sentences], sizes)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return first + within, owner

    def _adam(self, changes: list[Facts], pace: float) -> None:
        self.steps += 1
        fair = pace * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        for at, change in enumerate(changes):
            self.means[at] += 0.1 * (change - self.means[at])
            self.squares[at] += 0.001 * (change**2 - self.squares[at])
            self.parts[at] -= (fair * self.means[at] / (np.sqrt(self.squares[at]) + 1e-8)).astype(np.float32)
