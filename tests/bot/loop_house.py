"""The use cases of the loop on a real database, at a moment the test chooses."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases.desk import Desk
from bot.cases.reading import Reading
from bot.cases.recording import Recorded, record
from bot.clock import Clock
from bot.database import Database
from bot.local_time import AMSTERDAM
from bot.models import Escalation, Member, Outgoing, School
from bot.render import Renderer
from knowledge.tables import knowledge

SCHOOL, CODE = "zeven_bruggen", "L3-017"
TUESDAY = datetime(2026, 11, 17, 10, tzinfo=AMSTERDAM)


@dataclass
class House:
    """A database with the made-up school, and a clock that the test moves."""

    database: Database
    moment: datetime = TUESDAY
    renderer: Renderer = field(default_factory=lambda: Renderer(knowledge(), "WegwijsDemoBot"))
    _clock: Clock | None = None

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)

    def goes_to(self, day: int, month: int, hour: int = 10, *, year: int = 2026) -> None:
        self.moment = datetime(year, month, day, hour, tzinfo=AMSTERDAM)

    def desk(self, session: AsyncSession) -> Desk:
        return Desk(session, self.renderer, self.now())

    async def logs(self, *readings: Reading, role: str = "mentor") -> Recorded:
        """Log signals one after the other; give what came of the last."""
        async with self.database.transaction() as session:
            member = (await session.scalars(select(Member).where(Member.role == role))).first()
            school = await session.get_one(School, SCHOOL)
            for reading in readings:
                recorded = await record(self.desk(session), reading, member, school)
        return recorded

    async def looks(self) -> None:
        """Let the clock look once."""
        self._clock = self._clock or Clock(self.database, self.renderer, now=self.now, wake=lambda: None)
        await self._clock.look()

    async def cases(self) -> list[Escalation]:
        async with self.database.transaction() as session:
            return list(await session.scalars(select(Escalation).order_by(Escalation.id)))

    async def said(self, telegram_id: int | None = None) -> list[Outgoing]:
        async with self.database.transaction() as session:
            rows = await session.scalars(select(Outgoing).order_by(Outgoing.id))
            return [row for row in rows if telegram_id in {None, row.chat_id}]

    async def change(self, model: Any, number: object, **values: object) -> None:
        async with self.database.transaction() as session:
            row = await session.get_one(model, number)
            for name, value in values.items():
                setattr(row, name, value)


def ill_on(day: str, code: str = CODE) -> Reading:
    return Reading("sick", code, start=date.fromisoformat(day), end=date.fromisoformat(day))


def absent(day: str, hours: str, code: str = CODE) -> Reading:
    return Reading("unexcused", code, start=date.fromisoformat(day), hours=Decimal(hours))


def worry(what: str, code: str = CODE) -> Reading:
    return Reading("concern", code, what=what)


OFTEN_ILL = tuple(ill_on(day) for day in ("2026-10-05", "2026-11-02", "2026-11-09", "2026-11-16"))
