"""Puts the rules together: a checked history gives a verdict, a pure function of events, calendar and day."""

from datetime import date
from decimal import localcontext

from knowledge.rules.absence import long_absence, sixteen_hours
from knowledge.rules.book import RuleBook, rule_book
from knowledge.rules.events import History
from knowledge.rules.judge import EXACT, Judge
from knowledge.rules.presence import latest_band, thuiszitters, worries
from knowledge.rules.sickness import in_window, long_ill, often_ill, school_days_so_far
from knowledge.rules.sifting import sift
from knowledge.rules.spells import join
from knowledge.rules.verdict import Finding, MazlWindow, Progress, Verdict


def assess(
    history: History, *, mazl_window: MazlWindow = MazlWindow.CALENDAR, book: RuleBook | None = None
) -> Verdict:
    """Judge a checked history by the figures that were valid on each day."""
    with localcontext(EXACT):
        return _judge(history, Judge(history.calendar, book or rule_book(), mazl_window))


def _judge(history: History, judge: Judge) -> Verdict:
    sifted = sift(history)
    spells = join(sifted.reports, history.calendar)
    often, spells_since = often_ill(spells, judge)
    unexcused, hours = sixteen_hours(sifted.hours, history.on, judge)
    findings = [
        *often,
        *long_ill(spells, judge),
        *unexcused,
        *long_absence(sifted.whole_days, judge),
        *thuiszitters(sifted.presences, judge),
        *worries(sifted.concerns, judge),
    ]
    return Verdict(
        on=history.on,
        reports=len(sifted.reports),
        spells=tuple(spells),
        findings=tuple(sorted(findings, key=_by_day_then_rule)),
        band=latest_band(sifted.presences, judge.book),
        progress=Progress(
            spells=len(in_window(spells_since, history.on, judge)),
            school_days=school_days_so_far(spells, history.on, history.calendar),
            hours=hours,
        ),
        ignored=sifted.ignored,
    )


def _by_day_then_rule(finding: Finding) -> tuple[date, str]:
    return finding.fired_on, finding.rule
