"""Sick spells: reports that belong together are being ill once."""

from datetime import date
from typing import NamedTuple

from knowledge.calendar import Calendar
from knowledge.rules.making import new
from knowledge.rules.sifting import Report


class Spell(NamedTuple):
    """Being ill once: first and last school day up to the day of assessment, and the events that were joined in it."""

    first: date
    last: date
    school_days: int
    events: tuple[int, ...]
    start: int
    """Place of the first school day among the calendar's school days."""

    @property
    def reports(self) -> int:
        """How many sick reports were joined."""
        return len(self.events)


def join(reports: list[Report], calendar: Calendar) -> list[Spell]:
    """Join neighbouring reports; a spell without any school day is dropped.

    Two reports are one spell when no school day lies strictly between them. That holds too when they overlap, and when
    the earlier one is still open: it runs to the day of assessment, on or before which the later one begins. Reports
    that begin before the same school day always join, so that their order by slice serves as well as that by day.
    """
    school, dates = calendar.school.positions, calendar.dates
    spans: list[tuple[int, int, list[int]]] = []
    joined: list[int] = []
    start = stop = -1
    for begins, ends, event in sorted(reports):
        if begins > stop:
            spans.append((start, stop, joined))
            start = stop = begins
            joined = []
        joined.append(event)
        stop = max(stop, ends)
    spans.append((start, stop, joined))
    return [
        new(Spell, (dates[school[start]], dates[school[stop - 1]], stop - start, tuple(joined), start))
        for start, stop, joined in spans
        if start < stop
    ]
