from datetime import date, timedelta
from decimal import Decimal

from knowledge.calendar import region_calendar
from knowledge.rules import Unexcused, assess, history_of

MIDDEN = region_calendar("midden")
TUESDAY = date(2026, 9, 1)


def _whole_days(first, last, *, but=()):
    days = [day for day in MIDDEN.school_days(first, last) if day not in but]
    return [Unexcused(day, Decimal("0.1"), whole_day=True) for day in days]


def _long_absences(events, on, calendar=MIDDEN):
    verdict = assess(history_of(events, on=on, calendar=calendar))
    return [finding for finding in verdict.findings if finding.rule == "leerplicht.lrv"]


def test_the_last_day_of_four_lesson_weeks_away_does_not_fire():
    assert _long_absences(_whole_days(TUESDAY, date(2026, 9, 28)), date(2026, 9, 28)) == []


def test_the_first_day_beyond_four_lesson_weeks_away_fires_with_its_run_and_term():
    [finding] = _long_absences(_whole_days(TUESDAY, date(2026, 9, 29)), date(2026, 9, 29))

    assert finding.fired_on == date(2026, 9, 29)
    assert finding.evidence == (TUESDAY, date(2026, 9, 29))
    assert finding.due == date(2026, 10, 6)


def test_a_run_fires_once_however_long_it_lasts():
    assert len(_long_absences(_whole_days(TUESDAY, date(2026, 12, 18)), date(2026, 12, 18))) == 1


def test_a_later_run_fires_anew():
    events = _whole_days(TUESDAY, date(2026, 11, 5), but={date(2026, 9, 30)})
    fired = [finding.evidence for finding in _long_absences(events, date(2026, 11, 5))]
    assert fired == [(TUESDAY, date(2026, 9, 29)), (date(2026, 10, 1), date(2026, 11, 5))]


def test_one_school_day_at_school_breaks_the_run():
    events = _whole_days(TUESDAY, date(2026, 10, 14), but={date(2026, 9, 15)})
    [finding] = _long_absences(events, date(2026, 10, 14))
    assert finding.evidence[0] == date(2026, 9, 16)


def test_an_hour_missed_on_a_day_is_no_whole_day():
    events = _whole_days(TUESDAY, date(2026, 9, 29), but={date(2026, 9, 15)})
    assert _long_absences([*events, Unexcused(date(2026, 9, 15), Decimal(8))], date(2026, 9, 30)) == []


def test_a_run_goes_on_over_a_vacation_that_does_not_count():
    first = date(2026, 10, 5)
    assert _long_absences(_whole_days(first, date(2026, 11, 6)), date(2026, 11, 6)) == []
    [finding] = _long_absences(_whole_days(first, date(2026, 11, 9)), date(2026, 11, 9))
    assert finding.fired_on == date(2026, 11, 9)


def test_a_closed_day_does_not_break_the_run_and_counts_as_weekday():
    school = MIDDEN.with_closed_days([date(2026, 9, 15)])
    events = _whole_days(TUESDAY, date(2026, 9, 29), but={date(2026, 9, 15)})
    [finding] = _long_absences(events, date(2026, 9, 30), school)
    assert finding.fired_on == date(2026, 9, 29)


def test_a_closed_day_on_which_the_limit_falls_moves_the_firing_to_the_next_school_day():
    school = MIDDEN.with_closed_days([date(2026, 9, 29)])
    events = _whole_days(TUESDAY, date(2026, 9, 30), but={date(2026, 9, 29)})
    [finding] = _long_absences(events, date(2026, 9, 30), school)
    assert finding.fired_on == date(2026, 9, 30)


def test_hours_are_added_exactly_however_many_decimals_they_have():
    tiny = Decimal("0." + "0" * 60 + "1")
    day = TUESDAY + timedelta(days=1)

    almost = history_of(
        [
            Unexcused(TUESDAY, Decimal(12)),
            Unexcused(day, 4 - Decimal("0.1")),
            Unexcused(day, Decimal("0.09")),
            Unexcused(day, tiny),
        ],
        on=day,
        calendar=MIDDEN,
    )
    reached = history_of(
        [Unexcused(TUESDAY, Decimal(12)), Unexcused(day, Decimal(4)), Unexcused(day, tiny)], on=day, calendar=MIDDEN
    )

    assert assess(almost).findings == ()
    assert str(assess(almost).progress.hours) == "15.99" + "0" * 58 + "1"
    assert [finding.rule for finding in assess(reached).findings] == ["leerplicht.16uur"]
