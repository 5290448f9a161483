from datetime import date, timedelta

import pytest

from benchmarks.day_by_day import COUNTED, NUMBER, closing, working_day
from knowledge.calendar import CalendarUnknownError, region_calendar

MIDDEN = region_calendar("midden")


def test_the_table_runs_from_the_first_school_day_to_the_end_of_the_last_summer_vacation():
    assert (MIDDEN.first, MIDDEN.last) == (date(2024, 9, 2), date(2029, 8, 19))
    assert MIDDEN.is_school_day(MIDDEN.first)
    assert not MIDDEN.is_school_day(MIDDEN.last)


@pytest.mark.parametrize("day", [date(2024, 9, 1), date(2029, 8, 20)])
def test_a_day_outside_the_table_is_an_error_never_a_guess(day):
    with pytest.raises(CalendarUnknownError, match="calendar_unknown"):
        MIDDEN.is_school_day(day)


def test_a_region_that_is_not_listed_is_an_error():
    with pytest.raises(CalendarUnknownError):
        region_calendar("noord")


@pytest.mark.parametrize(
    ("day", "school"),
    [
        (date(2026, 10, 16), True),
        (date(2026, 10, 19), False),
        (date(2026, 10, 23), False),
        (date(2026, 10, 26), True),
        (date(2026, 10, 31), False),
        (date(2026, 11, 1), False),
    ],
)
def test_a_vacation_runs_from_its_first_to_its_last_day(day, school):
    assert MIDDEN.is_school_day(day) is school


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 3, 29),
        date(2028, 4, 27),
        date(2026, 5, 5),
        date(2027, 5, 6),
        date(2027, 5, 17),
        date(2026, 4, 6),
    ],
)
def test_schools_close_on_these_holidays(day):
    assert day.weekday() < 5
    assert not MIDDEN.is_school_day(day)
    assert not MIDDEN.is_working_day(day)


def test_goede_vrijdag_is_a_school_day_but_no_working_day():
    assert MIDDEN.is_school_day(date(2027, 3, 26))
    assert not MIDDEN.is_working_day(date(2027, 3, 26))


def test_koningsdag_moves_to_saturday_when_the_27th_is_a_sunday():
    assert MIDDEN.holidays[date(2025, 4, 26)] == "koningsdag"
    assert date(2025, 4, 27) not in MIDDEN.holidays


def test_a_school_can_close_on_goede_vrijdag_and_stay_open_on_bevrijdingsdag():
    own = region_calendar("midden", closes_on=(MIDDEN.closing | {"goede_vrijdag"}) - {"bevrijdingsdag"})

    assert not own.is_school_day(date(2027, 3, 26))
    assert own.is_school_day(date(2027, 5, 5))


def test_a_closed_day_of_the_school_is_no_school_day_but_a_counted_weekday():
    own = MIDDEN.with_closed_days([date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 20)])

    assert not own.is_school_day(date(2026, 11, 20))
    assert own.is_counted_weekday(date(2026, 11, 20))
    assert MIDDEN.is_school_day(date(2026, 11, 20))
    assert own.school_days(date(2026, 11, 16), date(2026, 11, 23)) == [
        date(2026, 11, 16),
        date(2026, 11, 17),
        date(2026, 11, 18),
        date(2026, 11, 19),
        date(2026, 11, 23),
    ]


def test_counted_weekdays_are_numbered_on_over_a_vacation():
    assert MIDDEN.counted_number(date(2024, 9, 2)) == 0
    assert MIDDEN.counted_number(date(2026, 10, 26)) == MIDDEN.counted_number(date(2026, 10, 16)) + 1
    assert MIDDEN.counted_number(date(2026, 10, 21)) == MIDDEN.counted_number(date(2026, 10, 16))


def test_a_holiday_in_the_week_does_not_shorten_the_school_week():
    assert MIDDEN.counted_number(date(2027, 5, 7)) == MIDDEN.counted_number(date(2027, 5, 4)) + 3


def test_vacation_days_are_working_days():
    assert MIDDEN.is_working_day(date(2026, 10, 20))
    assert MIDDEN.working_days_after(date(2026, 10, 16), 5) == date(2026, 10, 23)


def test_pupils_of_one_school_share_the_calendar_of_its_closed_days():
    days = [date(2026, 11, 20), date(2026, 12, 7)]
    own = MIDDEN.with_closed_days(days)

    assert MIDDEN.with_closed_days(reversed(days)) is own
    assert MIDDEN.with_closed_days([]) is MIDDEN
    assert MIDDEN.is_school_day(date(2026, 11, 20))
    assert own.school_days(date(2026, 11, 19), date(2026, 11, 23)) == [date(2026, 11, 19), date(2026, 11, 23)]


def test_the_fifth_working_day_after_the_last_school_day_lies_in_the_summer_vacation():
    assert MIDDEN.working_days_after(date(2029, 7, 6), 5) == date(2029, 7, 13)


@pytest.mark.parametrize("day", [date(2024, 9, 1), date(2029, 12, 27)])
def test_a_term_that_no_table_of_holidays_covers_is_an_error(day):
    with pytest.raises(CalendarUnknownError):
        MIDDEN.working_days_after(day, 5)


def test_the_fifth_working_day_skips_weekend_and_holidays():
    assert MIDDEN.working_days_after(date(2026, 12, 23), 5) == date(2026, 12, 31)
    assert MIDDEN.working_days_after(date(2026, 12, 24), 5) == date(2027, 1, 4)


def test_every_day_of_the_table_agrees_with_a_second_reading_with_computed_easter():
    for passed in range((MIDDEN.last - MIDDEN.first).days + 1):
        day = MIDDEN.first + timedelta(days=passed)
        assert MIDDEN.counted_number(day) == NUMBER[day]
        assert MIDDEN.is_counted_weekday(day) == (day in COUNTED)
        assert MIDDEN.is_school_day(day) == (day in COUNTED and not closing(day))
        assert MIDDEN.is_working_day(day) == working_day(day)


def test_the_vacations_of_a_span_are_those_with_a_day_in_it():
    names = [vacation.kind for vacation in MIDDEN.vacations_between(date(2026, 10, 25), date(2026, 12, 19))]
    assert names == ["herfst", "kerst"]
    assert MIDDEN.vacations_between(date(2026, 10, 26), date(2026, 12, 18)) == []
