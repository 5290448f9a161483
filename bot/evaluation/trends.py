"""A school's figures as pictures: the pyramid of presence, and how a few figures went from period to period."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases.moments import calendar_of
from bot.evaluation.book import book_of
from bot.evaluation.city import city_periods
from bot.evaluation.settled import CASES, SICK, UNEXCUSED, counts
from bot.evaluation.sizes import size_of
from bot.models import School
from knowledge.evaluation.disclosure import Shown
from knowledge.evaluation.periods import Block, Period, blocks_of, school_year
from knowledge.rules import Band

PYRAMID, TREND = "pyramid", "trend"
FOLLOWED = (CASES, UNEXCUSED, SICK, Band.ROOD.value)
FROM_THE_TOP = (Band.ROOD, Band.ORANJE, Band.GEEL, Band.GROEN)
Picture = dict[str, str]


class Counted(NamedTuple):
    """A period and what is told of it, by figure."""

    block: Block
    counts: Mapping[str, Shown | None]


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at which school, on which day: `exact` for the school's own chair, otherwise only what may be shown."""

    school: School
    today: date
    exact: bool

    @property
    def blocks(self) -> list[Block]:
        """Give the periods of this school year that have begun."""
        return [block for block in blocks_of(calendar_of(self.school), self.today) if block.period.first <= self.today]

    @property
    def year(self) -> Period:
        """Give this school year."""
        return school_year(calendar_of(self.school), self.today)


async def pyramid(session: AsyncSession, look: Look, language: str) -> Picture | None:
    """Give what the pyramid is drawn from; None where no presence is known.

    The chair sees the year so far; who sees only figures sees the last settled period.
    """
    period, bands = await (_exact_bands if look.exact else _shown_bands)(session, look)
    if all(count is None for count in bands.values()):
        return None
    facts: dict[str, Any] = {
        "school": look.school.name,
        "first": period.first.isoformat(),
        "last": min(period.last, look.today).isoformat(),
        "bands": {band.value: bands[band] for band in FROM_THE_TOP},
        "pupils": await size_of(session, look.school, look.today) if look.exact else None,
        "exact": look.exact,
    }
    return {"name": PYRAMID, "language": language, "facts": json.dumps(facts)}


async def trend(session: AsyncSession, look: Look, language: str) -> Picture | None:
    """Give what the trend is drawn from; None where nothing is known."""
    found = await (_exact_counts if look.exact else _shown_counts)(session, look)
    if all(period.counts[figure] is None for period in found for figure in FOLLOWED):
        return None
    facts = {
        "school": look.school.name,
        "first": look.year.first.isoformat(),
        "last": look.year.last.isoformat(),
        "periods": [period.block.until.kind for period in found],
        "running": found[-1].block.period.last >= look.today,
        "rows": {figure: [period.counts[figure] for period in found] for figure in FOLLOWED},
        "exact": look.exact,
    }
    return {"name": TREND, "language": language, "facts": json.dumps(facts)}


async def _exact_bands(session: AsyncSession, look: Look) -> tuple[Period, dict[Band, Shown | None]]:
    bands = (await book_of(session, look.school)).figures(look.year, look.today).bands or {}
    return look.year, {band: bands.get(band) for band in Band}


async def _shown_bands(session: AsyncSession, look: Look) -> tuple[Period, dict[Band, Shown | None]]:
    latest = next(iter(await city_periods(session)), None)
    if latest is None:
        return look.year, dict.fromkeys(Band)
    return latest.period, {band: latest.of(look.school.id, band) for band in Band}


async def _exact_counts(session: AsyncSession, look: Look) -> list[Counted]:
    book = await book_of(session, look.school)
    return [Counted(block, counts(book.figures(block.period, look.today))) for block in look.blocks]


async def _shown_counts(session: AsyncSession, look: Look) -> list[Counted]:
    """Give only what is settled; a period that still runs would tell by its changes who was added."""
    settled = {one.period: one for one in await city_periods(session)}
    return [
        Counted(block, {figure: settled[block.period].of(look.school.id, figure) for figure in FOLLOWED})
        for block in look.blocks
        if block.period in settled
    ]
