"""The worksheet of a verdict: which dates made a rule fire, what was joined, what was skipped, and in whose words."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from knowledge.calendar import Calendar, Vacation
from knowledge.rules import (
    Attendance,
    Band,
    Event,
    Finding,
    History,
    MazlWindow,
    RuleBook,
    Sick,
    Spell,
    Unexcused,
    Verdict,
    Why,
    assess,
    percentage,
    rule_book,
)
from knowledge.rules.book import Figures
from knowledge.rules.figures import Figure, Rule
from knowledge.rules.judge import EXACT
from knowledge.rules.presence import band_of

FIGURES_BEHIND = {
    "mazl.frequentie": ("mazl.frequentie.spells", "mazl.frequentie.window"),
    "mazl.duur": ("mazl.duur.school_days",),
    "leerplicht.16uur": ("leerplicht.16uur.hours", "leerplicht.16uur.window", "leerplicht.due"),
    "leerplicht.lrv": ("leerplicht.lrv.window", "leerplicht.due"),
    "aanwezigheid.thuiszitter": ("aanwezigheid.oranje",),
}


class JoinedSpell(NamedTuple):
    """A spell with the reports that were joined in it; `skipped` are the vacations inside it."""

    spell: Spell
    reports: tuple[Sick, ...]
    skipped: tuple[Vacation, ...]


class HourStep(NamedTuple):
    """One day on which hours were missed, and the sum up to and including it."""

    day: date
    hours: Decimal
    total: Decimal


class Presence(NamedTuple):
    """A period, its percentage rounded down to one decimal, and its band."""

    period: Attendance
    percentage: Decimal
    band: Band


class LeftOut(NamedTuple):
    """An event that does not count, numbered from 1 as people do."""

    number: int
    event: Event
    reason: Why


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why one rule fired: the window it looked at, first and last day inclusive, and what stood in it."""

    finding: Finding
    rule: Rule
    figures: tuple[Figure, ...]
    window: tuple[date, date]
    vacations: tuple[Vacation, ...]
    vacations_count: bool
    spells: tuple[JoinedSpell, ...]
    hours: tuple[HourStep, ...]
    presence: Presence | None


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A verdict with everything that leads to it."""

    verdict: Verdict
    mazl_window: MazlWindow
    spells: tuple[JoinedSpell, ...]
    reasons: tuple[Reasons, ...]
    presences: tuple[Presence, ...]
    ignored: tuple[LeftOut, ...]
    limits: Figures


def explain(
    history: History, *, mazl_window: MazlWindow = MazlWindow.CALENDAR, book: RuleBook | None = None
) -> Worksheet:
    """Judge a checked history and lay open how the verdict came about."""
    valid = book or rule_book()
    verdict = assess(history, mazl_window=mazl_window, book=valid)
    spells = tuple(_joined(spell, history) for spell in verdict.spells)
    presences = _presences(history, verdict, valid)
    desk = _Desk(history, valid, mazl_window, spells, presences)
    return Worksheet(
        verdict=verdict,
        mazl_window=mazl_window,
        spells=spells,
        reasons=tuple(desk.reasons(finding) for finding in verdict.findings),
        presences=presences,
        ignored=tuple(LeftOut(one.event + 1, history.events[one.event], one.reason) for one in verdict.ignored),
        limits=valid.at(history.on),
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What lies on the table while the reasons are written down."""

    history: History
    book: RuleBook
    mazl_window: MazlWindow
    spells: tuple[JoinedSpell, ...]
    presences: tuple[Presence, ...]

    def reasons(self, finding: Finding) -> Reasons:
        window = self.window(finding)
        counts = finding.rule == "mazl.frequentie" and self.mazl_window is MazlWindow.CALENDAR
        return Reasons(
            finding=finding,
            rule=self.book.rules[finding.rule],
            figures=tuple(self.book.figure(name, finding.fired_on) for name in FIGURES_BEHIND.get(finding.rule, ())),
            window=window,
            vacations=tuple(self.history.calendar.vacations_between(*window)),
            vacations_count=counts,
            spells=self.spells_of(finding),
            hours=self.hours_of(finding),
            presence=self.presence_of(finding),
        )

    def window(self, finding: Finding) -> tuple[date, date]:
        figures = self.book.at(finding.fired_on)
        calendar, end = self.history.calendar, finding.fired_on
        if finding.rule == "leerplicht.16uur":
            return _weekdays_back(calendar, end, figures.hours_weekdays_apart), end
        if finding.rule != "mazl.frequentie":
            return finding.evidence[0], end
        if self.mazl_window is MazlWindow.SCHOOL_WEEKS:
            return _weekdays_back(calendar, end, figures.spell_weekdays_apart), end
        return max(calendar.first, end - timedelta(days=figures.spell_days_apart)), end

    def spells_of(self, finding: Finding) -> tuple[JoinedSpell, ...]:
        dated: dict[str, Callable[[JoinedSpell], bool]] = {
            "mazl.frequentie": lambda one: one.spell.first in finding.evidence,
            "mazl.duur": lambda one: one.spell.first == finding.evidence[0],
        }
        return tuple(filter(dated[finding.rule], self.spells)) if finding.rule in dated else ()

    def hours_of(self, finding: Finding) -> tuple[HourStep, ...]:
        if finding.rule != "leerplicht.16uur":
            return ()
        missed = dict.fromkeys(finding.evidence, Decimal(0))
        with localcontext(EXACT):
            for event in self.history.events:
                if isinstance(event, Unexcused) and event.day in missed:
                    missed[event.day] += event.hours
            totals = accumulate(missed.values())
            return tuple(HourStep(day, missed[day], total) for day, total in zip(missed, totals, strict=True))

    def presence_of(self, finding: Finding) -> Presence | None:
        if finding.rule != "aanwezigheid.thuiszitter":
            return None
        period = finding.evidence
        low = (one for one in self.presences if one.band is Band.ROOD)
        return next(one for one in low if (one.period.from_day, one.period.until) == period)


def _joined(spell: Spell, history: History) -> JoinedSpell:
    reports = [event for number in spell.events if isinstance(event := history.events[number], Sick)]
    in_order = tuple(sorted(reports, key=attrgetter("first_day")))
    return JoinedSpell(spell, in_order, tuple(history.calendar.vacations_between(spell.first, spell.last)))


def _presences(history: History, verdict: Verdict, book: RuleBook) -> tuple[Presence, ...]:
    left_out = {ignored.event for ignored in verdict.ignored}
    return tuple(
        Presence(event, percentage(event), band_of(event, book))
        for number, event in enumerate(history.events)
        if isinstance(event, Attendance) and number not in left_out
    )


def _weekdays_back(calendar: Calendar, day: date, apart: int) -> date:
    """Give the counted weekday that lies `apart` counted weekdays before `day`, or the first of the table."""
    return calendar.dates[bisect_left(calendar.counted, max(0, calendar.counted_number(day) - apart))]
