"""Settling how sure the ranker may be, from honest scores: lines left out at random and by style of writing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from knowledge.questions import CALM, OUTSIDE, STYLES, Example
from knowledge.routing.calibration import clarity, fit, temperature, threshold
from knowledge.routing.danger import signs
from knowledge.routing.examples import OWN_TEXT
from knowledge.routing.features import Numbers
from knowledge.routing.judging import SAFETY
from knowledge.routing.kernel import Learnt, Parts

SEED = 20_261_121
FOLDS = 5
PER_TOPIC = 100
WEIGHTS = {SAFETY: 0.3, CALM: 0.5, OUTSIDE: 0.3}
OWN_TEXT_WEIGHT = 0.5
CERTAIN_AND_WRONG = 0.005
OUTSIDE_AND_CERTAIN = 0.01
INSIDE_AND_REFUSED = 0.03
DANGER_FROM = 0.17
DANGER_WEIGHT = 3.0
CERTAIN_SHRINK = 0.01
DANGER_SHRINK = 3.0


@dataclass(frozen=True, slots=True)
class Honest:
    """The example questions, their words, and what was said of each unseen, in two ways of leaving out."""

    lines: tuple[Example, ...]
    words: list[list[str]]
    labels: tuple[str, ...]
    at_random: Parts
    by_style: Parts

    @classmethod
    def of(
        cls, lines: Sequence[Example], words: Sequence[list[str]], labels: tuple[str, ...], learnt: Learnt
    ) -> "Honest":
        """Leave out at random and by style; the topics' own texts are always seen and never judged."""
        asked = np.array([at for at, line in enumerate(lines) if line.style != OWN_TEXT])
        random = np.full(len(lines), -1)
        random[asked] = np.random.default_rng(SEED).integers(0, FOLDS, len(asked))
        style = np.array([STYLES.index(line.style) if line.style in STYLES else -1 for line in lines])
        kept = [learnt.held_out(groups) for groups in (random, style)]
        judged = [Parts(parts.features[asked], parts.meaning[asked]) for parts in kept]
        return cls(tuple(lines[at] for at in asked), [words[at] for at in asked], labels, judged[0], judged[1])

    def both(self) -> Parts:
        """Give both ways of leaving out, one after the other."""
        return Parts(
            np.vstack([self.at_random.features, self.by_style.features]),
            np.vstack([self.at_random.meaning, self.by_style.meaning]),
        )


def weights_of(lines: Sequence[Example]) -> Numbers:
    """Weigh lines so that each topic counts as a hundred questions; danger and what lies outside count for more."""
    times = Counter(line.label for line in lines if line.style != OWN_TEXT)
    weighed = [
        OWN_TEXT_WEIGHT if line.style == OWN_TEXT else WEIGHTS.get(line.label, PER_TOPIC / times[line.label])
        for line in lines
    ]
    return np.array(weighed, dtype=np.float32)


def settle(honest: Honest) -> dict[str, Any]:
    """Learn from honest scores how to judge; the names are those `Judge.of` reads."""
    both, names = honest.both(), [line.label for line in honest.lines] * 2
    asked = np.array([name != CALM for name in names])
    first = np.array([honest.labels[at] for at in both.total[:, :-1].argmax(axis=1)])
    right = np.array([line.answered_by(one) for one, line in zip(first, honest.lines * 2, strict=True)])[asked]
    clear = clarity(both)[asked]
    certain = fit(clear, right, shrink=CERTAIN_SHRINK)
    chance, columns = certain.chance(clear), np.array([honest.labels.index(name) for name in names if name != CALM])
    outside = columns == len(honest.labels) - 1
    refusing = fit(clear, outside, shrink=CERTAIN_SHRINK)
    weighed = danger_signs(honest)
    acute = np.array([name == SAFETY for name in names])
    danger = fit(weighed, acute, shrink=DANGER_SHRINK, weight_of_true=DANGER_WEIGHT)
    return {
        "steepness": temperature(both.total[asked], columns),
        "certain": certain.weights,
        "certain_from": max(
            threshold(chance[~outside], ~right[~outside], at_most=CERTAIN_AND_WRONG),
            threshold(chance[outside], ~right[outside], at_most=OUTSIDE_AND_CERTAIN),
        ),
        "outside": refusing.weights,
        "outside_from": float(np.quantile(refusing.chance(clear[~outside]), 1 - INSIDE_AND_REFUSED)),
        "danger": danger.weights,
        "danger_from": DANGER_FROM,
    }


def danger_signs(honest: Honest) -> Numbers:
    """Give the signs of danger of every question, for both ways of leaving out, one after the other."""
    at = honest.labels.index(SAFETY)
    scores = honest.both().total
    rows = [signs(words, row, at=at) for words, row in zip(honest.words * 2, scores, strict=True)]
    return np.array(rows, dtype=np.float32)
