"""M@ZL: often ill, and ill for long."""

from bisect import bisect_left
from datetime import date, timedelta

from knowledge.calendar import Calendar
from knowledge.rules.judge import Judge
from knowledge.rules.spells import Spell
from knowledge.rules.verdict import Finding, MazlWindow

OFTEN, LONG = "mazl.frequentie", "mazl.duur"


def often_ill(spells: list[Spell], judge: Judge) -> tuple[list[Finding], list[Spell]]:
    """Scan the spells for the fourth in twelve weeks; give the findings and the spells since the last one."""
    findings: list[Finding] = []
    since: list[Spell] = []
    for spell in spells:
        since.append(spell)
        if len(since) < judge.book.fewest_spells:
            continue
        counted = in_window(since, spell.first, judge)
        if len(counted) >= judge.book.at(spell.first).spells:
            findings.append(judge.found(OFTEN, spell.first, tuple(one.first for one in counted)))
            since = []
    return findings, since


def in_window(spells: list[Spell], day: date, judge: Judge) -> list[Spell]:
    """Give the spells, of those dated up to `day`, whose date lies in the window that ends at `day`."""
    if not spells:
        return []
    figures = judge.book.at(day)
    if judge.mazl_window is MazlWindow.CALENDAR:
        earliest = day - timedelta(days=figures.spell_days_apart)
        return [spell for spell in spells if spell.first >= earliest]
    counted_number = judge.calendar.counted_number
    lowest = counted_number(day) - figures.spell_weekdays_apart
    return [spell for spell in spells if counted_number(spell.first) >= lowest]


def long_ill(spells: list[Spell], judge: Judge) -> list[Finding]:
    """Find each spell that holds seven school days, on the day it reaches them."""
    positions, dates = judge.calendar.school_positions, judge.calendar.dates
    findings = []
    for spell in spells:
        if spell.school_days < judge.book.fewest_school_days:
            continue
        reached = _school_days_to_fire(spell, judge)
        if reached:
            days = tuple([dates[position] for position in positions[spell.start:spell.start + reached]])
            findings.append(judge.found(LONG, days[-1], days))
    return findings


def _school_days_to_fire(spell: Spell, judge: Judge) -> int:
    """Give the count of school days at which the spell fires, 0 when it does not; a new law may fire it later."""
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
    position = calendar.days[on]
    before = bisect_left(calendar.school_positions, position)
    latest = spells[-1]
    stop = latest.start + latest.school_days
    return latest.school_days if stop >= before else 0
