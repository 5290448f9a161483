"""The auditor: every running case has an owner who can act and a next moment that is not in the past."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import line
from bot.models import Escalation, Member
from bot.models.cases import CLOSED

GRACE = timedelta(minutes=5)
"""How long the clock may take to come round: a moment this far back is not yet a fault."""


async def audit(session: AsyncSession, now: datetime) -> list[str]:
    """Give a sentence for each running case that could end in silence; none when all is well.

    A case is named by its number only: this is read in logs.
    """
    faults: list[str] = []
    for row in await session.scalars(select(Escalation).where(Escalation.state != CLOSED).order_by(Escalation.id)):
        faults += [f"case {row.id} ({row.rule}): {fault}" for fault in await _faults(session, row, now)]
    return faults


async def _faults(session: AsyncSession, row: Escalation, now: datetime) -> list[str]:
    faults = []
    owner = await session.get(Member, row.owner_id) if row.owner_id else None
    if owner is None:
        faults.append("has no owner")
    elif not await line.serves(session, row.school_id, owner):
        faults.append("its owner no longer serves the school")
    elif not await line.reachable(session, owner):
        faults.append("its owner cannot be told anything")
    if row.next_at is None:
        faults.append("has no next moment")
    elif row.next_at < now - GRACE:
        faults.append(f"its next moment was {row.next_at:%Y-%m-%d %H:%M} UTC")
    return faults
