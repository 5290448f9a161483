"""How the program is doing, counted in the database: for `wegwijs status` and the metrics."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import SET_ASIDE, WAITING, Escalation, Incoming, Lease, Outgoing
from bot.models.cases import CLOSED


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits, and since when the oldest does."""

    count: int
    since: datetime | None

    def seconds(self, now: datetime) -> float:
        """Give how long the oldest has waited; 0 when nothing waits."""
        return max(0.0, (now - self.since).total_seconds()) if self.since else 0.0


@dataclass(frozen=True, slots=True)
class Health:
    """What waits, what was set aside, what is open, and who leads."""

    inbox: Waiting
    outbox: Waiting
    set_aside: int
    open_cases: int
    leader: Lease | None


async def health(session: AsyncSession, now: datetime) -> Health:
    """Count at `now`; what is held back on purpose, until a school day for instance, does not wait."""
    inbox = select(func.count(), func.min(Incoming.received_at)).where(Incoming.state == WAITING)
    since = case((Outgoing.not_before > Outgoing.created_at, Outgoing.not_before), else_=Outgoing.created_at)
    outbox = select(func.count(), func.min(since)).where(Outgoing.state == WAITING, Outgoing.not_before <= now)
    return Health(
        inbox=await _waiting(session, inbox),
        outbox=await _waiting(session, outbox),
        set_aside=await _count(session, select(func.count()).where(Incoming.state == SET_ASIDE)),
        open_cases=await _count(session, select(func.count()).where(Escalation.state != CLOSED)),
        leader=await session.scalar(select(Lease)),
    )


async def _waiting(session: AsyncSession, counted: Select[int, datetime]) -> Waiting:
    count, since = (await session.execute(counted)).one()
    return Waiting(count, since)


async def _count(session: AsyncSession, counted: Select[int]) -> int:
    return await session.scalar(counted) or 0
