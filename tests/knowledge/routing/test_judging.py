"""How a score becomes a ranking: danger that is likely, danger that may be, and calm."""

from math import log

import numpy as np
import pytest

from knowledge.routing.calibration import Logistic, clarity
from knowledge.routing.danger import signs
from knowledge.routing.judging import LIKELY_DANGER, PERHAPS_DANGER, SAFETY, SURELY_OUTSIDE, Judge
from knowledge.routing.kernel import Parts
from knowledge.routing.ranking import Ranking

LABELS = ("leerproblemen.huiswerk", "ontwikkeling.sova", SAFETY, "buiten")
WORDS = ["huiswerk"]
SCORES = np.array([[0.6, 0.2, 0.1, 0.0]], dtype=np.float32)
CARD_FROM = 0.17


def fixed(chance: float, width: int) -> Logistic:
    """Give a chance that is the same whatever is weighed."""
    return Logistic((*[0.0] * width, log(chance / (1 - chance))))


def ranked(danger: float, outside: float = 0.1) -> Ranking:
    parts = Parts(SCORES, np.zeros_like(SCORES))
    clear, weighed = clarity(parts).shape[1], len(signs(WORDS, SCORES[0], at=2))
    judge = Judge(LABELS, 5.0, fixed(0.1, clear), 0.9, fixed(outside, clear), 0.5, fixed(danger, weighed), CARD_FROM)
    return judge.judge(WORDS, parts).ranking


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
    ranking = ranked(danger)
    assert (ranking.safety, ranking.perhaps_danger) == (card, perhaps)
    assert ranking.candidates[0].id == "leerproblemen.huiswerk"


@pytest.mark.parametrize(
    ("outside", "danger", "card"),
    [
        (SURELY_OUTSIDE - 0.001, CARD_FROM + 0.001, True),
        (SURELY_OUTSIDE + 0.001, CARD_FROM + 0.001, False),
        (SURELY_OUTSIDE + 0.001, LIKELY_DANGER - 0.001, False),
        (SURELY_OUTSIDE + 0.001, LIKELY_DANGER + 0.001, True),
    ],
)
def test_what_lies_surely_outside_gets_the_card_only_when_danger_is_likely(
    outside: float, danger: float, card: bool
) -> None:
    ranking = ranked(danger, outside)
    assert (ranking.safety, bool(ranking.candidates)) == (card, card)
