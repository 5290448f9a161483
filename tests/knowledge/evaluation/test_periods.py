"""A school year in parts: from vacation to vacation, or from evaluation to evaluation."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from knowledge.calendar import CalendarUnknownError, region_calendar
from knowledge.evaluation.periods import Period, blocks_of, evaluation_periods, months_later, school_year

MIDDEN = region_calendar("midden")
YEAR = Period(date(2026, 8, 31), date(2027, 8, 29))
DAY = timedelta(days=1)


@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2026, 12, 25), date(2027, 8, 29)])
def test_a_school_year_runs_through_its_own_summer_vacation(day: date) -> None:
    assert school_year(MIDDEN, day) == YEAR


def test_the_day_before_is_in_the_school_year_before() -> None:
    assert school_year(MIDDEN, date(2026, 8, 30)).last == date(2026, 8, 30)


def test_five_blocks_follow_each_other_without_a_gap() -> None:
    blocks = blocks_of(MIDDEN, date(2026, 11, 21))
    assert [block.until.kind for block in blocks] == ["herfst", "kerst", "voorjaar", "mei", "zomer"]
    assert all(before.period.last + DAY == after.period.first for before, after in pairwise(blocks))
    assert (blocks[0].period.first, blocks[-1].period.last) == YEAR


def test_a_year_outside_the_table_is_no_guess() -> None:
    with pytest.raises(CalendarUnknownError):
        blocks_of(MIDDEN, date(2030, 1, 1))


def test_each_evaluation_ends_a_period_and_the_next_day_begins_one() -> None:
    held = [date(2027, 2, 9), date(2026, 11, 10), date(2026, 6, 9)]
    assert evaluation_periods(YEAR, held, date(2027, 6, 8)) == [
        (date(2026, 8, 31), date(2026, 11, 10)),
        (date(2026, 11, 11), date(2027, 2, 9)),
        (date(2027, 2, 10), date(2027, 6, 8)),
    ]


def test_the_first_evaluation_looks_back_to_the_start_of_the_year() -> None:
    assert evaluation_periods(YEAR, [], date(2026, 11, 10)) == [(date(2026, 8, 31), date(2026, 11, 10))]


@pytest.mark.parametrize(
    ("day", "later"), [(date(2026, 9, 8), date(2026, 12, 8)), (date(2026, 11, 30), date(2027, 2, 28))]
)
def test_three_months_later_is_the_same_day_or_the_last_of_a_short_month(day: date, later: date) -> None:
    assert months_later(day, 3) == later
