"""What holds for every line, whoever types it."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.signals import Kind, SignalDraft, read_signal

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "signals.toml").read_text(encoding="utf-8"))
LINES = [(case["text"], case["today"]) for name in ("tuned", "held") for case in CASES[name]]
WORDS = sorted({word for text, _ in LINES for word in text.split()} | set("§¤¶‰%,|?"))
DAYS = st.dates(date(2024, 8, 1), date(2029, 12, 31))
RELATIVE = ["vandaag", "gisteren", "eergisteren", "dinsdag", "vorige week woensdag", "afgelopen vrijdag", "vorige week"]


@given(text=st.text(max_size=200), today=st.dates())
def test_no_text_on_any_day_is_an_error(text, today):
    assert isinstance(read_signal(text, today), SignalDraft | None)


@given(words=st.lists(st.sampled_from(WORDS), max_size=12), today=st.dates())
def test_no_jumble_of_the_words_people_use_is_an_error(words, today):
    draft = read_signal(" ".join(words), today)
    assert draft is None or draft.kind in Kind


@given(words=st.lists(st.sampled_from(WORDS), max_size=12), today=DAYS)
def test_a_draft_is_never_at_odds_with_itself(words, today):
    draft = read_signal(" ".join(words), today)
    if draft is None:
        return
    assert draft.start is None or draft.end is None or draft.start <= draft.end
    assert draft.hours is None or (draft.hours > 0 and not draft.whole_day)
    assert (draft.percentage is not None) == (draft.kind is Kind.ATTENDANCE)
    assert draft.code is None or (draft.code == draft.code.upper() and any(sign.isdigit() for sign in draft.code))
    assert "?" not in " ".join(words) or draft.code is not None


@given(day=st.sampled_from(RELATIVE), today=st.dates(date(2024, 9, 1), date(2029, 6, 1)), weeks=st.integers(0, 20))
def test_days_named_from_today_move_with_today(day, today, weeks):
    later = timedelta(weeks=weeks)
    now, then = (read_signal(f"L3-017 ziek sinds {day}", one) for one in (today, today + later))
    assert now is not None
    assert now.start is not None
    assert then == SignalDraft(Kind.SICK, "L3-017", start=now.start + later)


@pytest.mark.parametrize("written", [str.upper, str.lower, str.title, str.swapcase])
def test_capitals_do_not_change_the_reading(written):
    changed = [text for text, today in LINES if read_signal(written(text), today) != read_signal(text, today)]
    assert changed == []


@pytest.mark.parametrize("end", [".", "!", "...", ",", " ;", " !!", "  ", "\n"])
def test_what_stands_behind_a_line_does_not_change_the_reading(end):
    changed = [text for text, today in LINES if read_signal(text + end, today) != read_signal(text, today)]
    assert changed == []


def test_space_around_and_between_words_does_not_change_the_reading():
    changed = [
        text for text, today in LINES if read_signal(f"  {text.replace(' ', '  ')} ", today) != read_signal(text, today)
    ]
    assert changed == []


@pytest.mark.parametrize(
    "words", ["5 , en", "2e uur en", "maandag en", "uur 1 , en 2e", "1-", "was ziek", "3 en een half"]
)
def test_a_line_of_one_thing_over_and_over_is_read_in_one_pass(words):
    assert isinstance(read_signal((words + " ") * (500 // (len(words) + 1)), date(2026, 11, 11)), SignalDraft | None)


def test_a_page_of_text_is_no_line():
    assert read_signal("L3-017 is ziek. " * 100, date(2026, 11, 11)) is None
