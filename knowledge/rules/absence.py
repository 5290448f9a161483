"""Leerplicht: sixteen unexcused hours in four lesson weeks, and unexcused absence for longer than four."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from knowledge.calendar import Calendar
from knowledge.rules.judge import Judge
from knowledge.rules.verdict import Finding

SIXTEEN_HOURS, LONG_ABSENCE = "leerplicht.16uur", "leerplicht.lrv"
NO_HOURS = Decimal(0)


class Run(NamedTuple):
    """School days in a row, as places among the calendar's school days, `stop` exclusive."""

    start: int
    stop: int


def sixteen_hours(hours: dict[int, Decimal], on: date, judge: Judge) -> tuple[list[Finding], Decimal]:
    """Scan the hours by day; give the findings, and the hours since the last one in the window that ends at `on`."""
    counted, fewest = judge.calendar.counted, judge.book.fewest_hours
    lowest = judge.calendar.counted_number(on) - judge.book.at(on).hours_weekdays_apart
    if sum(hours.values()) < fewest:
        return [], sum([amount for day, amount in hours.items() if counted[day] >= lowest], NO_HOURS)
    days = sorted(hours)
    numbers = [counted[day] for day in days]
    totals = [NO_HOURS, *accumulate([hours[day] for day in days])]
    findings: list[Finding] = []
    since = 0
    for place in range(len(days)):
        if totals[place + 1] - totals[since] < fewest:
            continue
        figures = judge.book.at(judge.calendar.dates[days[place]])
        start = bisect_left(numbers, numbers[place] - figures.hours_weekdays_apart, since, place)
        if figures.hours.reached_by(totals[place + 1] - totals[start]):
            evidence = tuple(judge.calendar.dates[day] for day in days[start : place + 1])
            findings.append(_reported(SIXTEEN_HOURS, evidence, judge))
            since = place + 1
    start = bisect_left(numbers, lowest, since)
    return findings, totals[-1] - totals[start]


def long_absence(whole_days: set[int], judge: Judge) -> list[Finding]:
    """Find each unbroken run of whole days that outlasts four lesson weeks, on the day it does."""
    counted = judge.calendar.counted
    if not whole_days or counted[max(whole_days)] - counted[min(whole_days)] < judge.book.fewest_weekdays_away:
        return []
    positions, dates = judge.calendar.school.positions, judge.calendar.dates
    findings = []
    for run in _runs(whole_days, judge.calendar):
        fired = _outlasts(run, judge)
        if fired is not None:
            findings.append(_reported(LONG_ABSENCE, (dates[positions[run.start]], dates[positions[fired]]), judge))
    return findings


def _runs(whole_days: set[int], calendar: Calendar) -> Iterator[Run]:
    places = [calendar.school.before[day] for day in sorted(whole_days)]
    start = 0
    for place in range(1, len(places) + 1):
        if place == len(places) or places[place] != places[place - 1] + 1:
            yield Run(places[start], places[place - 1] + 1)
            start = place


def _outlasts(run: Run, judge: Judge) -> int | None:
    """Give the place of the first school day on which the run has lasted long enough."""
    calendar = judge.calendar
    positions, dates, counted = calendar.school.positions, calendar.dates, calendar.counted
    number, latest = counted[positions[run.start]], counted[positions[run.stop - 1]]
    if latest - number < judge.book.fewest_weekdays_away:
        return None
    for figures, first, last in judge.book.periods(dates[positions[run.start]], dates[positions[run.stop - 1]]):
        start, stop = calendar.school_slice(calendar.days[first], calendar.days[last])
        place = bisect_left(positions, number + figures.long_weekdays_apart, start, stop, key=counted.__getitem__)
        if place < stop:
            return place
    return None


def _reported(rule: str, evidence: tuple[date, ...], judge: Judge) -> Finding:
    fired_on = evidence[-1]
    due = judge.calendar.working_days_after(fired_on, judge.book.at(fired_on).due_working_days)
    return judge.found(rule, fired_on, evidence, due)
