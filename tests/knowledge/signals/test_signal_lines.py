"""The lines in `tests/cases/signals.toml`: anyone adds one without writing Python."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.signals import read_signal

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "signals.toml").read_text(encoding="utf-8"))
FIELDS = ("kind", "code", "start", "end", "hours", "percentage")
DAYS = (date(2026, 9, 7), date(2026, 11, 11), date(2027, 1, 4), date(2027, 6, 30))


def _wanted(case):
    wanted = {field: case.get(field) for field in FIELDS}
    return wanted | {field: Decimal(str(case[field])) for field in ("hours", "percentage") if field in case}


def _read(text, today):
    draft = read_signal(text, today)
    return {field: getattr(draft, field, None) for field in FIELDS}


@pytest.mark.parametrize("case", CASES["tuned"], ids=[case["text"] for case in CASES["tuned"]])
def test_a_line_is_read_as_the_case_says(case):
    assert _read(case["text"], case["today"]) == _wanted(case)


def test_of_the_lines_kept_aside_at_least_97_in_100_are_read_right_in_every_field():
    right = [_read(case["text"], case["today"]) == _wanted(case) for case in CASES["held"]]

    assert sum(right) / len(right) >= 0.97


def test_no_question_and_no_chatter_among_the_lines_kept_aside_is_taken_for_a_signal():
    quiet = [case for case in CASES["held"] if "kind" not in case]

    assert len(quiet) >= 25
    assert [case["text"] for case in quiet if read_signal(case["text"], case["today"])] == []


@pytest.mark.parametrize("text", CASES["chatter"])
def test_chatter_is_no_signal_on_any_day(text):
    assert [read_signal(text, day) for day in DAYS] == [None] * len(DAYS)


def test_no_line_stands_twice():
    texts = [case["text"] for name in ("tuned", "held") for case in CASES[name]] + CASES["chatter"]
    assert len(texts) == len(set(texts)) >= 250
