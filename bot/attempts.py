"""What may fail so many times only, such as a link: counted in the database, for every replica and over restarts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.flood import Entry
from bot.models import Attempt
from knowledge.retention import retention

TOLD = "_told"


@dataclass(frozen=True, slots=True)
class Limit:
    """How often something may fail, and in which time."""

    kind: str
    times: int
    window: timedelta


LINKS = Limit("link", 5, timedelta(hours=1))
PINS = Limit("pin", 5, timedelta(minutes=15))


async def entry(session: AsyncSession, who: int, limit: Limit, now: datetime) -> Entry:
    """Tell whether somebody may try: who failed too often is told so once, then nothing until the time is over."""
    if await _count(session, who, limit.kind, now - limit.window) < limit.times:
        return Entry.IN
    if await _count(session, who, limit.kind + TOLD, now - limit.window):
        return Entry.SILENT
    session.add(Attempt(who=who, kind=limit.kind + TOLD, at=now))
    await session.flush()
    return Entry.TOLD


async def failed(session: AsyncSession, who: int, limit: Limit, now: datetime) -> int:
    """Count a try that failed; give how many are left."""
    session.add(Attempt(who=who, kind=limit.kind, at=now))
    await session.flush()
    return max(0, limit.times - await _count(session, who, limit.kind, now - limit.window))


async def forgive(session: AsyncSession, who: int, limit: Limit) -> None:
    """Forget the tries of somebody who has got it right."""
    await session.execute(delete(Attempt).where(Attempt.who == who, Attempt.kind.in_((limit.kind, limit.kind + TOLD))))


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Forget the tries of long ago."""
    await session.execute(delete(Attempt).where(Attempt.at < now - retention().lasts("limits")))


async def _count(session: AsyncSession, who: int, kind: str, since: datetime) -> int:
    counted = select(func.count()).where(Attempt.who == who, Attempt.kind == kind, Attempt.at > since)
    return await session.scalar(counted) or 0
