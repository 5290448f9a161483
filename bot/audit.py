"""The auditor: whatever runs has an owner who can act and a next moment that is not in the past."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import line
from bot.models import AdviceRequest, Agreement, Escalation, Member
from bot.models.cases import AGREED, CLOSED

GRACE = timedelta(minutes=5)
"""How long the clock may take to come round: a moment this far back is not yet a fault."""


async def audit(session: AsyncSession, now: datetime) -> list[str]:
    """Give a sentence for each running matter that could end in silence; none when all is well.

    A case, a question for advice or an agreement is named by its number only: this is read in logs.
    """
    faults: list[str] = []
    in_reach = line.in_reach(Escalation.owner_id, Escalation.school_id)
    running = select(Escalation, in_reach).where(Escalation.state != CLOSED).order_by(Escalation.id)
    for row, reached in await session.execute(running):
        of_who = [] if reached else [await _of_who(session, row.school_id, row.owner_id)]
        faults += [f"case {row.id} ({row.rule}): {fault}" for fault in (*of_who, *_of_moment(row.next_at, now))]
    for asked in await session.scalars(select(AdviceRequest).order_by(AdviceRequest.id)):
        faults += [f"advice {asked.id}: {fault}" for fault in _of_moment(asked.next_at, now)]
    out_of_reach = ~line.in_reach(Agreement.regiehouder_id, Agreement.school_id)
    lost = select(Agreement).where(Agreement.state == AGREED, out_of_reach).order_by(Agreement.id)
    for agreed in await session.scalars(lost):
        faults.append(f"agreement {agreed.id}: {await _of_who(session, agreed.school_id, agreed.regiehouder_id)}")
    return faults


async def _of_who(session: AsyncSession, school_id: str, member_id: int | None) -> str:
    owner = await session.get(Member, member_id) if member_id else None
    if owner is None:
        return "has no owner"
    if not await line.serves(session, school_id, owner):
        return "its owner no longer serves the school"
    return "its owner cannot be told anything"


def _of_moment(next_at: datetime | None, now: datetime) -> list[str]:
    if next_at is None:
        return ["has no next moment"]
    return [f"its next moment was {next_at:%Y-%m-%d %H:%M} UTC"] if next_at < now - GRACE else []
