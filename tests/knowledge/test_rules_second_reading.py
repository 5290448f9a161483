"""The rules beside a second, slow reading that shares no code with them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.day_by_day import judge
from benchmarks.histories import Histories
from bot.assess import assess_lines

WINDOWS = ("calendar", "school_weeks")


def _answer(history, window):
    answer = json.loads(next(assess_lines([json.dumps(history)], mazl_window=window)))
    if "error" in answer:
        answer["error"] = answer["error"]["event"]
    return answer


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("kind", ["ordinary", "crowded", "spoilt"])
def test_both_readings_say_the_same_of_made_up_histories(kind, window):
    histories = Histories(f"{kind} {window}")
    for _ in range(60):
        history = getattr(histories, kind)()
        assert _answer(history, window) == judge(history, window)


@settings(max_examples=60, deadline=None)
@given(st.integers(), st.sampled_from(["crowded", "spoilt"]), st.sampled_from(WINDOWS))
def test_both_readings_say_the_same_whatever_the_seed(seed, kind, window):
    history = getattr(Histories(seed), kind)()
    assert _answer(history, window) == judge(history, window)


def test_the_made_up_histories_make_every_rule_fire_and_every_kind_be_ignored():
    histories = Histories("wide")
    verdicts = [_answer(histories.crowded(), "calendar") for _ in range(500)]

    fired = {finding["rule"] for verdict in verdicts for finding in verdict["findings"]}
    ignored = {one["reason"] for verdict in verdicts for one in verdict["ignored"]}
    assert len(fired) == 14
    assert ignored == {"future", "nothing_open", "no_school_day", "not_computable"}
