"""The repeating work: once a minute it asks the database what is due, and what is due is done once."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import select

from bot import yearly
from bot.audit import audit
from bot.cases import waiting
from bot.cases.desk import Desk
from bot.database import Database
from bot.local_time import local_day
from bot.models import School
from bot.render import Renderer

log = structlog.get_logger()
AUDIT_EVERY = timedelta(minutes=5)


class Clock:
    """Does what is due. A reminder is a question to the database, not a job: nothing is lost by a restart."""

    def __init__(
        self, database: Database, renderer: Renderer, *, now: Callable[[], datetime], wake: Callable[[], None]
    ) -> None:
        self._database, self._renderer, self._now, self._wake = database, renderer, now, wake
        self._judged: dict[str, date] = {}
        self._audited: datetime | None = None
        self._stop = asyncio.Event()

    async def run(self, seconds: float) -> None:
        """Look every so many seconds until stopped; a transaction is never cut off."""
        while not self._stop.is_set():
            try:
                await self.look()
            except Exception:  # one bad look must not end all later ones
                log.exception("clock_failed")
            self._wake()
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._stop.wait()

    def stop(self) -> None:
        """Start nothing more."""
        self._stop.set()

    async def look(self) -> None:
        """Do all that is due now, each case in a transaction of its own."""
        now = self._now()
        await self._judge_anew(now)
        async with self._database.transaction() as session:
            due = await waiting.due_cases(session, now)
        for case_id in due:
            async with self._database.transaction() as session:
                await waiting.move_on(Desk(session, self._renderer, now), case_id)
        async with self._database.transaction() as session:
            desk = Desk(session, self._renderer, now)
            await waiting.count_down(desk)
            await waiting.remind_agreements(desk)
            await waiting.forget_drafts(session, now)
            await yearly.ask(desk)
        await self._audit(now)

    async def _judge_anew(self, now: datetime) -> None:
        """Judge once a day, when school has begun: a sick spell that goes on reaches its limit without a message."""
        async with self._database.transaction() as session:
            schools = list(await session.scalars(select(School).order_by(School.id)))
        for school in schools:
            today = local_day(now)
            if self._judged.get(school.id) == today or not waiting.day_has_begun(school, now):
                continue
            async with self._database.transaction() as session:
                await waiting.judge_anew(Desk(session, self._renderer, now), school)
            self._judged[school.id] = today

    async def _audit(self, now: datetime) -> None:
        if self._audited is not None and now - self._audited < AUDIT_EVERY:
            return
        async with self._database.transaction() as session:
            faults = await audit(session, now)
        for fault in faults:
            log.error("case_without_future", fault=fault)
        self._audited = now
