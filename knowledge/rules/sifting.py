"""Sorts the events of a history by kind, and sets aside with a reason what does not count on the day of assessment."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from heapq import heappop, heappush
from typing import Any, NamedTuple

from knowledge.rules.events import Attendance, Concern, History, Recovered, Sick, Unexcused


class Why(StrEnum):
    """Why an event is left out of the count. The words are stable: others script against them."""

    FUTURE = "future"
    NOTHING_OPEN = "nothing_open"
    NO_SCHOOL_DAY = "no_school_day"
    NOT_COMPUTABLE = "not_computable"


class Ignored(NamedTuple):
    """An event that does not count; `event` is its place in the list, from 0."""

    event: int
    reason: Why


Report = tuple[int, int, int]
"""A sick report up to the day of assessment: first and last position, both inclusive, and its place in the list."""
Numbered = list[tuple[int, Any]]
"""Events of one kind, each with its place in the list."""


class Sifted(NamedTuple):
    """What counts on the day of assessment, by kind."""

    reports: list[Report]
    hours: dict[int, Decimal]
    whole_days: set[int]
    presences: list[Attendance]
    concerns: list[Concern]
    ignored: tuple[Ignored, ...]


def sift(history: History) -> Sifted:
    """Take the events apart; hours and whole days go by the position of their day."""
    sickness: Numbered = []
    unexcused: Numbered = []
    attendance: Numbered = []
    concerns: Numbered = []
    by_kind = {
        Sick: sickness, Recovered: sickness, Unexcused: unexcused, Attendance: attendance, Concern: concerns,
    }
    for numbered in enumerate(history.events):
        by_kind[type(numbered[1])].append(numbered)
    ignored: list[Ignored] = []
    reports = _reports(sickness, history, ignored)
    hours, whole_days = _hours(unexcused, history, ignored)
    presences = _presences(attendance, history.on, ignored)
    worries = _concerns(concerns, history.on, ignored)
    return Sifted(reports, hours, whole_days, presences, worries, tuple(sorted(ignored)))


def _reports(events: Numbered, history: History, ignored: list[Ignored]) -> list[Report]:
    """A report runs at most to the day of assessment; the open ones wait in a heap, the earliest in front."""
    on, days = history.on, history.calendar.days
    today = days[on]
    reports: dict[int, Report] = {}
    still_open: list[tuple[int, int]] = []
    for number, event in events:
        day = event[0]
        if day > on:
            ignored.append(Ignored(number, Why.FUTURE))
        elif type(event) is Recovered:
            if not _close(days[day], still_open, reports):
                ignored.append(Ignored(number, Why.NOTHING_OPEN))
        elif event.last_day is None:
            reports[number] = (days[day], today, number)
            heappush(still_open, (days[day], number))
        else:
            reports[number] = (days[day], min(days[event.last_day], today), number)
    return list(reports.values())


def _close(day: int, still_open: list[tuple[int, int]], reports: dict[int, Report]) -> bool:
    """Close the open reports that began on or before the day of recovery; say whether there was one."""
    closed = False
    while still_open and still_open[0][0] <= day:
        first, number = heappop(still_open)
        reports[number] = (first, max(first, day - 1), number)
        closed = True
    return closed


def _hours(events: Numbered, history: History, ignored: list[Ignored]) -> tuple[dict[int, Decimal], set[int]]:
    on, days, is_school = history.on, history.calendar.days, history.calendar.school_flags
    hours: dict[int, Decimal] = {}
    whole_days: set[int] = set()
    for number, event in events:
        position = days[event.day]
        if event.day > on:
            ignored.append(Ignored(number, Why.FUTURE))
        elif not is_school[position]:
            ignored.append(Ignored(number, Why.NO_SCHOOL_DAY))
        else:
            hours[position] = hours[position] + event.hours if position in hours else event.hours
            if event.whole_day:
                whole_days.add(position)
    return hours, whole_days


def _presences(events: Numbered, on: date, ignored: list[Ignored]) -> list[Attendance]:
    presences = []
    for number, event in events:
        if event.until > on:
            ignored.append(Ignored(number, Why.FUTURE))
        elif event.scheduled_hours:
            presences.append(event)
        else:
            ignored.append(Ignored(number, Why.NOT_COMPUTABLE))
    return presences


def _concerns(events: Numbered, on: date, ignored: list[Ignored]) -> list[Concern]:
    counting = []
    for number, event in events:
        if event.day > on:
            ignored.append(Ignored(number, Why.FUTURE))
        else:
            counting.append(event)
    return counting
