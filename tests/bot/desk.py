"""Where a test writes down what must be said, with the sender running on it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from fake_telegram import FakeApi
from sqlalchemy import select

from bot import outbox
from bot.buttons import Buttons
from bot.database import Database
from bot.message import Button, Message
from bot.models import WAITING, Outgoing, Person
from bot.outbox import When
from bot.outbox.sender import Sender
from bot.queries import IN_FLIGHT

ANNE, BAS = 1, 2
BUTTONS = Buttons("99:made-up")
GROUP = -100
PATIENCE = 5.0


class Clock:
    """Tells the time that the test says it is."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Desk:
    """Writes down what must be said and runs the sender on it."""

    def __init__(self, database: Database, api: FakeApi, clock: Clock) -> None:
        self._database, self.api, self.clock = database, api, clock

    def sender(self) -> Sender:
        return Sender(self._database, self.api, now=self.clock, draw=_drawn, buttons=BUTTONS)

    async def write(self, chat_id: int, *texts: str) -> None:
        """Write down messages for a chat."""
        async with self._database.transaction() as session:
            for text in texts:
                outbox.say(session, chat_id, Message(text), now=self.clock())

    async def write_once(self, chat_id: int, message: Message, when: When) -> None:
        """Write down something that is said once, in its time."""
        async with self._database.transaction() as session:
            await outbox.say_once(session, chat_id, message, key=message.text, now=self.clock(), when=when)

    async def change(self, chat_id: int, *texts: str) -> None:
        """Write down changes of a message: these need not wait a second for each other."""
        async with self._database.transaction() as session:
            for text in texts:
                outbox.replace(session, chat_id, 5, Message(text, ((Button("Verder", "hulp"),),)), now=self.clock())

    async def take_away(self, chat_id: int, message_id: int) -> None:
        """Delete a message, or say that it stays."""
        async with self._database.transaction() as session:
            outbox.take_away(session, chat_id, message_id, otherwise=Message("blijft staan"), now=self.clock())

    async def rows(self) -> list[Outgoing]:
        async with self._database.transaction() as session:
            return list(await session.scalars(select(Outgoing).order_by(Outgoing.id)))

    async def outcomes(self) -> list[tuple[str, str | None]]:
        return [(row.state, row.outcome) for row in await self.rows()]

    async def until(self, *, settled: int) -> None:
        """Wait until this many rows no longer wait."""
        await self._eventually(lambda rows: sum(row.state != WAITING for row in rows) >= settled)

    async def until_back(self) -> None:
        """Wait until what was tried is written down to wait until later."""
        await self._eventually(lambda rows: any(row.not_before > self.clock() for row in rows))

    async def _eventually(self, so: Callable[[list[Outgoing]], bool]) -> None:
        # A time limit would cut off a transaction half-way, after which the connection waits for ever.
        until = time.monotonic() + PATIENCE
        while not so(rows := await self.rows()):
            assert time.monotonic() < until, [(row.id, row.state, row.outcome) for row in rows]
            await asyncio.sleep(0.01)

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[Sender]:
        sender = self.sender()
        task = asyncio.create_task(sender.run())
        try:
            yield sender
        finally:
            self.api.lets_go()
            sender.stop()
            await task

    async def left_in_flight(self) -> None:
        """Leave every waiting row as a program that died while sending it leaves it."""
        async with self._database.transaction() as session:
            for row in await session.scalars(select(Outgoing)):
                row.outcome, row.attempts = IN_FLIGHT, 1

    async def reachable(self, chat_id: int) -> bool | None:
        async with self._database.transaction() as session:
            return await session.scalar(select(Person.reachable).where(Person.telegram_id == chat_id))


async def _drawn(picture: dict[str, str]) -> bytes:
    if picture["name"] != "route_map":
        raise LookupError(picture["name"])
    return b"\x89PNG\r\n\x1a\n"
