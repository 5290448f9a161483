"""What one pupil's history comes to over a period: days ill, hours unexcused, presence, and long absence."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from knowledge.evaluation.periods import Period, months_later
from knowledge.rules import Attendance, Band, History, RuleBook, assess
from knowledge.rules.absence import LONG_ABSENCE
from knowledge.rules.presence import band_of
from knowledge.rules.sifting import sift
from knowledge.rules.spells import join

SICK, UNEXCUSED, ATTENDANCE = "sick", "unexcused", "attendance"


class Stretch(NamedTuple):
    """School days in a row without education, first and last inclusive."""

    first: date
    last: date


class Pupil:
    """One pupil over a period; the history is as of the last day of the period, or of today while it still runs."""

    def __init__(self, history: History, period: Period, book: RuleBook) -> None:
        self._history, self._period, self._book = history, period, book
        self._calendar = history.calendar
        self._sifted = sift(history)
        self._spells = join(self._sifted.reports, self._calendar)

    @property
    def kinds(self) -> set[str]:
        """Give which kinds of absence were logged, whether in the period or before."""
        sifted = self._sifted
        logged = {SICK: sifted.reports, UNEXCUSED: sifted.hours, ATTENDANCE: sifted.presences}
        return {kind for kind, found in logged.items() if found}

    @property
    def first_day(self) -> date | None:
        """Give the first day that anything logged of this pupil is about."""
        rows = self._history.rows
        days = [row[0] for kind in (rows.sick, rows.unexcused, rows.attendance, rows.concern) for row in kind]
        return self._calendar.dates[min(days)] if days else None

    @cached_property
    def times_ill(self) -> int:
        """Count how often the pupil fell ill in the period: a spell counts where its first school day lies."""
        return sum(self._period.holds(spell.first) for spell in self._spells)

    @cached_property
    def days_ill(self) -> int:
        """Count the school days of the period on which the pupil was ill."""
        start, stop = self._places
        return sum(
            max(0, min(spell.start + spell.school_days, stop) - max(spell.start, start)) for spell in self._spells
        )

    @cached_property
    def hours(self) -> Decimal:
        """Add up the unexcused lesson hours of the period."""
        dates = self._calendar.dates
        return sum((hours for day, hours in self._sifted.hours.items() if self._period.holds(dates[day])), Decimal(0))

    @cached_property
    def band(self) -> Band | None:
        """Give the band of the presence in the period that ends last, None where none was logged."""
        dates = self._calendar.dates
        told = [
            Attendance(dates[first], dates[until], attended, scheduled)
            for first, until, attended, scheduled in self._sifted.presences
            if self._period.holds(dates[until])
        ]
        latest = max(enumerate(told), key=lambda placed: (placed[1].until, placed[0]), default=None)
        return band_of(latest[1], self._book) if latest else None

    def long_unexcused(self) -> bool:
        """Say whether a run of unexcused days that outlasted four lesson weeks reaches into the period."""
        findings = assess(self._history, book=self._book).findings
        starts = {finding.evidence[0] for finding in findings if finding.rule == LONG_ABSENCE}
        runs = self._stretches(self._slots(self._sifted.whole_days))
        return any(run.first in starts and run.last >= self._period.first for run in runs)

    def without_education(self, months: int) -> bool:
        """Say whether the pupil has had no education for longer than so many calendar months, into the period.

        Without education is: ill, unexcused for whole days, or a presence of no hour at all, on each school day.
        """
        return any(
            run.last >= max(months_later(run.first, months), self._period.first) for run in self._stretches(self._away)
        )

    @property
    def _away(self) -> set[int]:
        away = self._slots(self._sifted.whole_days)
        for spell in self._spells:
            away.update(range(spell.start, spell.start + spell.school_days))
        for first, until, attended, _ in self._sifted.presences:
            if not attended:
                away.update(range(*self._calendar.school_slice(first, until)))
        return away

    @property
    def _places(self) -> tuple[int, int]:
        """Give the school days of the period as a slice of the calendar's."""
        days = self._calendar.days
        return self._calendar.school_slice(days[self._period.first], days[self._period.last])

    def _slots(self, positions: set[int]) -> set[int]:
        return {self._calendar.school.before[day] for day in positions}

    def _stretches(self, slots: set[int]) -> Iterator[Stretch]:
        dates, school = self._calendar.dates, self._calendar.school.positions
        first: int | None = None
        for slot in sorted(slots):
            first = slot if first is None else first
            if slot + 1 not in slots:
                yield Stretch(dates[school[first]], dates[school[slot]])
                first = None
