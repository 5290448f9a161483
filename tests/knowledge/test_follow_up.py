"""Questions that lean on the one before."""

import pytest

from knowledge.routing.followup import Aspect, read_follow_up


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("en wie betaalt dat?", Aspect.PAYS),
        ("Wat kost dat dan", Aspect.PAYS),
        ("and who pays for it", Aspect.PAYS),
        ("waar staat dat?", Aspect.SOURCE),
        ("welke wet is dat", Aspect.SOURCE),
        ("wat moet ik nu doen?", Aspect.STEP),
        ("wie doet dat", Aspect.WHO),
    ],
)
def test_a_leaning_question_asks_about_one_aspect(text: str, aspect: Aspect) -> None:
    found = read_follow_up(text)
    assert found is not None
    assert found.aspect is aspect


def test_an_opening_like_and_turns_to_something_near_the_last_topic() -> None:
    found = read_follow_up("en bij ernstige dyslexie?")
    assert found is not None
    assert found.aspect is None


@pytest.mark.parametrize(
    "text", ["wie betaalt remedial teaching?", "wie doet onderzoek naar dyslexie", "leerling is vaak ziek", "", "?"]
)
def test_a_question_with_content_of_its_own_stands_on_its_own(text: str) -> None:
    assert read_follow_up(text) is None


def test_a_long_question_never_leans() -> None:
    assert read_follow_up("en wie betaalt dat dan als het nu ook nog eens wordt gedaan") is None
