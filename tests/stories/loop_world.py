"""A world whose clock is moved by the story."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from upgraded import upgraded_file
from world import World

from bot.app import run
from bot.audit import audit
from bot.demo.run import Place, made_up_school, settings_for
from bot.demo.seed import seed_database
from bot.models import Escalation, EscalationStep, Member, Signal

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=AMSTERDAM)
"""A school day on which everybody in the made-up school works, the jeugdarts too."""
LOOKS_EVERY = 0.05


class LoopWorld(World):
    """The made-up school, at a moment the story chooses."""

    moment: datetime = TUESDAY

    def now(self) -> datetime:
        """Give the moment of the story: time only goes on when the story says so."""
        return self.moment.astimezone(UTC)

    def goes_to(self, day: int, month: int, hour: int = 10, *, year: int = 2026, minute: int = 0) -> None:
        self.moment = datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)

    def waits(self, **passed: float) -> None:
        self.moment += timedelta(**passed)

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
    standin = made_up_school(place)
    await standin.start()
    settings = settings_for(standin, place).model_copy(update={"clock_seconds": LOOKS_EVERY})
    world = LoopWorld(standin.url, settings, place.clock)
    if not (home / "wegwijs.db").exists():
        upgraded_file(home / "wegwijs.db")
    await seed_database(settings, world.now())
    ready = asyncio.Event()
    running = asyncio.create_task(run(settings, ready=ready.set, now=world.now))
    await asyncio.wait([running, asyncio.create_task(ready.wait())], return_when=asyncio.FIRST_COMPLETED)
    try:
        yield world
        await world.must_be_unharmed()
        assert await world.faults() == []
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await world.close()
        await standin.stop()
