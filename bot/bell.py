"""Tells the sender that something was written down, also when another replica wrote it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.database import Database

log = structlog.get_logger()
CHANNEL = "wegwijs_outbox"
PAUSE_IN_TROUBLE = 1.0


def _nobody() -> None:
    """Nobody sends here: another replica leads."""


def _elsewhere() -> bool:
    """Tell that somebody may send elsewhere."""
    return False


class Bell:
    """Rings in this process, and over PostgreSQL in the others."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._hear: Callable[[], None] = _nobody
        self._only_here: Callable[[], bool] = _elsewhere
        self._rung = asyncio.Event()
        self._stop = asyncio.Event()

    def rings(self, hear: Callable[[], None], *, only_here: Callable[[], bool] = _elsewhere) -> None:
        """Let `hear` be called from now on, in the place of who heard it before; `only_here` tells who leads.

        Who leads later begins by looking what there is, so nobody elsewhere need be told while this replica does.
        """
        self._hear, self._only_here = hear, only_here

    def ring(self) -> None:
        """Tell everybody who may send; the replicas elsewhere hear it a moment later."""
        self._hear()
        if not self._only_here():
            self._rung.set()

    async def run(self) -> None:
        """Carry rings between the replicas until stopped; a process on its own has none to carry."""
        if not self._database.shared:
            await self._stop.wait()
            return
        carrying = [asyncio.create_task(self._pass_on()), asyncio.create_task(self._listen())]
        try:
            await asyncio.gather(*carrying)
        finally:
            self.stop()
            await asyncio.wait(carrying)

    def stop(self) -> None:
        """Carry no more."""
        self._stop.set()
        self._rung.set()

    async def _pass_on(self) -> None:
        """Tell the others; what rings in the meantime is told as one."""
        while not self._stop.is_set():
            await self._rung.wait()
            self._rung.clear()
            try:
                async with self._database.transaction() as session:
                    await session.execute(text(f"NOTIFY {CHANNEL}"))
            except DBAPIError as error:
                # The leader looks by itself as well, only later.
                await self._pause(error)

    async def _listen(self) -> None:
        import psycopg  # noqa: PLC0415  # only where replicas share a PostgreSQL

        address = self._database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while not self._stop.is_set():
            try:
                async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    # What was written down while nobody listened.
                    self._hear()
                    while not self._stop.is_set():
                        async for _ in connection.notifies(timeout=PAUSE_IN_TROUBLE, stop_after=1):
                            self._hear()
            except psycopg.Error as error:
                await self._pause(error)

    async def _pause(self, error: Exception) -> None:
        log.warning("database_trouble", reason=type(error).__name__)
        with suppress(TimeoutError):
            async with asyncio.timeout(PAUSE_IN_TROUBLE):
                await self._stop.wait()
