"""The ranker: from free words to a ranking, and what decided."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from knowledge.routing.encoder import Encoder, read_encoder
from knowledge.routing.features import CONCEPT, CONCEPTS, PAIR, PIECE, WORD, Vocabulary, key, pieces
from knowledge.routing.judging import Judge, Verdict
from knowledge.routing.kernel import Parts, likeness_at
from knowledge.routing.lexicon import load_lexicon
from knowledge.routing.ranking import Ranking
from knowledge.routing.reading import Projection, Read, Reader
from knowledge.routing.shipped import Model, read
from knowledge.routing.text import stem

REASONS_SHOWN = 6
MEANING = "(betekenis van de hele vraag)"


@dataclass(frozen=True, slots=True)
class Reason:
    """What spoke for a candidate: a word, pair of words or concept of the question, and how much it weighed."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What decided: the verdict, and per candidate what weighed most, heaviest first."""

    verdict: Verdict
    reasons: dict[str, tuple[Reason, ...]]

    @property
    def ranking(self) -> Ranking:
        """Give the ranking itself."""
        return self.verdict.ranking

    @property
    def danger(self) -> float:
        """Give the chance of danger."""
        return self.verdict.danger

    @property
    def outside(self) -> float:
        """Give the chance that the question lies outside what we know."""
        return self.verdict.outside


class Router:
    """Ranks topics for a question with a learnt model."""

    def __init__(self, model: Model, encoder: Encoder) -> None:
        projection = Projection(model.middle, model.directions.astype(np.float32))
        self._reader = Reader(Vocabulary(model.keys, model.rarity.astype(np.float32)), encoder, projection)
        self._judge = Judge.of(model.about)
        self._weights = model.weights
        self._lines, self._pull = model.lines, model.pull

    def rank(self, text: str) -> Ranking:
        """Rank the topics for a question."""
        return self._verdict(self._reader.read(text)).ranking

    def explain(self, text: str) -> Explanation:
        """Rank a question and tell what decided."""
        question = self._reader.read(text)
        verdict = self._verdict(question)
        parts = self._parts(question)
        reasons = {one.id: self._reasons(question, parts, one.id) for one in verdict.ranking.candidates}
        return Explanation(verdict, reasons)

    def _verdict(self, question: Read) -> Verdict:
        if not question.words:
            return Verdict(Ranking(safety=False, certain=False, candidates=()), 0.0, 1.0, 0.0)
        return self._judge.judge(question.words, self._parts(question))

    def _parts(self, question: Read) -> Parts:
        features = question.features.values @ self._weights.rows(question.features.indexes)
        meaning = self._pull.weighed(likeness_at(self._lines.along(question.meaning)))
        return Parts(features[None], meaning[None])

    def _reasons(self, question: Read, parts: Parts, label: str) -> tuple[Reason, ...]:
        column = self._judge.labels.index(label)
        weighed = question.features.values * self._weights.rows(question.features.indexes)[:, column]
        names = _names(question.words)
        total: dict[str, float] = defaultdict(float, {MEANING: float(parts.meaning[0, column])})
        keys = self._reader.vocabulary.keys[question.features.indexes]
        for one, weight in zip(keys.tolist(), weighed.tolist(), strict=True):
            total[names[one]] += weight
        heaviest = sorted(total.items(), key=lambda item: (-item[1], item[0]))[:REASONS_SHOWN]
        return tuple(Reason(words, weight) for words, weight in heaviest if weight > 0)


def _names(found: list[str]) -> dict[int, str]:
    concepts = list(load_lexicon().concepts(found))
    names = {key(CONCEPTS, f"{left} + {right}"): f"[{left} + {right}]" for left in concepts for right in concepts}
    names |= {key(CONCEPT, one): f"[{one}]" for one in concepts}
    names |= {key(PAIR, f"{stem(left)} {stem(right)}"): f"{left} {right}" for left, right in pairwise(found)}
    names |= {key(PIECE, piece): word for word in found for piece in pieces(word)}
    return names | {key(WORD, stem(word)): word for word in found}


@lru_cache(maxsize=1)
def load_router() -> Router:
    """Give the router on the model that ships; it is read once."""
    return Router(read(), read_encoder())
