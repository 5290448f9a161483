"""Example questions must teach something: enough, varied, and no two topics share one."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.questions import Example, QuestionBook, read_questions
from knowledge.routing.text import words
from knowledge.tables import DATA
from knowledge.variety import FEWEST, NEAR, measure, near_duplicates, variety_faults

SOME_WORDS = ("wie", "wat", "doet", "betaalt", "de", "het", "school", "leerling", "hulp", "les", "ziek", "dag")
COMPARED = 200
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
    assert {(near.first, near.second) for near in near_duplicates(texts)} == wanted


def test_a_question_with_one_word_changed_is_refused_under_another_topic() -> None:
    examples = [Example("adhd.diagnose", "mentor", f"vraag nummer {number}") for number in range(FEWEST)]
    examples.append(Example("adhd.diagnose", "mentor", "wie betaalt de test voor een heel drukke leerling uit 2 havo"))
    other = [Example("iq.overig", "mentor", f"andere {number} kwestie") for number in range(FEWEST)]
    other.append(Example("iq.overig", "mentor", "wie betaalt die test voor een heel drukke leerling uit 2 havo"))
    book = QuestionBook((*examples, *other), {"adhd.diagnose": "questions/adhd.toml", "iq.overig": "questions/iq.toml"})
    (fault,) = variety_faults(book)
    assert (fault.file, fault.entry) == ("questions/iq.toml", "iq.overig")


@pytest.mark.parametrize(("count", "refused"), [(FEWEST - 1, True), (FEWEST, False)])
def test_a_topic_needs_eighty_questions(count: int, *, refused: bool) -> None:
    examples = tuple(Example("pm.0", "kort", f"intake {number}") for number in range(count))
    assert bool(list(variety_faults(QuestionBook(examples, {"pm.0": "questions/pm.toml"})))) is refused


def test_the_questions_that_ship_are_varied_in_every_topic() -> None:
    book = read_questions(DATA / "questions", [])
    for label in book.labels():
        asked = [example.text for example in book.examples if example.label == label]
        # The more questions, the more often a word comes back: topics are compared by equally many.
        found = measure(asked[:: len(asked) // COMPARED + 1])
        assert found.openings > 0.65, label
        assert found.vocabulary > 0.25, label
