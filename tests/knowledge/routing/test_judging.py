"""How a score becomes a ranking: danger that is likely, danger that may be, and calm."""

from math import log

import numpy as np
import pytest

from knowledge.routing.calibration import Logistic, clarity
from knowledge.routing.danger import signs
from knowledge.routing.judging import PERHAPS_DANGER, SAFETY, Judge
from knowledge.routing.kernel import Parts

LABELS = ("leerproblemen.huiswerk", "ontwikkeling.sova", SAFETY, "buiten")
WORDS = ["huiswerk"]
SCORES = np.array([[0.6, 0.2, 0.1, 0.0]], dtype=np.float32)
CARD_FROM = 0.17


def fixed(chance: float, width: int) -> Logistic:
    """Give a chance that is the same whatever is weighed."""
    return Logistic((*[0.0] * width, log(chance / (1 - chance))))


def judge(danger: float) -> Judge:
    parts = Parts(SCORES, np.zeros_like(SCORES))
    clear = clarity(parts).shape[1]
    weighed = len(signs(WORDS, SCORES[0], at=2))
    calm = fixed(0.1, clear)
    return Judge(LABELS, 5.0, calm, 0.9, calm, 0.5, fixed(danger, weighed), CARD_FROM)


@pytest.mark.parametrize(
    ("danger", "card", "perhaps"),
    [
        (PERHAPS_DANGER - 0.001, False, False),
        (PERHAPS_DANGER + 0.001, False, True),
        (CARD_FROM - 0.001, False, True),
        (CARD_FROM + 0.001, True, False),
    ],
)
def test_danger_is_warned_of_perhaps_mentioned_or_left_unsaid(danger: float, card: bool, perhaps: bool) -> None:
    ranking = judge(danger).judge(WORDS, Parts(SCORES, np.zeros_like(SCORES))).ranking
    assert (ranking.safety, ranking.perhaps_danger) == (card, perhaps)
    assert ranking.candidates[0].id == "leerproblemen.huiswerk"
