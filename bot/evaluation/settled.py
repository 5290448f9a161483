"""Counts of a period that is over, kept once and for good: without a code, for trends, the city and later years.

Figures that still moved after they were shown would give a pupil away by the difference.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import chain

from sqlalchemy import select

from bot.cases.desk import Desk
from bot.cases.moments import calendar_of
from bot.evaluation.book import book_of
from bot.models import School, SettledCount
from knowledge.calendar import Calendar, CalendarUnknownError
from knowledge.evaluation.figures import LRV, THREE_MONTHS, Figures
from knowledge.evaluation.periods import Block, Period, blocks_of
from knowledge.retention import retention
from knowledge.rules import Band

SETTLES_AFTER = timedelta(days=14)
"""How long after the last school day of a period what was logged late is still waited for."""
CASES, UNEXCUSED, SICK, SAFE, UNSAFE = "cases", "unexcused", "sick", "safe", "unsafe"
COUNTED = (CASES, UNEXCUSED, SICK, *Band, LRV, THREE_MONTHS, SAFE, UNSAFE)


def counts(figures: Figures) -> dict[str, int | None]:
    """Give the figures of a period as plain counts by name; None where it is not known."""
    found: dict[str, int | None] = {
        CASES: figures.cases and figures.cases.opened,
        UNEXCUSED: figures.unexcused and figures.unexcused.pupils,
        SICK: figures.sick and figures.sick.pupils,
        LRV: figures.thuiszitters[LRV],
        THREE_MONTHS: figures.thuiszitters[THREE_MONTHS],
        SAFE: figures.safety and figures.safety.discussed,
        UNSAFE: figures.safety and figures.safety.not_discussed,
    }
    bands: Mapping[Band, int] = figures.bands or {}
    return found | {band.value: bands.get(band) for band in Band}


def settles_on(block: Block) -> date:
    """Give the day from which a period is settled: two weeks into the vacation, but before the signals are deleted."""
    begins = block.until.first
    return min(begins + SETTLES_AFTER, retention().year_end(begins))


async def settle(desk: Desk) -> None:
    """Settle a period that is due, for all schools at once; the clock asks again.

    A school that is made later is never added: what was shown of all together would change by just that school.
    """
    rows = await desk.session.execute(select(SettledCount.first, SettledCount.last).distinct())
    done = {Period(first, last) for first, last in rows}
    schools = list(await desk.session.scalars(select(School).order_by(School.id)))
    due = {school.id: _over(calendar_of(school), desk.today) - done for school in schools}
    if any(due.values()):
        period = min(chain.from_iterable(due.values()))
        for school in schools:
            if period in due[school.id]:
                await _settle(desk, school, period)


async def _settle(desk: Desk, school: School, period: Period) -> None:
    found = counts((await book_of(desk.session, school)).figures(period, desk.today))
    desk.session.add_all(
        SettledCount(school_id=school.id, first=period.first, last=period.last, figure=figure, value=found[figure])
        for figure in COUNTED
    )


def _over(calendar: Calendar, today: date) -> set[Period]:
    """Give the periods of this school year that are due to be settled; after it, its signals are deleted."""
    try:
        return {block.period for block in blocks_of(calendar, today) if settles_on(block) <= today}
    except CalendarUnknownError:
        return set()
