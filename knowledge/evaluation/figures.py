"""What is known of a school over a period, counted from its pupils' histories and cases; never a made-up zero.

A figure is None where nothing of its kind was ever logged: then the bot cannot know, and people fill it in.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from typing import NamedTuple

from knowledge.evaluation.periods import Period
from knowledge.evaluation.pupil import ATTENDANCE, SICK, UNEXCUSED, Pupil
from knowledge.rules import Band, History, RuleBook, rule_book
from knowledge.rules.judge import EXACT

LESS_THAN_HALF, LRV, THREE_MONTHS = "minder_dan_helft", "lrv", "drie_maanden"
SETTLING_IN = timedelta(days=14)
"""A school that begins to log within this time of a period's first day is taken to have logged all of it."""
DISCUSSED = "ja"


class Unexcused(NamedTuple):
    """Unexcused absence: how many pupils, and lesson hours (lesuren)."""

    pupils: int
    hours: Decimal


class Sick(NamedTuple):
    """Absence through illness: how many pupils, how often somebody fell ill, and school days."""

    pupils: int
    times: int
    school_days: int


class CaseFacts(NamedTuple):
    """What is counted of one case: whose it is, from when to when, whether the team had it, and the safety question."""

    code: str
    opened: date
    closed: date | None
    with_team: bool
    safety: str | None


class Cases(NamedTuple):
    """Cases of a period: opened in it, and before the AOJ-team in it, the latter also as pupils."""

    opened: int
    with_team: int
    pupils: int


class Safety(NamedTuple):
    """In how many of the cases closed in a period safety was discussed, and in how many not, or nobody knows."""

    discussed: int
    not_discussed: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a school over a period; `since` when logging began only well after its first day.

    Thuiszitters are by category; no education for three months is a lower bound, so nobody found is not known.
    """

    period: Period
    since: date | None
    cases: Cases | None
    unexcused: Unexcused | None
    sick: Sick | None
    safety: Safety | None
    thuiszitters: Mapping[str, int | None]
    bands: Mapping[Band, int] | None


def count(
    histories: Sequence[History],
    cases: Sequence[CaseFacts],
    period: Period,
    *,
    months: int,
    book: RuleBook | None = None,
) -> Figures:
    """Count a period; the histories, one for each pupil, are as of its last day, or of today while it still runs.

    `months` is after how many months without education a pupil counts among the thuiszitters.
    """
    with localcontext(EXACT):
        pupils = [Pupil(history, period, book or rule_book()) for history in histories]
        began = min((pupil.first_day for pupil in pupils if pupil.first_day), default=None)
        if began is None or began > period.last:
            return Figures(
                period, None, None, None, None, None, dict.fromkeys((LESS_THAN_HALF, LRV, THREE_MONTHS)), None
            )
        kinds = {kind for pupil in pupils for kind in pupil.kinds}
        bands = _bands(pupils) if ATTENDANCE in kinds else None
        return Figures(
            period=period,
            since=began if began > period.first + SETTLING_IN else None,
            cases=_cases(cases, period),
            unexcused=_unexcused(pupils) if UNEXCUSED in kinds else None,
            sick=_sick(pupils) if SICK in kinds else None,
            safety=_safety(cases, period),
            thuiszitters={
                LESS_THAN_HALF: bands[Band.ROOD] if bands else None,
                LRV: sum(pupil.long_unexcused() for pupil in pupils) if UNEXCUSED in kinds else None,
                THREE_MONTHS: sum(pupil.without_education(months) for pupil in pupils) or None,
            },
            bands=bands,
        )


def _cases(cases: Iterable[CaseFacts], period: Period) -> Cases:
    cases = list(cases)
    with_team = [case for case in cases if case.with_team and _running_in(case, period)]
    return Cases(
        opened=sum(period.holds(case.opened) for case in cases),
        with_team=len(with_team),
        pupils=len({case.code for case in with_team}),
    )


def _running_in(case: CaseFacts, period: Period) -> bool:
    return case.opened <= period.last and (case.closed is None or case.closed >= period.first)


def _unexcused(pupils: Iterable[Pupil]) -> Unexcused:
    hours = [pupil.hours for pupil in pupils if pupil.hours]
    return Unexcused(len(hours), sum(hours, Decimal(0)))


def _sick(pupils: Sequence[Pupil]) -> Sick:
    days = [pupil.days_ill for pupil in pupils]
    return Sick(sum(map(bool, days)), sum(pupil.times_ill for pupil in pupils), sum(days))


def _safety(cases: Iterable[CaseFacts], period: Period) -> Safety | None:
    answers = [case.safety == DISCUSSED for case in cases if case.closed and case.safety and period.holds(case.closed)]
    return Safety(sum(answers), len(answers) - sum(answers)) if answers else None


def _bands(pupils: Iterable[Pupil]) -> Mapping[Band, int]:
    found = Counter(pupil.band for pupil in pupils)
    return {band: found[band] for band in Band}
