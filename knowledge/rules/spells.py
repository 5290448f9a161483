"""Sick spells: reports that belong together are being ill once."""

from bisect import bisect_left, bisect_right
from datetime import date
from typing import NamedTuple

from knowledge.calendar import Calendar
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
    the earlier one is still open: it runs to the day of assessment, on or before which the later one begins.
    """
    school, dates = calendar.school_positions, calendar.dates
    spans: list[tuple[int, int, list[int]]] = []
    joined: list[int] = []
    start = stop = 0
    for first, last, event in sorted(reports):
        begins = bisect_left(school, first)
        if not joined or begins > stop:
            spans.append((start, stop, joined))
            start = stop = begins
            joined = []
        joined.append(event)
        stop = max(stop, bisect_right(school, last, begins))
    spans.append((start, stop, joined))
    return [
        Spell(dates[school[start]], dates[school[stop - 1]], stop - start, tuple(joined), start)
        for start, stop, joined in spans if start < stop
    ]
