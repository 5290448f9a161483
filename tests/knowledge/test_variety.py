"""Example questions must teach something: enough, varied, and no two topics share one."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.questions import Example, QuestionBook, read_questions
from knowledge.routing.text import words
from knowledge.tables import DATA
from knowledge.variety import FEWEST, NEAR, near_duplicates, variety_faults

SOME_WORDS = ("wie", "wat", "doet", "betaalt", "de", "het", "school", "leerling", "hulp", "les", "ziek", "dag")
SENTENCE = st.lists(st.sampled_from(SOME_WORDS), max_size=9)


@given(st.lists(SENTENCE.map(" ".join), max_size=12))
def test_near_duplicates_are_those_a_comparison_of_all_pairs_finds(texts: list[str]) -> None:
    bags = [frozenset(words(text)) for text in texts]
    wanted = {
        (first, second)
        for first, second in combinations(range(len(texts)), 2)
        if min(len(bags[first]), len(bags[second])) >= 4
        and len(bags[first] & bags[second]) / len(bags[first] | bags[second]) >= NEAR
    }
    assert {(near.first, near.second) for near in near_duplicates([words(text) for text in texts])} == wanted


def test_a_question_with_one_word_changed_is_refused_under_another_topic() -> None:
    examples = [Example("adhd.diagnose", "mentor", f"{number} vragen") for number in range(FEWEST)]
    examples.append(Example("adhd.diagnose", "mentor", "wie betaalt de test voor een heel drukke leerling uit 2 havo"))
    other = [Example("iq.overig", "mentor", f"{number} kwesties") for number in range(FEWEST)]
    other.append(Example("iq.overig", "mentor", "wie betaalt die test voor een heel drukke leerling uit 2 havo"))
    book = QuestionBook((*examples, *other), {"adhd.diagnose": "questions/adhd.toml", "iq.overig": "questions/iq.toml"})
    (fault,) = variety_faults(book)
    assert (fault.file, fault.entry) == ("questions/iq.toml", "iq.overig")


@pytest.mark.parametrize(("count", "refused"), [(FEWEST - 1, True), (FEWEST, False)])
def test_a_topic_needs_eighty_questions(count: int, *, refused: bool) -> None:
    assert bool(list(variety_faults(_of_one_topic([f"intake {number}" for number in range(count)])))) is refused


@pytest.mark.parametrize(("alike", "refused"), [(32, False), (33, True)])
def test_of_eighty_questions_forty_eight_must_open_with_words_of_their_own(alike: int, *, refused: bool) -> None:
    texts = [f"wie {number}" for number in range(FEWEST - alike)] + [f"wie doet {number}" for number in range(alike)]
    assert bool(list(variety_faults(_of_one_topic(texts)))) is refused


@pytest.mark.parametrize(("repeated", "refused"), [(3, False), (4, True)])
def test_more_than_a_fifth_of_the_words_must_differ(repeated: int, *, refused: bool) -> None:
    texts = [f"{number}" + " wie" * repeated for number in range(FEWEST)]
    assert bool(list(variety_faults(_of_one_topic(texts)))) is refused


def test_the_questions_that_ship_are_varied_in_every_topic() -> None:
    assert list(variety_faults(read_questions(DATA / "questions", []))) == []


def _of_one_topic(texts: list[str]) -> QuestionBook:
    return QuestionBook(tuple(Example("pm.0", "kort", text) for text in texts), {"pm.0": "questions/pm.toml"})
