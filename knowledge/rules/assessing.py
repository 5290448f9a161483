"""Puts the rules together: a checked history gives a verdict, a pure function of events, calendar and day."""

from decimal import localcontext
from operator import attrgetter

from knowledge.rules.absence import long_absence, sixteen_hours
from knowledge.rules.book import RuleBook, rule_book
from knowledge.rules.history import History
from knowledge.rules.judge import EXACT, Judge
from knowledge.rules.presence import present, worries
from knowledge.rules.sickness import long_ill, often_ill, school_days_so_far, window_start
from knowledge.rules.sifting import sift
from knowledge.rules.spells import join
from knowledge.rules.verdict import MazlWindow, Progress, Verdict

BY_DAY_THEN_RULE = attrgetter("fired_on", "rule")


def assess(history: History, *, mazl_window: MazlWindow = MazlWindow.CALENDAR, book: RuleBook | None = None) -> Verdict:
    """Judge a checked history by the figures that were valid on each day."""
    with localcontext(EXACT):
        return _judge(history, Judge(history.calendar, book or rule_book(), mazl_window))


def _judge(history: History, judge: Judge) -> Verdict:
    sifted = sift(history)
    spells = join(sifted.reports, history.calendar)
    often, since = often_ill(spells, judge)
    thuiszitters, band = present(sifted.presences, judge)
    unexcused, hours = sixteen_hours(sifted.hours, history.on, judge)
    findings = [
        *often,
        *long_ill(spells, judge),
        *unexcused,
        *long_absence(sifted.whole_days, judge),
        *thuiszitters,
        *worries(sifted.concerns, judge),
    ]
    return Verdict(
        on=history.on,
        reports=len(sifted.reports),
        spells=tuple(spells),
        findings=tuple(sorted(findings, key=BY_DAY_THEN_RULE)),
        band=band,
        progress=Progress(
            spells=len(spells) - window_start(spells, since, history.on, judge),
            school_days=school_days_so_far(spells, history.on, history.calendar),
            hours=hours,
        ),
        ignored=sifted.ignored,
    )
