"""Keeps the metrics up to date with what is counted in the database."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import structlog
from sqlalchemy.exc import DBAPIError

from bot import metrics
from bot.database import Database
from bot.health import health

log = structlog.get_logger()
EVERY = 10.0


class Measuring:
    """Counts every few seconds, at each replica that shows metrics."""

    def __init__(self, database: Database, *, now: Callable[[], datetime], leads: Callable[[], bool]) -> None:
        self._database, self._now, self._leads = database, now, leads
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Count until stopped."""
        while not self._stop.is_set():
            try:
                await self.count()
            except DBAPIError as error:
                log.warning("database_trouble", reason=type(error.orig).__name__)
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY):
                    await self._stop.wait()

    def stop(self) -> None:
        """Count no more."""
        self._stop.set()

    async def count(self) -> None:
        """Count once."""
        now = self._now()
        async with self._database.transaction() as session:
            found = await health(session, now)
        metrics.INBOX_WAITING.set(found.inbox.count)
        metrics.INBOX_LAG.set(found.inbox.seconds(now))
        metrics.OUTBOX_WAITING.set(found.outbox.count)
        metrics.OUTBOX_LAG.set(found.outbox.seconds(now))
        metrics.SET_ASIDE.set(found.set_aside)
        metrics.OPEN_CASES.set(found.open_cases)
        metrics.LEADING.set(self._leads())
