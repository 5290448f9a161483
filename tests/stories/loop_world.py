"""A world whose clock is moved by the story."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from world import World, school_at

from bot.audit import audit
from bot.config import Settings
from bot.demo.clockwork import DemoClock
from bot.demo.run import Place, made_up_school, settings_for
from bot.models import WAITING, Escalation, EscalationStep, Member, Outgoing, Signal

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=AMSTERDAM)
"""A school day on which everybody in the made-up school works, the jeugdarts too."""


class LoopWorld(World):
    """The made-up school, at a moment the story chooses."""

    moment: datetime = TUESDAY

    def __init__(self, url: str, settings: Settings, clock: DemoClock) -> None:
        super().__init__(url, settings, clock)
        self._moved, self._looked = asyncio.Event(), asyncio.Event()

    def now(self) -> datetime:
        """Give the moment of the story: time only goes on when the story says so."""
        return self.moment.astimezone(UTC)

    def goes_to(self, day: int, month: int, hour: int = 10, *, year: int = 2026, minute: int = 0) -> None:
        self.moment = datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)
        self._moved.set()

    async def goes_on_to(self, day: int, month: int, hour: int, *, minute: int = 0) -> None:
        """Go to another moment when all that was due before it is said."""
        await self.looks()
        self.goes_to(day, month, hour, minute=minute)

    def waits(self, **passed: float) -> None:
        self.moment += timedelta(**passed)
        self._moved.set()

    async def rest(self, seconds: float) -> None:
        """Let the clock wait until the story goes to another moment: until then nothing more is due."""
        self._looked.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._moved.wait()
        self._moved.clear()
        self._looked.clear()

    async def looks(self) -> None:
        """Let the clock look once more, and see that it has and that all is said."""
        await self._looked.wait()
        self._looked.clear()
        self._moved.set()
        await self._looked.wait()
        due = select(Outgoing.id).where(Outgoing.state == WAITING, Outgoing.not_before <= self.now())
        while True:
            async with self.database.transaction() as session:
                if (await session.scalars(due)).first() is None:
                    return
            await asyncio.sleep(0.02)

    async def was_ill(self, code: str, *days: str) -> None:
        """Let the mentor have logged a day of illness on each of these days."""
        async with self.database.transaction() as session:
            mentor = await session.scalar(select(Member.id).where(Member.role == "mentor"))
            for day in days:
                event = {"kind": "sick", "first_day": day, "last_day": day}
                session.add(
                    Signal(
                        school_id="zeven_bruggen",
                        code=code,
                        event=event,
                        last_day=date.fromisoformat(day),
                        logged_by=mentor,
                        logged_at=self.now(),
                    )
                )

    async def cases(self) -> list[Escalation]:
        async with self.database.transaction() as session:
            return list(await session.scalars(select(Escalation).order_by(Escalation.id)))

    async def case(self) -> Escalation:
        (only,) = await self.cases()
        return only

    async def steps(self) -> list[str]:
        async with self.database.transaction() as session:
            return list(await session.scalars(select(EscalationStep.what).order_by(EscalationStep.id)))

    async def signals(self) -> list[Signal]:
        async with self.database.transaction() as session:
            return list(await session.scalars(select(Signal).order_by(Signal.id)))

    async def faults(self) -> list[str]:
        async with self.database.transaction() as session:
            return await audit(session, self.now())


@asynccontextmanager
async def loop_world(home: Path) -> AsyncIterator[LoopWorld]:
    """Run the made-up school, again where it ran before; at the end nothing may have been set aside or lie idle."""
    place = Place(home)
    school_at(home, TUESDAY)
    standin = made_up_school(place)
    await standin.start()
    settings = settings_for(standin, place).model_copy(update={"clock_seconds": 60})
    world = LoopWorld(standin.url, settings, place.clock)
    try:
        await world.starts_a_replica()
        yield world
        await world.must_be_unharmed()
        assert await world.faults() == []
    finally:
        await world.close()
        await standin.stop()
