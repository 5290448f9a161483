"""A whole world: the stand-in for Telegram, the real bot, and phones that do over HTTP what the chat page does."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, time
from pathlib import Path
from typing import Any

import httpx
from keys import KEY
from phone import News, Phone, Seen
from sqlalchemy import select
from upgraded import upgraded_file

from bot.app import run
from bot.config import Settings
from bot.database import Database
from bot.demo.clockwork import DemoClock, at_school
from bot.demo.run import Place, made_up_school, settings_for
from bot.demo.seed import seed_database
from bot.keyring import write_key
from bot.local_time import AMSTERDAM, local_day
from bot.models import REFUSED, SET_ASIDE, EditorQuestion, Incoming, Outgoing

CHATS = {"mentor": 701, "coordinator": 702, "brug": 703, "jeugdarts": 704, "leerplicht": 705, "jongerenwerker": 706}
GROUP = -1002000000001
BOT = "WegwijsDemoBot"
__all__ = ["BOT", "CHATS", "GROUP", "Phone", "Seen", "World", "running_world"]


class World:
    """The stand-in, seen from outside, and the bot's database."""

    def __init__(self, url: str, settings: Settings, clock: DemoClock) -> None:
        self.url, self.settings, self.clock = url, settings, clock
        self._replicas: list[asyncio.Task[None]] = []
        self._web = httpx.AsyncClient(base_url=url, timeout=20, verify=False)
        self._news = News()
        self._listening = asyncio.create_task(self._news.listen(self._web))
        self.database = Database.of(settings)
        self.may_set_aside = 0
        self.may_refuse: Sequence[str] = ("too_late",)

    def now(self) -> datetime:
        """Give the moment it is in this world: one on which people are at school."""
        return self.clock.now()

    async def rest(self, seconds: float) -> None:
        """Let the clock of this world wait."""
        await self.clock.rest(seconds)

    def phone(self, persona: str, *, group: bool = False) -> Phone:
        return Phone(self._web, self._news, persona, GROUP if group else CHATS[persona])

    async def fault(self, **fault: Any) -> None:
        """Let the next matching Bot API request fail."""
        (await self._web.post("/api/fault", json=fault)).raise_for_status()

    async def bytes_of(self, url: str) -> bytes:
        """Give a file that somebody sees in a chat."""
        return (await self._web.get(url)).raise_for_status().content

    async def requests(self, method: str) -> list[dict[str, Any]]:
        """Give the parameters of each Bot API request of one method."""
        told = (await self._web.get("/api/requests")).raise_for_status().json()
        return [request["params"] for request in told if request["method"] == method]

    async def file(self, url: str) -> Any:
        """Open a JSON file that was sent."""
        return (await self._web.get(url)).raise_for_status().json()

    async def editor_questions(self) -> list[EditorQuestion]:
        async with self.database.transaction() as session:
            return list(await session.scalars(select(EditorQuestion).order_by(EditorQuestion.id)))

    async def must_be_unharmed(self) -> None:
        """No update was set aside and Telegram refused nothing, but for what the story expects."""
        async with self.database.transaction() as session:
            aside = list(await session.scalars(select(Incoming.update_id).where(Incoming.state == SET_ASIDE)))
            refused = list(await session.scalars(select(Outgoing).where(Outgoing.state == REFUSED)))
        assert len(aside) == self.may_set_aside
        assert [(row.method, row.outcome) for row in refused if row.outcome not in self.may_refuse] == []

    async def starts_a_replica(self, **changed: object) -> None:
        """Start the bot, or one more of it; `changed` are its settings that differ from this world's."""
        ready = asyncio.Event()
        settings = self.settings.model_copy(update=changed)
        running = asyncio.create_task(run(settings, ready=ready.set, now=self.now, rest=self.rest))
        await asyncio.wait([running, asyncio.create_task(ready.wait())], return_when=asyncio.FIRST_COMPLETED)
        self._replicas.append(running)

    async def stops_the_first_replica(self) -> None:
        """Ask the replica that was started first to stop, and wait until it has."""
        first = self._replicas.pop(0)
        first.cancel()
        with suppress(asyncio.CancelledError):
            await first

    async def close(self) -> None:
        while self._replicas:
            await self.stops_the_first_replica()
        self._listening.cancel()
        with suppress(asyncio.CancelledError):
            await self._listening
        await self._web.aclose()
        await self.database.close()


def school_at(home: Path, now: datetime) -> None:
    """Put the made-up school there as it was on that day, under the key of all tests, unless it is there already."""
    if not (home / "key").exists():
        write_key(home / "key", KEY)
        upgraded_file(home / "wegwijs.db", datetime.combine(local_day(now), time(12), AMSTERDAM))


@asynccontextmanager
async def running_world(home: Path, **changed: object) -> AsyncIterator[World]:
    """The made-up school with the bot running; at the end nothing may have been set aside or refused.

    `changed` are settings that are to be different from the demo's.
    """
    place = Place(home)
    place.clock.to(at_school(place.clock.now()))
    school_at(home, place.clock.now())
    standin = made_up_school(place)
    await standin.start()
    settings = settings_for(standin, place).model_copy(update={"clock_seconds": 60, **changed})
    world = World(standin.url, settings, place.clock)
    if changed.get("database_url"):
        await seed_database(settings, world.now())
    try:
        await world.starts_a_replica()
        yield world
        await world.must_be_unharmed()
    finally:
        await world.close()
        await standin.stop()
