"""Evaluations at the made-up school: planned, moved and held by the test, and what the clock says of them."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from loop_house import SCHOOL, House
from sqlalchemy import select

from bot.cases.desk import Desk
from bot.evaluation import bringing, reporting
from bot.local_time import AMSTERDAM
from bot.models import COMES, HELD, Attendance, EvaluationAnswer, EvaluationReport, Meeting, Member, Outgoing
from knowledge.meetings import EVALUATION

MENTOR, CHAIR, BRIDGE, DOCTOR = 701, 702, 703, 704
TEAM = (CHAIR, BRIDGE, DOCTOR)
TUESDAY_MORNING = datetime(2026, 12, 8, 10, 30, tzinfo=AMSTERDAM)


async def planned(house: House, starts_at: datetime = TUESDAY_MORNING, *, team: tuple[int, ...] = TEAM) -> int:
    """Plan an evaluation and invite the team; give its number."""
    async with house.database.transaction() as session:
        members = list(await session.scalars(select(Member).where(Member.telegram_id.in_(team))))
        meeting = Meeting(
            school_id=SCHOOL,
            kind=EVALUATION,
            starts_at=starts_at,
            minutes=90,
            uid=f"{starts_at.isoformat()}@made-up",
            made_by=members[0].id,
            made_at=house.now(),
            changed_at=house.now(),
        )
        session.add(meeting)
        await session.flush()
        session.add_all(
            Attendance(meeting_id=meeting.id, member_id=one.id, seat=one.role, answer=COMES) for one in members
        )
        return meeting.id


async def is_held(house: House, meeting_id: int) -> None:
    await house.change(Meeting, meeting_id, state=HELD, held_at=house.now())


async def does(house: House, work: Callable[[Desk], Awaitable[Any]]) -> None:
    """Let the clock do one thing now."""
    async with house.database.transaction() as session:
        await work(house.desk(session))


async def asks(house: House) -> None:
    await does(house, bringing.ask)


async def reminds(house: House) -> None:
    await does(house, reporting.remind)


async def heard(house: House, telegram_id: int) -> list[str]:
    """Give the first line of everything that was said to somebody."""
    said = [row.params.get("text", row.params.get("caption", "")) for row in await house.said(telegram_id)]
    return [text.splitlines()[0] for text in said if text]


async def rows(house: House, kind: type[Any]) -> list[Any]:
    async with house.database.transaction() as session:
        return list(await session.scalars(select(kind).order_by(*kind.__table__.primary_key)))


async def brought(house: House) -> list[tuple[str, str | None, str | None]]:
    return [(one.kind, one.part, one.words) for one in await rows(house, EvaluationAnswer)]


async def report(house: House) -> EvaluationReport | None:
    return next(iter(await rows(house, EvaluationReport)), None)


async def forgets_what_was_said(house: House) -> None:
    """Empty the outbox, as happens when what was sent is deleted."""
    async with house.database.transaction() as session:
        for row in await session.scalars(select(Outgoing)):
            await session.delete(row)
