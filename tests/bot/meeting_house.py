"""Meetings on a real database, at a moment the test chooses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loop_house import SCHOOL, House
from sqlalchemy import select

from bot import members
from bot.cases.desk import Desk
from bot.evaluation.bringing import BRING_IN
from bot.local_time import AMSTERDAM, local
from bot.meetings import answering, leading, planning, reminding
from bot.meetings.gathering import Gathering, gathering
from bot.meetings.planning import Wish
from bot.models import SENT, Attendance, Meeting, MeetingNotice, Member, Outgoing, School
from knowledge.meetings import EVALUATION, meeting_table

CHAIR, BRIDGE, DOCTOR, OFFICER, YOUTH = 702, 703, 704, 705, 706


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@dataclass
class Meetings:
    """What one does with meetings, each in a transaction of its own."""

    house: House

    async def plans(self, start: str, *, kind: str = EVALUATION, place: str | None = None) -> int:
        """Let the chair plan a meeting; give its number."""
        async with self.house.database.transaction() as session:
            chair = await _member(session, CHAIR)
            school = await session.get_one(School, SCHOOL)
            wish = Wish(meeting_table().kinds[kind], school, at(start), 90, place)
            return (await planning.plan(self.house.desk(session), wish, chair)).id

    async def moves(self, number: int, start: str) -> bool:
        async with self.house.database.transaction() as session:
            desk = self.house.desk(session)
            return await planning.move(desk, await _found(desk, number), at(start), await _member(session, CHAIR))

    async def cancels(self, number: int) -> bool:
        async with self.house.database.transaction() as session:
            desk = self.house.desk(session)
            return await planning.cancel(desk, await _found(desk, number), await _member(session, CHAIR))

    async def answers(self, number: int, telegram_id: int, *, comes: bool) -> bool:
        async with self.house.database.transaction() as session:
            desk = self.house.desk(session)
            return await answering.answer(
                desk, await _found(desk, number), await _member(session, telegram_id), comes=comes
            )

    async def sends(self, number: int, telegram_id: int, stand_in: int) -> bool:
        async with self.house.database.transaction() as session:
            desk = self.house.desk(session)
            who, other = await _member(session, telegram_id), await _member(session, stand_in)
            return await answering.send_stand_in(desk, await _found(desk, number), who, other.id) is not None

    async def arrives(self) -> None:
        """Let everything that was said so far have arrived."""
        async with self.house.database.transaction() as session:
            for row in await session.scalars(select(Outgoing)):
                row.attempts, row.state = 1, SENT

    async def looks_at(self, moment: str) -> None:
        """Do at a moment what the clock does about meetings."""
        self.house.moment = at(moment)
        async with self.house.database.transaction() as session:
            due = await reminding.due_meetings(session, self.house.now())
        async with self.house.database.transaction() as session:
            for number in due:
                await reminding.remind(self.house.desk(session), number)
            await leading.ask_whether_held(self.house.desk(session))

    async def said(self, telegram_id: int) -> list[str]:
        """Give the first line of everything that was said to somebody about meetings."""
        rows = [row for row in await self.house.said(telegram_id) if (row.key or "").startswith("meeting:")]
        return [words_of(row).splitlines()[0] for row in rows]

    async def last_to(self, telegram_id: int) -> str:
        return words_of((await self.house.said(telegram_id))[-1])

    async def row(self, number: int = 1) -> Meeting:
        async with self.house.database.transaction() as session:
            return await session.get_one(Meeting, number)

    async def attendances(self, number: int = 1) -> Sequence[Attendance]:
        async with self.house.database.transaction() as session:
            return list(await session.scalars(select(Attendance).where(Attendance.meeting_id == number)))

    async def notices(self, telegram_id: int) -> list[tuple[str, str]]:
        """Give what somebody was reminded of, and when on the clock; what an evaluation asks besides is left out."""
        async with self.house.database.transaction() as session:
            rows = await session.scalars(
                select(MeetingNotice)
                .join(Member, Member.id == MeetingNotice.member_id)
                .where(Member.telegram_id == telegram_id, MeetingNotice.moment != BRING_IN)
                .order_by(MeetingNotice.id)
            )
            return [(row.moment, local(row.at).strftime("%d-%m %H:%M")) for row in rows]


def words_of(row: Outgoing) -> str:
    return str(row.params.get("text") or row.params.get("caption"))


async def _member(session: object, telegram_id: int) -> Member:
    found = await members.colleague(session, telegram_id)
    assert found is not None
    return found.member


async def _found(desk: Desk, number: int) -> Gathering:
    found = await gathering(desk, number)
    assert found is not None
    return found
