"""May the words of a question be kept for the editors? Only when nothing in them can identify a pupil."""

import pytest

from knowledge.privacy import looks_identifying

ORDINARY = {"wie", "betaalt", "een", "laptop", "bij", "dyslexie", "swv", "eemland", "aoj", "team", "jan", "of"}


def identifies(text: str) -> bool:
    return looks_identifying(text, ORDINARY.__contains__)


@pytest.mark.parametrize(
    "text",
    [
        "wie betaalt een laptop bij dyslexie?",
        "Wie betaalt een laptop?",
        "SWV Eemland of AOJ-team?",
        "leerling uit 3 havo, 16 jaar, 50% afwezig",
        "na 16 uur in 4 weken",
        "",
    ],
)
def test_a_question_without_anybody_in_it_may_be_kept(text: str) -> None:
    assert not identifies(text)


@pytest.mark.parametrize(
    "text",
    [
        "wie betaalt de laptop van Quintijn?",
        "Quintijn heeft dyslexie",
        "leerling QUINTIJN is ziek",
        "de moeder van Anne-Fleur belt",
        "O'Brien is afwezig",
        "Łukasz is er niet",
        "de oud-Quintijn van de klas",
        "d'Artagnan is er niet",
        "wie betaalt een laptop bij dyslexie? groet, Noor",
    ],
    ids=[
        "inside",
        "first",
        "shouted",
        "double",
        "apostrophe",
        "diacritic",
        "after a hyphen",
        "after an apostrophe",
        "greeting",
    ],
)
def test_a_capital_on_a_word_we_do_not_know_may_be_a_name(text: str) -> None:
    assert identifies(text)


def test_a_word_of_the_field_with_a_capital_is_no_name() -> None:
    assert not identifies("Dyslexie")
    assert identifies("Dyslexia")


def test_a_name_that_is_also_an_ordinary_word_slips_through_as_the_check_says() -> None:
    assert not identifies("Jan betaalt")


def test_a_name_in_small_letters_is_not_found_as_the_check_says() -> None:
    assert not identifies("quintijn heeft dyslexie")


@pytest.mark.parametrize(
    "text",
    ["bel 0612345678", "bel 06-12 34 56 78", "bsn 111222333", "geboren 03-04-2011", "geboren 3/4/2011", "nummer 12345"],
)
def test_a_long_number_may_point_at_somebody(text: str) -> None:
    assert identifies(text)


def test_four_figures_are_a_year_and_five_may_be_anybody() -> None:
    assert not identifies("sinds 2024")
    assert identifies("sinds 20241")


@pytest.mark.parametrize("text", ["woont op 3811 ab", "woont op 3811AB", "3811 AB 12"])
def test_a_postcode_points_at_a_house(text: str) -> None:
    assert identifies(text)


@pytest.mark.parametrize("text", ["mail wie@school.nl", "zie https://school.nl", "zie www.school.nl", "vraag @wie"])
def test_an_address_points_at_somebody(text: str) -> None:
    assert identifies(text)
