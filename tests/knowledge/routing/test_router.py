"""The ranker: what every ranking holds, what does not matter to it, and that danger is heard."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.questions import CALM, OUTSIDE
from knowledge.routing import Ranking, load_router
from knowledge.routing.examples import DATA, read_lessons
from knowledge.routing.judging import SAFETY
from knowledge.routing.ranking import CANDIDATES_KEPT
from knowledge.routing.shipped import read

LESSONS = read_lessons()
ASKED = [line.text for line in LESSONS.questions if line.label not in {OUTSIDE, CALM}]
PREAMBLES = (
    "Hoi, ",
    "Hallo allemaal! ",
    "Goedemorgen, mag ik iets vragen? ",
    "Beste collega, ",
    "Hi, ",
    "Even een vraagje: ",
)
THANKS = (" Alvast bedankt!", " Dank je wel", " Groetjes", " thanks in advance", " aub")


def order(ranking: Ranking) -> tuple[bool, bool, list[str]]:
    return ranking.safety, ranking.certain, [one.id for one in ranking.candidates]


def topics() -> set[str]:
    files = sorted(Path(DATA / "topics").glob("*.toml"))
    return {topic["id"] for file in files for topic in tomllib.loads(file.read_text(encoding="utf-8"))["topic"]}


def test_the_model_that_ships_was_learnt_from_the_questions_that_ship() -> None:
    assert read().about["fingerprint"] == LESSONS.fingerprint, "run `make routing`"


def test_every_topic_can_be_an_answer() -> None:
    assert set(read().about["labels"]) == topics() | {OUTSIDE}


@given(st.sampled_from(ASKED))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_a_ranking_names_each_topic_once_the_likeliest_first(text: str) -> None:
    ranking = load_router().rank(text)
    ids = [one.id for one in ranking.candidates]
    scores = [one.score for one in ranking.candidates]
    assert len(ids) == len(set(ids)) <= CANDIDATES_KEPT
    assert set(ids) <= topics()
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@given(st.text(max_size=300))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_whatever_is_typed_is_ranked_and_only_what_has_candidates_is_certain(text: str) -> None:
    ranking = load_router().rank(text)
    assert ranking.candidates or not (ranking.certain or ranking.safety)


@given(st.sampled_from(ASKED))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_capitals_do_not_matter(text: str) -> None:
    assert order(load_router().rank(text.upper())) == order(load_router().rank(text.lower()))


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("Wat doet de ondersteuningscoördinator?", "wat doet de ondersteuningscoordinator?"),
        ("suïcide bij een leerling", "suicide bij een leerling"),
        ("Wie onderzoekt één leerling met dyslexie?", "wie onderzoekt een leerling met dyslexie"),
        ("Ödev yardımını kim ödüyor?", "odev yardimini kim oduyor?"),
    ],
)
def test_diacritics_do_not_matter(marked: str, bare: str) -> None:
    assert order(load_router().rank(marked)) == order(load_router().rank(bare))


@given(st.sampled_from(ASKED), st.sampled_from(PREAMBLES), st.sampled_from(THANKS))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_polite_words_around_a_question_do_not_matter(text: str, before: str, after: str) -> None:
    assert order(load_router().rank(before + text + after)) == order(load_router().rank(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wie doet onderzoek nr dyslexi", "dyslexie.onderzoek"),
        ("diabtes op school wie prikt", "medisch.diabetes"),
        ("adhd medicatei en diagnose wie betaalt", "adhd.diagnose"),
        ("hwbegeleiding huiswrk bijles", "leerproblemen.huiswerk"),
        ("logopdie op shool stottren", "leerproblemen.taalspraak"),
    ],
)
def test_a_typo_still_leads_to_the_topic(typed: str, meant: str) -> None:
    assert load_router().rank(typed).candidates[0].id == meant


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("hij friemelt en roept de hele les door", "adhd.onderwijs"),
        ("textaid abonnement, uit zorgpot of schoolpot", "dyslexie.hulpmiddelen"),
        ("moeder belt haar ziek maar ik zie haar in een story", "route.twijfel"),
    ],
)
def test_what_somebody_sees_leads_to_the_topic_without_its_name(told: str, meant: str) -> None:
    ranking = load_router().rank(told)
    assert (ranking.safety, ranking.candidates[0].id) == (False, meant)


@pytest.mark.parametrize("text", ["", "   ", "?!", "…"])
def test_nothing_said_is_nothing_known(text: str) -> None:
    assert load_router().rank(text) == Ranking(safety=False, certain=False, candidates=())


@pytest.mark.parametrize("text", ["Hoe bak ik een appeltaart?", "wat is de hoofdstad van Frankrijk", "printer kapot"])
def test_what_lies_outside_is_never_answered_as_certain(text: str) -> None:
    assert not load_router().rank(text).certain


@pytest.mark.parametrize(
    "text",
    [
        "ik ga dood van het nakijkwerk",
        "Die vergadering was om je dood te lachen",
        "wie betaalt huiswerkbegeleiding?",
        "Klas 3 is moordend druk vandaag, hoe krijg ik ze stil?",
        "wat is pm3",
        "hij komt steeds te laat",
        "lokaal 112 is vandaag bezet",
        "ze zit de hele les op haar telefoon",
    ],
)
def test_it_keeps_calm(text: str) -> None:
    assert not load_router().rank(text).safety


def test_acute_examples_are_heard() -> None:
    """One in four; `make routing-report` tries them all, unseen."""
    router = load_router()
    acute = [line.text for line in LESSONS.questions if line.label == SAFETY][::4]
    assert [text for text in acute if not router.rank(text).safety] == []


def test_a_message_about_danger_puts_safety_first() -> None:
    assert load_router().rank("leerling zegt dat ze niet meer wil leven").candidates[0].id == SAFETY


def test_what_decided_can_be_told() -> None:
    told = load_router().explain("wie doet onderzoek naar dyslexie?")
    first = told.ranking.candidates[0].id
    weights = [reason.weight for reason in told.reasons[first]]
    assert first == "dyslexie.onderzoek"
    assert any("dyslexie" in reason.words for reason in told.reasons[first])
    assert weights == sorted(weights, reverse=True)
