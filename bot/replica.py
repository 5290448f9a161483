"""One of the programs that share the work: all handle updates, one of them fetches, sends and watches the clock."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy.exc import DBAPIError

from bot.database import Database
from bot.intake import Intake
from bot.lease import RENEWED_EVERY, Leadership

log = structlog.get_logger()
LEFT_BEHIND = timedelta(seconds=2)


class Work(Protocol):
    """Something only the leading replica does."""

    def run(self) -> Coroutine[Any, Any, None]:
        """Work until stopped."""

    def stop(self) -> None:
        """Start nothing more."""


async def together(works: Sequence[Work]) -> None:
    """Work until one ends or this is cancelled; then all are stopped, each having finished before the next is."""
    running = {asyncio.create_task(work.run()): work for work in works}
    try:
        # Waiting, unlike gathering, leaves them running when this task is cancelled.
        await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task, work in running.items():
            work.stop()
            await asyncio.wait({task})
    for task in running:
        task.result()


class Replica:
    """Keeps trying to lead, and picks up updates that a replica which died has left."""

    def __init__(self, database: Database, intake: Intake, *, lead: Callable[[], list[Work]]) -> None:
        self._database, self._intake, self._lead = database, intake, lead
        self._leadership = Leadership(database)
        self._leading: dict[asyncio.Task[None], Work] = {}
        self._stop = asyncio.Event()

    @property
    def leads(self) -> bool:
        """Tell whether this replica fetches, sends and watches the clock."""
        return bool(self._leading)

    @property
    def holds_the_lead(self) -> bool:
        """Tell whether no other replica can lead at this moment."""
        return self._leadership.held

    async def run(self) -> None:
        """Do a replica's part until stopped; what was taken in hand is finished, and the lead is given back."""
        await self._intake.take_up()
        try:
            while not self._stop.is_set():
                await self._look()
                stopping = asyncio.create_task(self._stop.wait())
                await asyncio.wait({stopping, *self._leading}, timeout=RENEWED_EVERY, return_when="FIRST_COMPLETED")
                stopping.cancel()
                for task in self._leading:
                    if task.done():
                        task.result()
        finally:
            await self._step_down()
            await self._leadership.give_back()

    def stop(self) -> None:
        """Start nothing more."""
        self._stop.set()

    async def _look(self) -> None:
        try:
            held = await self._leadership.take()
            if self._database.shared:
                await self._intake.take_up(LEFT_BEHIND)
        except DBAPIError as error:
            held = self._leadership.held
            log.warning("database_trouble", reason=type(error.orig).__name__)
        if held and not self._leading:
            log.info("leading")
            self._leading = {asyncio.create_task(work.run()): work for work in self._lead()}
        elif not held and self._leading:
            log.warning("lead_lost")
            await self._step_down()

    async def _step_down(self) -> None:
        """Stop what only the leader does, in its order: nothing new comes in before what came in is said."""
        while self._leading:
            task, work = next(iter(self._leading.items()))
            work.stop()
            await asyncio.wait({task})
            del self._leading[task]
