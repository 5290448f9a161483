from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.calendar import region_calendar
from knowledge.rules import (
    Attendance,
    Concern,
    MazlWindow,
    Recovered,
    Sick,
    Unexcused,
    What,
    Why,
    assess,
    history_of,
)

MIDDEN = region_calendar("midden")
START, END = date(2026, 8, 31), date(2027, 2, 28)
DAYS = st.dates(START, END)
ON = st.dates(date(2026, 10, 1), date(2027, 1, 31))
LENGTHS = st.integers(0, 15).map(lambda days: timedelta(days=days))
SICK = st.builds(
    lambda first, length: Sick(first, length if length is None else first + length), DAYS, st.none() | LENGTHS
)
UNEXCUSED = st.builds(Unexcused, DAYS, st.decimals("0.25", 12, places=2), st.booleans())
ATTENDANCE = st.builds(
    lambda until, length, hours, share: Attendance(max(START, until - length), until, hours * share / 100, hours),
    DAYS,
    LENGTHS,
    st.integers(0, 200).map(Decimal),
    st.integers(0, 100).map(Decimal),
)
CONCERN = st.builds(Concern, DAYS, st.sampled_from(What))
EVENTS = st.lists(SICK | SICK | st.builds(Recovered, DAYS) | UNEXCUSED | UNEXCUSED | ATTENDANCE | CONCERN, max_size=30)
WINDOWS = st.sampled_from(MazlWindow)
THOROUGH = settings(max_examples=60, deadline=None)


def _verdict(events, on, window=MazlWindow.CALENDAR):
    return assess(history_of(events, on=on, calendar=MIDDEN), mazl_window=window)


def _apart_from_ignored(verdict):
    return verdict._replace(ignored=(), spells=tuple(spell._replace(events=()) for spell in verdict.spells))


def _known_on(event, on):
    """The event as it was known on a day: what ends later has not ended."""
    if isinstance(event, Sick) and event.last_day is not None and event.last_day > on:
        return Sick(event.first_day, None)
    return event


@THOROUGH
@given(EVENTS, ON, WINDOWS, st.randoms(use_true_random=False))
def test_the_order_of_unexcused_hours_and_worries_does_not_matter(events, on, window, dice):
    moved = [event for event in events if isinstance(event, Unexcused | Concern)]
    stay = [event for event in events if not isinstance(event, Unexcused | Concern)]
    shuffled = dice.sample(moved, len(moved))

    assert _apart_from_ignored(_verdict(stay + moved, on, window)) == _apart_from_ignored(
        _verdict(shuffled + stay, on, window)
    )


@THOROUGH
@given(st.lists(ATTENDANCE, max_size=10, unique_by=lambda event: event.until), ON, st.randoms(use_true_random=False))
def test_the_order_of_periods_that_end_on_different_days_does_not_matter(periods, on, dice):
    shuffled = dice.sample(periods, len(periods))
    assert _apart_from_ignored(_verdict(periods, on)) == _apart_from_ignored(_verdict(shuffled, on))


@THOROUGH
@given(EVENTS, ON, WINDOWS, st.integers(1, 20), st.data())
def test_an_event_that_lies_ahead_changes_nothing_but_what_is_ignored(events, on, window, ahead, data):
    day = on + timedelta(days=ahead)
    later = data.draw(
        st.sampled_from(
            [
                Sick(day, None),
                Recovered(day),
                Unexcused(day, Decimal(8)),
                Attendance(on, day, Decimal(1), Decimal(9)),
                Concern(day, What.GROEP),
            ]
        )
    )
    before, after = _verdict(events, on, window), _verdict([*events, later], on, window)

    assert after == before._replace(ignored=(*before.ignored, (len(events), Why.FUTURE)))


@THOROUGH
@given(EVENTS, ON, WINDOWS)
def test_a_verdict_never_uses_what_happened_after_its_day(events, on, window):
    known = [_known_on(event, on) for event in events]
    if any(isinstance(event, Recovered) for event in events):
        known = [event for event in known if not isinstance(event, Recovered)]
        events = [event for event in events if not isinstance(event, Recovered)]
    assert _verdict(known, on, window) == _verdict(events, on, window)


@THOROUGH
@given(EVENTS, ON, WINDOWS)
def test_findings_of_a_day_stay_when_time_goes_on(events, on, window):
    """Reports keep the end they had, so a later look finds the same and perhaps more."""
    closed = [event for event in events if not isinstance(event, Recovered)]
    earlier = _verdict(closed, on, window).findings
    later = _verdict(closed, on + timedelta(days=20), window).findings
    assert earlier == tuple(finding for finding in later if finding.fired_on <= on)


@THOROUGH
@given(EVENTS, ON, WINDOWS)
def test_reporting_sick_anew_each_day_changes_no_finding(events, on, window):
    daily = []
    for event in events:
        if isinstance(event, Sick) and event.last_day is not None:
            passed = range((event.last_day - event.first_day).days + 1)
            daily += [
                Sick(event.first_day + timedelta(days=day), event.first_day + timedelta(days=day)) for day in passed
            ]
        else:
            daily.append(event)
    once, each_day = _verdict(events, on, window), _verdict(daily, on, window)

    assert (each_day.findings, each_day.progress) == (once.findings, once.progress)
    assert [spell[:3] for spell in each_day.spells] == [spell[:3] for spell in once.spells]


@THOROUGH
@given(EVENTS, ON)
def test_rule_and_day_name_one_finding_in_order_of_day_then_rule(events, on):
    names = [(finding.fired_on, finding.rule) for finding in _verdict(events, on).findings]
    assert names == sorted(set(names))
