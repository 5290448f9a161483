"""Codes that can be said aloud and in which a typing error shows."""

import random
from itertools import product

import pytest

from knowledge.privacy import identifies
from knowledge.pupil_codes import ALPHABET, as_issued, drawn, fits, meant_by, without_codes

SHORT = [drawn(random.Random(seed)) for seed in range(200)]
LONG = [drawn(random.Random(seed), long=True) for seed in range(50)]
LOOK_ALIKES = set("0O1IL5S8B2Z6GUQ") - set("26")


def test_the_example_in_all_our_texts_fits() -> None:
    assert fits("K7T-4")


@pytest.mark.parametrize("code", [*SHORT[:20], *LONG[:5]])
def test_a_drawn_code_fits_holds_a_digit_and_no_character_that_looks_like_another(code: str) -> None:
    assert fits(code)
    assert any(one.isdigit() for one in code)
    assert not set(code) & LOOK_ALIKES
    assert len(code) <= 12


def test_of_two_characters_that_look_alike_at_most_one_is_used() -> None:
    for pair in ("0O", "1I", "1L", "5S", "8B", "2Z", "6G", "UV"):
        assert len(set(pair) & set(ALPHABET)) <= 1


@pytest.mark.parametrize("code", [*SHORT[:40], *LONG[:10]])
def test_one_wrong_character_never_fits(code: str) -> None:
    for at, other in product(range(len(code)), ALPHABET):
        if code[at] not in {"-", other}:
            assert not fits(code[:at] + other + code[at + 1 :])


@pytest.mark.parametrize("code", [*SHORT[:40], *LONG[:10]])
def test_two_characters_that_changed_places_never_fit(code: str) -> None:
    bare = code.replace("-", "")
    for at in range(1, len(bare)):
        turned = bare[: at - 1] + bare[at] + bare[at - 1] + bare[at + 1 :]
        if turned != bare:
            assert not fits(f"{turned[:-1]}-{turned[-1]}")


@pytest.mark.parametrize("typed", ["K7T-9", "K7V-4", "K6T-4", "M7T-4", "7KT-4", "K74-T", "K7T-I", "KT7-4", "K7T 9"])
def test_a_typing_error_leads_back_to_the_code(typed: str) -> None:
    assert "K7T-4" in meant_by(typed)


@pytest.mark.parametrize("typed", ["K7T-4", "K7T4", "L3-017", "K7T-44", "SIGNAAL"])
def test_what_is_right_or_no_code_of_ours_leads_nowhere(typed: str) -> None:
    assert "K7T-4" not in meant_by(typed)


def test_a_dash_that_was_left_out_is_put_back() -> None:
    assert [as_issued(typed) for typed in ("K7T4", "K7T 4", "K7T-4")] == ["K7T-4"] * 3
    assert as_issued("L3-017") is None


@pytest.mark.parametrize(
    "line", ["{}", "{} ziek sinds vrijdag", "zorgen over {}", "/signaal {} ziek", "is {} er weer?"]
)
def test_no_drawn_code_is_taken_for_somebody(line: str) -> None:
    for code in (*SHORT, *LONG):
        for written in (code, code.lower(), code.replace("-", "")):
            assert not identifies(line.format(written)), written


@pytest.mark.parametrize("code", ["K7T-4", "k7t-y", "L3-017", "2231", "LL 88", "ll88", "H4B-12", "K7T3-P"])
def test_whoever_must_not_see_a_code_sees_a_gap(code: str) -> None:
    assert without_codes(f"wie helpt {code}, met dyslexie?") == "wie helpt …, met dyslexie?"


@pytest.mark.parametrize("text", ["sinds 2026 in 3 havo, 4x ziek", "bel 0800-2000 of 112", "45% aanwezig in 3HV2"])
def test_a_year_a_number_to_call_and_a_class_are_no_code(text: str) -> None:
    assert without_codes(text) == text
