"""From a question to a ranking: what is meant, how sure we are, and whether there is danger."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge.questions import OUTSIDE
from knowledge.routing.hashed import bucket, named, vector
from knowledge.routing.learning import softmax
from knowledge.routing.ranking import CANDIDATES_KEPT, Candidate, Ranking
from knowledge.routing.shipped import Model, read

CERTAIN_FROM = 0.9
OUTSIDE_FROM = 0.6
SAFETY_FROM = 0.3
SAFETY = "veiligheid.acuut"
REASONS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """What spoke for a candidate: a piece of the question and how much it weighed."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What decided: the ranking, the probability of danger, and per candidate what weighed most."""

    ranking: Ranking
    danger: float
    outside: float
    reasons: dict[str, tuple[Reason, ...]]


class Router:
    """Ranks topics for a question with a learnt model."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._labels: tuple[str, ...] = tuple(model.about["labels"])
        self._words = frozenset(model.about["words"])
        self._rarity = model.rarity.astype(np.float32)

    def rank(self, text: str) -> Ranking:
        """Rank the topics for a question."""
        return self.explain(text).ranking

    def knows(self, word: str) -> bool:
        """Tell whether a lower-case word occurs in at least two example questions."""
        return word in self._words

    def explain(self, text: str) -> Explanation:
        """Rank a question and tell what decided."""
        row = vector(text, self._rarity)
        if not row.indexes.size:
            return Explanation(Ranking(safety=False, certain=False, candidates=()), 0.0, 1.0, {})
        weights = self._model.topics.rows(row.indexes)
        chances = softmax(row.values @ weights)
        danger = float(softmax(row.values @ self._model.safety.rows(row.indexes))[1])
        by_label = dict(zip(self._labels, chances.tolist(), strict=True))
        outside = by_label.pop(OUTSIDE)
        ranking = _ranking(by_label, outside, danger=danger)
        parts = _parts(text)
        reasons = {one.id: self._reasons(parts, row.indexes, row.values * weights[:, self._labels.index(one.id)])
                   for one in ranking.candidates}
        return Explanation(ranking, danger, outside, reasons)

    def _reasons(self, parts: dict[int, str], indexes: np.ndarray, weighed: np.ndarray) -> tuple[Reason, ...]:
        total: dict[str, float] = defaultdict(float)
        for at, weight in zip(indexes.tolist(), weighed.tolist(), strict=True):
            total[parts.get(at, "")] += weight
        best = sorted(total.items(), key=lambda item: -item[1])[:REASONS_SHOWN]
        return tuple(Reason(name, weight) for name, weight in best if weight > 0)


def _ranking(chances: dict[str, float], outside: float, *, danger: float) -> Ranking:
    safety = danger >= SAFETY_FROM
    best = sorted(chances.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES_KEPT]
    if outside >= OUTSIDE_FROM and not safety:
        return Ranking(safety=False, certain=False, candidates=())
    return Ranking(safety, best[0][1] >= CERTAIN_FROM, tuple(Candidate(name, chance) for name, chance in best))


def _parts(text: str) -> dict[int, str]:
    return {bucket(group, name): name for group, name in named(text)}


@lru_cache(maxsize=1)
def load_router() -> Router:
    """Give the router on the model that ships; it is read once."""
    return Router(read())
