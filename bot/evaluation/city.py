"""The figures of all schools together: settled periods only, nothing below five, no school to be worked out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.evaluation.settled import CASES, COUNTED
from bot.models import SettledCount
from knowledge.calendar import region_calendar, tables
from knowledge.calendar_table import VACATIONS
from knowledge.evaluation.disclosure import Column, Shown, protect, total_of
from knowledge.evaluation.periods import Period, school_year

BLOCKS_A_YEAR = len(VACATIONS)


@dataclass(frozen=True, slots=True)
class CityPeriod:
    """One settled period: for each figure what may be shown of it, None where no school knows it."""

    period: Period
    columns: Mapping[str, Column]

    def total(self, figure: str) -> Shown | None:
        """Give what is shown of all schools together; None when it is not known."""
        column = self.columns.get(figure)
        return column.total if column else None

    def of(self, school_id: str, figure: str) -> Shown | None:
        """Give what those who see only figures see of one school; None when it is not known."""
        column = self.columns.get(figure)
        return column.cells.get(school_id) if column else None

    @property
    def schools(self) -> int:
        """Count the schools of which anything is known."""
        return len({school for column in self.columns.values() for school in column.counts})


async def city_periods(session: AsyncSession) -> list[CityPeriod]:
    """Give every settled period, the latest first."""
    found: defaultdict[Period, defaultdict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in await session.scalars(select(SettledCount).order_by(SettledCount.school_id)):
        figures = found[Period(row.first, row.last)]
        if row.value is not None:
            figures[row.figure][row.school_id] = row.value
    return [
        CityPeriod(period, {figure: protect(found[period][figure]) for figure in COUNTED if found[period][figure]})
        for period in sorted(found, reverse=True)
    ]


@dataclass(frozen=True, slots=True)
class CityLine:
    """One figure of all schools together, in the last settled period and in the one before."""

    figure: str
    now: Shown | None
    before: Shown | None


@dataclass(frozen=True, slots=True)
class City:
    """What is told of all schools together; `year` is the cases of a whole school year, once all of it is settled."""

    period: Period
    before: Period | None
    schools: int
    lines: tuple[CityLine, ...]
    year: Shown | None


async def overview(session: AsyncSession) -> City | None:
    """Give the last settled period beside the one before; None as long as none is settled."""
    periods = await city_periods(session)
    if not periods:
        return None
    latest, before = periods[0], periods[1] if len(periods) > 1 else None
    return City(
        period=latest.period,
        before=before.period if before else None,
        schools=latest.schools,
        lines=tuple(CityLine(one, latest.total(one), before.total(one) if before else None) for one in COUNTED),
        year=_year_total(periods[:BLOCKS_A_YEAR]),
    )


def _year_total(periods: list[CityPeriod]) -> Shown | None:
    """Give what is shown of the cases of a school year; None unless these are, latest first, all its periods."""
    columns = [one.columns[CASES] for one in periods if CASES in one.columns]
    whole = Period(periods[-1].period.first, periods[0].period.last)
    years = {school_year(region_calendar(region), whole.first) for region in tables()}
    return total_of(columns) if whole in years and len(columns) == BLOCKS_A_YEAR else None
