"""What is said to a ranked question: danger first, then the answer, one question back, or that we do not know."""

import pytest

from bot import plain
from bot.questions import replies
from bot.render import Renderer
from knowledge.routing.ranking import Candidate, Ranking
from knowledge.tables import knowledge

HOMEWORK, TRAINING = "leerproblemen.huiswerk", "ontwikkeling.sova"
DOUBT = (Candidate(HOMEWORK, 0.5), Candidate(TRAINING, 0.3))
CALL = "112"


def said(ranking: Ranking) -> list[str]:
    """Give the words of every message that is said to a question ranked like this."""
    renderer = Renderer(knowledge())
    told = replies(knowledge(), ranking, 1)
    return [plain.of(renderer.message(one.name, "nl", **one.facts)) for one in told]


def names(ranking: Ranking) -> list[str]:
    return [one.name for one in replies(knowledge(), ranking, 1)]


@pytest.mark.parametrize(("perhaps", "times"), [(True, 1), (False, 0)])
def test_whom_to_call_stands_under_a_question_back_only_when_there_is_perhaps_danger(perhaps: bool, times: int) -> None:
    (asked,) = said(Ranking(safety=False, certain=False, candidates=DOUBT, perhaps_danger=perhaps))
    assert asked.count(CALL) == times


def test_danger_comes_first_and_the_question_back_does_not_repeat_whom_to_call() -> None:
    card, asked = said(Ranking(safety=True, certain=False, candidates=DOUBT))
    assert CALL in card
    assert CALL not in asked


def test_danger_that_is_likeliest_is_all_that_is_said() -> None:
    likely = (Candidate("veiligheid.acuut", 0.9), *DOUBT)
    assert names(Ranking(safety=True, certain=False, candidates=likely)) == ["emergency"]


def test_what_is_certain_is_answered_and_what_has_no_candidates_is_admitted() -> None:
    assert names(Ranking(safety=False, certain=True, candidates=DOUBT)) == ["answer"]
    assert names(Ranking(safety=False, certain=False, candidates=())) == ["unknown"]


def test_who_gets_no_answer_still_reads_whom_to_call() -> None:
    (unknown,) = said(Ranking(safety=False, certain=False, candidates=()))
    assert CALL in unknown
