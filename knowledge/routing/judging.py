"""From scores to a ranking: in what order, how sure, refused or not, and whether there is danger."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from knowledge.questions import OUTSIDE
from knowledge.routing.calibration import Logistic, clarity
from knowledge.routing.danger import signs
from knowledge.routing.features import Numbers
from knowledge.routing.kernel import Parts
from knowledge.routing.ranking import CANDIDATES_KEPT, Candidate, Ranking

SAFETY = "veiligheid.acuut"
LIKELY_DANGER = 0.5
PERHAPS_DANGER = 0.06
SURELY_OUTSIDE = 0.9
CALM_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Verdict:
    """A ranking and the chances it rests on: that the first is right, that it lies outside, that there is danger."""

    ranking: Ranking
    certainty: float
    outside: float
    danger: float


@dataclass(frozen=True, slots=True)
class Judge:
    """The labels (`buiten` last) and what was learnt about certainty, refusing and danger."""

    labels: tuple[str, ...]
    steepness: float
    certain: Logistic
    certain_from: float
    outside: Logistic
    outside_from: float
    danger: Logistic
    danger_from: float

    @classmethod
    def of(cls, about: dict[str, Any]) -> "Judge":
        """Read a judge from what a model tells about itself."""
        return cls(
            tuple(about["labels"]),
            about["steepness"],
            Logistic(tuple(about["certain"])),
            about["certain_from"],
            Logistic(tuple(about["outside"])),
            about["outside_from"],
            Logistic(tuple(about["danger"])),
            about["danger_from"],
        )

    def judge(self, words: list[str], parts: Parts) -> Verdict:
        """Judge the scores (one row) of a question of these words."""
        scores = parts.total[0]
        chances = dict(zip(self.labels, self._chances(scores), strict=True))
        del chances[OUTSIDE]
        danger = float(self.danger.chance(signs(words, scores, at=self.labels.index(SAFETY))[None])[0])
        clear = clarity(parts)
        certainty, outside = (float(one.chance(clear)[0]) for one in (self.certain, self.outside))
        # Who is refused reads whom to call as well, so a little danger far from all we know needs no card.
        safety = danger >= (LIKELY_DANGER if outside >= SURELY_OUTSIDE else self.danger_from)
        if not safety and outside >= self.outside_from:
            return Verdict(Ranking(safety=False, certain=False, candidates=()), certainty, outside, danger)
        clearest = max(chances, key=lambda label: chances[label])
        if danger >= LIKELY_DANGER:
            chances = _with_danger(chances, max(danger, chances[SAFETY]))
        elif not safety:
            chances = _with_danger(chances, CALM_SHARE * chances[SAFETY])
        best = sorted(chances.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES_KEPT]
        certain = certainty >= self.certain_from and best[0][0] == clearest
        perhaps = not safety and danger >= PERHAPS_DANGER
        ranking = Ranking(safety, certain, tuple(Candidate(*one) for one in best), perhaps)
        return Verdict(ranking, certainty, outside, danger)

    def _chances(self, scores: Numbers) -> list[float]:
        raised = np.exp(self.steepness * (scores - scores.max()))
        found: list[float] = (raised / raised.sum()).tolist()
        return found


def _with_danger(chances: dict[str, float], danger: float) -> dict[str, float]:
    left = (1 - danger) / max(1e-9, 1 - chances[SAFETY])
    return {label: chance * left for label, chance in chances.items()} | {SAFETY: danger}
