"""M@ZL: often ill, and ill for long."""

from bisect import bisect_left
from datetime import date, timedelta

from knowledge.calendar import Calendar
from knowledge.rules.judge import Judge
from knowledge.rules.spells import Spell
from knowledge.rules.verdict import Finding, MazlWindow

OFTEN, LONG = "mazl.frequentie", "mazl.duur"
CALENDAR = MazlWindow.CALENDAR


def often_ill(spells: list[Spell], judge: Judge) -> tuple[list[Finding], int]:
    """Scan the spells for the fourth in twelve weeks; give the findings and the place of the first spell since."""
    findings: list[Finding] = []
    fewest = judge.book.fewest_spells
    since = 0
    for place, spell in enumerate(spells, 1):
        if place - since < fewest:
            continue
        start = window_start(spells, since, spell.first, judge)
        if place - start >= judge.book.at(spell.first).spells:
            findings.append(judge.found(OFTEN, spell.first, tuple([one.first for one in spells[start:place]])))
            since = place
    return findings, since


def window_start(spells: list[Spell], since: int, day: date, judge: Judge) -> int:
    """Give the place of the first spell from `since` on whose date lies in the window that ends at `day`."""
    figures = judge.book.at(day)
    if judge.mazl_window is CALENDAR:
        return bisect_left(spells, (day - timedelta(days=figures.spell_days_apart),), since)
    calendar = judge.calendar
    lowest = calendar.counted_number(day) - figures.spell_weekdays_apart
    return bisect_left(spells, lowest, since, key=lambda spell: calendar.counted_number(spell.first))


def long_ill(spells: list[Spell], judge: Judge) -> list[Finding]:
    """Find each spell that holds seven school days, on the day it reaches them."""
    positions, dates = judge.calendar.school.positions, judge.calendar.dates
    fewest = judge.book.fewest_school_days
    findings = []
    for spell in spells:
        if spell.school_days < fewest:
            continue
        reached = _school_days_to_fire(spell, judge)
        if reached:
            days = tuple([dates[position] for position in positions[spell.start : spell.start + reached]])
            findings.append(judge.found(LONG, days[-1], days))
    return findings


def _school_days_to_fire(spell: Spell, judge: Judge) -> int:
    """Give the count of school days at which the spell fires, 0 when it does not; a new law may fire it later."""
    figures = judge.book.at(spell.first)
    if figures is judge.book.at(spell.last):
        return figures.school_days if spell.school_days >= figures.school_days else 0
    for figures, first, last in judge.book.periods(spell.first, spell.last):
        start, stop = judge.calendar.school_slice(judge.calendar.days[first], judge.calendar.days[last])
        count = max(figures.school_days, start - spell.start + 1)
        if count <= stop - spell.start:
            return count
    return 0


def school_days_so_far(spells: list[Spell], on: date, calendar: Calendar) -> int:
    """Give the school days of the spell that holds `on` or else the last school day before it; 0 when none does."""
    if not spells:
        return 0
    latest = spells[-1]
    stop = latest.start + latest.school_days
    return latest.school_days if stop >= calendar.school.before[calendar.days[on]] else 0
