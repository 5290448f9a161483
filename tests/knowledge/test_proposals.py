"""Days for the evaluations: spread over the school year, school open, members at work."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.calendar import CalendarUnknownError, region_calendar
from knowledge.proposals import NOTICE, TIME_TO_REPORT, Proposal, propose, school_year_of

MIDDEN = region_calendar("midden")
EVERY_DAY = range(5)
TEAM = {1: EVERY_DAY, 2: (0, 1, 3), 3: (1, 3), 4: EVERY_DAY}


def proposed(today: date, *planned: date, works: dict[int, object] = TEAM, wanted: int = 3) -> list[Proposal]:
    return propose(MIDDEN, works, today=today, planned=planned, wanted=wanted)


def test_three_in_a_school_year_on_days_on_which_all_four_work() -> None:
    found = proposed(date(2026, 9, 1))
    assert [one.day for one in found] == [date(2026, 12, 1), date(2027, 3, 23), date(2027, 7, 1)]
    assert all(one.off == () for one in found)


def test_none_is_proposed_within_the_two_weeks_in_which_people_are_invited() -> None:
    assert proposed(date(2026, 11, 17))[0].day >= date(2026, 12, 1)
    assert proposed(date(2026, 11, 18))[0].day > date(2026, 12, 2)


def test_what_is_planned_already_counts() -> None:
    assert [one.day for one in proposed(date(2026, 11, 21), date(2026, 11, 10))] == [
        date(2027, 3, 23),
        date(2027, 7, 1),
    ]
    assert proposed(date(2026, 11, 21), date(2026, 11, 10), date(2027, 2, 2), date(2027, 6, 1)) == []


def test_an_evaluation_of_last_year_does_not_count_for_this_one() -> None:
    assert len(proposed(date(2026, 9, 1), date(2026, 6, 30))) == 3


def test_a_day_on_which_the_school_is_closed_is_left_out() -> None:
    closed = MIDDEN.with_closed_days([date(2026, 12, 1)])
    found = propose(closed, TEAM, today=date(2026, 9, 1), planned=(), wanted=3)
    assert found[0].day != date(2026, 12, 1)
    assert found[0].off == ()


def test_members_who_never_work_on_the_same_day_are_told_of() -> None:
    found = proposed(date(2026, 9, 1), works={1: (0,), 2: (1,)})
    assert all(len(one.off) == 1 for one in found)


def test_too_late_in_the_year_nothing_is_proposed() -> None:
    assert proposed(date(2027, 6, 25)) == []


def test_in_the_summer_the_year_that_begins_is_meant() -> None:
    assert school_year_of(MIDDEN, date(2026, 8, 1)).first == date(2026, 8, 31)


def test_beyond_the_calendar_nothing_is_guessed() -> None:
    with pytest.raises(CalendarUnknownError):
        proposed(date(2029, 8, 1))


@settings(max_examples=60)
@given(
    today=st.dates(date(2024, 9, 2), date(2029, 7, 1)),
    works=st.dictionaries(st.integers(1, 6), st.sets(st.integers(0, 4), min_size=1), max_size=6),
    wanted=st.integers(1, 5),
)
def test_every_proposal_is_a_school_day_in_time_and_apart_from_the_others(
    today: date, works: dict[int, set[int]], wanted: int
) -> None:
    year = school_year_of(MIDDEN, today)
    days = [one.day for one in propose(MIDDEN, works, today=today, planned=(), wanted=wanted)]
    assert all(MIDDEN.is_school_day(day) for day in days)
    assert all(today + NOTICE <= day <= year.last - TIME_TO_REPORT for day in days)
    assert days == sorted(set(days))
    assert len(days) <= wanted
