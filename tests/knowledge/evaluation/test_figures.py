"""The figures of an evaluation: counted from what was logged, on both sides of each limit, unknown where it must be."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from knowledge.calendar import region_calendar
from knowledge.evaluation.figures import CaseFacts, Cases, Figures, Safety, Sick, Unexcused, count
from knowledge.evaluation.periods import Period
from knowledge.rules import Attendance, Band, Event, Recovered, history_of
from knowledge.rules import Sick as Ill
from knowledge.rules import Unexcused as Truant

MIDDEN = region_calendar("midden")
AUTUMN = Period(date(2026, 8, 31), date(2026, 12, 11))
MONTHS = 3
DAY = timedelta(days=1)


def of(*pupils: Iterable[Event], cases: Iterable[CaseFacts] = (), period: Period = AUTUMN) -> Figures:
    histories = [history_of(pupil, on=period.last, calendar=MIDDEN) for pupil in pupils]
    return count(histories, list(cases), period, months=MONTHS)


def ill(first: date, last: date | None = None) -> Ill:
    return Ill(first, last or first)


def truant(first: date, last: date) -> list[Event]:
    return [Truant(day, Decimal(6), whole_day=True) for day in MIDDEN.school_days(first, last)]


def present(until: date, percentage: str) -> Attendance:
    return Attendance(until, until, Decimal(percentage), Decimal(100))


def case(opened: date, closed: date | None = None, *, safety: str | None = None, code: str = "L3-017") -> CaseFacts:
    return CaseFacts(code, opened, closed, with_team=True, safety=safety)


def test_a_school_where_nothing_was_logged_has_no_figures_at_all() -> None:
    found = of()
    assert (found.cases, found.unexcused, found.sick, found.safety, found.bands) == (None,) * 5
    assert set(found.thuiszitters.values()) == {None}


def test_what_was_never_logged_is_unknown_beside_what_was() -> None:
    found = of([ill(date(2026, 9, 8))])
    assert found.sick == Sick(pupils=1, times=1, school_days=1)
    assert (found.unexcused, found.bands, found.thuiszitters["lrv"]) == (None, None, None)


def test_a_kind_that_was_logged_before_is_a_real_zero_now() -> None:
    november = Period(date(2026, 11, 2), date(2026, 11, 30))
    assert of([ill(date(2026, 9, 8))], period=november).sick == Sick(0, 0, 0)


def test_being_ill_once_counts_where_it_begins_and_its_days_where_they_lie() -> None:
    across = [Ill(date(2026, 10, 29), date(2026, 11, 3))]
    before, after = Period(AUTUMN.first, date(2026, 10, 31)), Period(date(2026, 11, 1), AUTUMN.last)
    assert of(across, period=before).sick == Sick(1, 1, 2)
    assert of(across, period=after).sick == Sick(1, 0, 2)


def test_a_sick_report_that_is_still_open_counts_up_to_the_last_day() -> None:
    open_report = [Ill(date(2026, 12, 8), None)]
    assert of(open_report).sick == Sick(1, 1, 4)
    assert of([*open_report, Recovered(date(2026, 12, 10))]).sick == Sick(1, 1, 2)


def test_unexcused_hours_are_added_up_exactly_over_pupils() -> None:
    one = [Truant(date(2026, 11, 5), Decimal("0.1"))] * 3
    other = [Truant(date(2026, 11, 6), Decimal(2)), Truant(date(2026, 8, 31), Decimal(1))]
    assert of(one, other).unexcused == Unexcused(2, Decimal("3.3"))


@pytest.mark.parametrize(
    ("percentage", "band"),
    [
        ("95", Band.GROEN),
        ("94.9", Band.GEEL),
        ("80", Band.GEEL),
        ("79.9", Band.ORANJE),
        ("50", Band.ORANJE),
        ("49.9", Band.ROOD),
    ],
)
def test_a_pupil_stands_in_one_band_of_the_pyramid(percentage: str, band: Band) -> None:
    found = of([present(date(2026, 11, 20), percentage)])
    assert found.bands == dict.fromkeys(Band, 0) | {band: 1}
    assert found.thuiszitters["minder_dan_helft"] == (1 if band is Band.ROOD else 0)


def test_the_presence_that_ends_last_is_the_one_that_counts() -> None:
    better = [present(date(2026, 11, 20), "40"), present(date(2026, 12, 4), "85")]
    assert of(better).bands == dict.fromkeys(Band, 0) | {Band.GEEL: 1}
    assert of(list(reversed(better))).bands == of(better).bands


@pytest.mark.parametrize(("last", "found"), [(date(2026, 12, 7), None), (date(2026, 12, 8), 1)])
def test_exactly_three_months_without_education_is_not_longer_yet(last: date, found: int | None) -> None:
    """From 8 September up to and including 7 December is three months; 8 December is a day more."""
    assert of([ill(date(2026, 9, 8), last)]).thuiszitters["drie_maanden"] == found


def test_one_day_at_school_ends_being_without_education() -> None:
    interrupted = [ill(date(2026, 9, 1), date(2026, 10, 8)), ill(date(2026, 10, 12), date(2026, 12, 11))]
    joined = [*interrupted, *truant(date(2026, 10, 9), date(2026, 10, 9))]
    assert of(interrupted).thuiszitters["drie_maanden"] is None
    assert of(joined).thuiszitters["drie_maanden"] == 1


def test_a_presence_of_no_hour_at_all_is_no_education_and_one_hour_is() -> None:
    nothing = Attendance(date(2026, 9, 1), date(2026, 12, 11), Decimal(0), Decimal(400))
    assert of([nothing]).thuiszitters["drie_maanden"] == 1
    assert of([nothing._replace(attended_hours=Decimal(1))]).thuiszitters["drie_maanden"] is None


def test_nobody_found_without_education_is_unknown_and_no_zero() -> None:
    assert of([ill(date(2026, 9, 8))]).thuiszitters["drie_maanden"] is None


@pytest.mark.parametrize(("last", "found"), [(date(2026, 10, 5), 0), (date(2026, 10, 6), 1)])
def test_unexcused_for_more_than_four_weeks_counts_and_four_weeks_do_not(last: date, found: int) -> None:
    assert of(truant(date(2026, 9, 8), last)).thuiszitters["lrv"] == found


def test_a_long_run_counts_in_each_period_it_reaches_into() -> None:
    run = truant(date(2026, 9, 8), date(2026, 11, 3))
    november, december = Period(date(2026, 11, 3), date(2026, 11, 30)), Period(date(2026, 11, 4), AUTUMN.last)
    assert of(run, period=november).thuiszitters["lrv"] == 1
    assert of(run, period=december).thuiszitters["lrv"] == 0


def test_a_case_counts_in_each_period_it_runs_in_and_is_opened_in_one() -> None:
    logged = [ill(date(2026, 9, 8))]
    running = case(date(2026, 9, 30), date(2026, 11, 2))
    before, after = Period(AUTUMN.first, date(2026, 10, 31)), Period(date(2026, 11, 1), AUTUMN.last)
    assert of(logged, cases=[running], period=before).cases == Cases(opened=1, with_team=1, pupils=1)
    assert of(logged, cases=[running], period=after).cases == Cases(opened=0, with_team=1, pupils=1)
    assert of(logged, cases=[running], period=Period(date(2026, 11, 3), AUTUMN.last)).cases == Cases(0, 0, 0)


def test_two_cases_about_one_pupil_are_one_pupil() -> None:
    two = [case(date(2026, 9, 30)), case(date(2026, 10, 1))]
    assert of([ill(date(2026, 9, 8))], cases=two).cases == Cases(opened=2, with_team=2, pupils=1)


def test_safety_is_counted_over_the_cases_that_were_closed_in_the_period() -> None:
    closed = date(2026, 11, 2)
    told = [case(closed, closed, safety=answer) for answer in ("ja", "ja", "nee", "weet_niet")]
    outside = [case(closed, None, safety="ja"), case(closed, AUTUMN.last + DAY, safety="nee"), case(closed, closed)]
    assert of([ill(date(2026, 9, 8))], cases=[*told, *outside]).safety == Safety(2, 2)
    assert of([ill(date(2026, 9, 8))], cases=outside).safety is None


@pytest.mark.parametrize(("first", "since"), [(date(2026, 9, 14), None), (date(2026, 9, 15), date(2026, 9, 15))])
def test_a_school_that_began_to_log_late_says_since_when(first: date, since: date | None) -> None:
    assert of([ill(first)]).since == since
