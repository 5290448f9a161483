"""Fetches updates from Telegram: an offset is only moved past what was committed."""

import asyncio
from typing import Any

import structlog
from sqlalchemy.exc import OperationalError
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot import queries
from bot.context import Wegwijs
from bot.database import Database
from bot.door import has_number
from bot.intake import WANTED, Intake, wait_for_database

log = structlog.get_logger()
BATCH = 100
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0


class Polling:
    """Long polling, by one program at a time."""

    def __init__(self, database: Database, application: Wegwijs, intake: Intake, seconds: int) -> None:
        self._database, self._application, self._intake = database, application, intake
        self._seconds = seconds
        self._fetching: asyncio.Task[list[dict[str, Any]]] | None = None
        self._stopping = False

    async def run(self) -> None:
        """Fetch and store updates until stopped; what was stored is handled before this ends."""
        async with self._database.transaction() as session:
            newest = await queries.newest_update(session)
        offset = None if newest is None else newest + 1
        while not self._stopping:
            self._fetching = asyncio.create_task(self._fetch_patiently(offset))
            await asyncio.wait({self._fetching})
            updates = [] if self._fetching.cancelled() else self._fetching.result()
            if updates and await self._stored(updates):
                offset = max((update["update_id"] + 1 for update in updates if has_number(update)), default=offset)
        await self._intake.finish()

    def stop(self) -> None:
        """Fetch no more; the wait for news is cut off, a transaction never is."""
        self._stopping = True
        if self._fetching:
            self._fetching.cancel()

    async def _stored(self, updates: list[dict[str, Any]]) -> bool:
        """Store updates; what the database cannot take now is fetched again, for it was not confirmed to Telegram."""
        try:
            await self._intake.store(updates)
        except OperationalError as error:
            await wait_for_database(error)
            return False
        return True

    async def _fetch_patiently(self, offset: int | None) -> list[dict[str, Any]]:
        pause = FIRST_PAUSE
        while True:
            try:
                return await self._fetch(offset)
            except InvalidToken:
                raise
            except TelegramError as error:
                wait = error.retry_after.total_seconds() if isinstance(error, RetryAfter) else pause  # type: ignore[union-attr]
                log.warning("fetching_failed", reason=type(error).__name__, seconds=wait)
                await asyncio.sleep(wait)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _fetch(self, offset: int | None) -> list[dict[str, Any]]:
        wanted: dict[str, Any] = {"timeout": self._seconds, "limit": BATCH, "allowed_updates": list(WANTED)}
        if offset is not None:
            wanted["offset"] = offset
        updates: list[dict[str, Any]] = await self._application.bot.do_api_request(
            "getUpdates",
            api_kwargs=wanted,
            read_timeout=self._seconds + 10,
        )
        return updates
