"""The one sender: takes what is written down, paces it, sends it, and has the outcome of each recorded."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import InputFile
from telegram.error import TelegramError

from bot import metrics, queries
from bot.buttons import Buttons
from bot.database import Database
from bot.message import CAPTION_UNITS, FILE, TEXT_UNITS, utf16_units
from bot.outbox import OTHERWISE
from bot.outbox.outcomes import Landed, record
from bot.outbox.pacing import Pacing
from bot.queries import Due

log = structlog.get_logger()
AT_ONCE = 8
"""Requests in flight: enough for thirty a second where each takes a quarter of one, and at most so many are in doubt
after a crash.
"""
IDLE = timedelta(seconds=30)
SHORTEST_PAUSE = 0.01
PAUSE_IN_TROUBLE = LONGEST_UNTIL_LANDING = 1.0
DOUBT_MARK = "\n\n<i>ref. {reference}</i>"


class Api(Protocol):
    """The part of the library's bot that the sender needs."""

    async def do_api_request(self, endpoint: str, api_kwargs: dict[str, Any] | None = None) -> Any:
        """Make one Bot API request."""


class Sender:
    """Sends the outbox. At least once: what was in flight when the program died is sent again with a reference.

    It works in turns of one transaction each: what landed is recorded and what may go is claimed. While a turn is
    being committed more lands, so that under load a turn serves many at once.
    """

    def __init__(
        self,
        database: Database,
        api: Api,
        *,
        now: Callable[[], datetime],
        draw: Callable[[dict[str, str]], Awaitable[bytes]],
        buttons: Buttons,
        pacing: Pacing | None = None,
    ) -> None:
        self._database, self._api, self._now, self._draw = database, api, now, draw
        self._buttons, self._pacing = buttons, pacing or Pacing()
        self._news = asyncio.Event()
        self._stopping = False
        self._held: dict[int, float] = {}
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._landed: list[Landed] = []

    def wake(self) -> None:
        """Tell that something was written down."""
        self._news.set()

    async def run(self) -> None:
        """Send until stopped; what is in flight is then finished first.

        Stop it with `stop`, not by cancelling: a transaction that is cut off half-way leaves its connection waiting.
        """
        while not self._stopping:
            self._news.clear()
            try:
                pause = await self._turn()
            except OperationalError as error:
                log.warning("database_trouble", reason=type(error.orig).__name__)
                pause = PAUSE_IN_TROUBLE
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._news.wait()
        await self._finish()

    def stop(self) -> None:
        """Start nothing more."""
        self._stopping = True
        self.wake()

    async def _turn(self) -> float:
        """Record what landed and start what may go now; give the seconds until something else may."""
        try:
            return await self._record_and_start()
        except OperationalError:
            raise
        except Exception:
            if not self._landed:
                raise
            await self._record_apart()
            return SHORTEST_PAUSE

    async def _record_and_start(self) -> float:
        now, landed = self._now(), list(self._landed)
        flying = self._flying.keys() - {one.due.id for one in landed}
        if len(flying) == AT_ONCE:
            # Until one of them lands there is nothing to do.
            return IDLE.total_seconds()
        async with self._database.transaction() as session:
            recorded = await record(session, landed, now)
            claimed, pause = await self._claim(session, now, flying)
        self._let_go(recorded, len(landed))
        for one in claimed:
            self._flying[one.id] = asyncio.create_task(self._send(one))
        return max(pause, SHORTEST_PAUSE)

    def _let_go(self, recorded: Iterable[tuple[str, str]], count: int) -> None:
        """Forget the first of what landed: it is committed."""
        for one in self._landed[:count]:
            del self._flying[one.due.id]
        del self._landed[:count]
        for method, outcome in recorded:
            metrics.SENDS.labels(method, outcome).inc()

    async def _record_apart(self) -> None:
        """Record what landed one by one, so that one whose outcome cannot be recorded does not hold up the others."""
        for one in list(self._landed):
            try:
                await self._record_one(one)
            except OperationalError:
                raise
            except Exception as error:  # noqa: BLE001  # whatever breaks on one message, the others go on
                log.error("recording_broke", row=one.due.id, error=type(error).__name__)  # noqa: TRY400
                await self._record_one(one._replace(outcome=error))

    async def _record_one(self, landed: Landed) -> None:
        async with self._database.transaction() as session:
            recorded = await record(session, [landed], self._now())
        self._let_go(recorded, 1)

    async def _finish(self) -> None:
        """Let what is in flight land; what is not recorded then is said again, with a reference."""
        for landing in asyncio.as_completed(list(self._flying.values())):
            await landing
            try:
                await self._record_apart()
            except OperationalError as error:
                log.warning("database_trouble", reason=type(error.orig).__name__)

    async def _claim(self, session: AsyncSession, now: datetime, flying: Collection[int]) -> tuple[list[Due], float]:
        """Write down what is sent now; give the seconds until something else may be."""
        free, held = AT_ONCE - len(flying), self._still_held()
        # Twice as much as there is room for: some of it may have to wait.
        due = await queries.due_to_send(session, now, 2 * free, leave_out=held, flying=flying)
        too_late = [one for one in due if one.not_after is not None and now >= one.not_after]
        claimed, pause = self._choose([one for one in due if one not in too_late], free)
        if held:
            pause = min(pause, min(held.values()) - self._pacing.now())
        if too_late:
            await queries.expire(session, too_late, now)
            # What was behind them may go now.
            pause = SHORTEST_PAUSE
        if claimed:
            # What lands wakes us, most often long before this.
            claimed = await queries.claim(session, claimed)
            pause = min(pause, LONGEST_UNTIL_LANDING)
        elif later := await queries.next_send_moment(session, now):
            pause = min(pause, (later - now).total_seconds())
        return claimed, pause

    def _choose(self, due: Iterable[Due], free: int) -> tuple[list[Due], float]:
        """Choose what may go now; give the shortest wait of the others."""
        clock, pause = self._pacing.now(), IDLE.total_seconds()
        chosen: list[Due] = []
        for one in due:
            wait = self._pacing.wait(one.chat_id, one.method, clock)
            if wait > 0:
                self._hold(one, clock + wait)
                pause = min(pause, wait)
            elif len(chosen) < free:
                self._pacing.sent(one.chat_id, one.method, clock)
                chosen.append(one)
        return chosen, pause

    def _hold(self, due: Due, until: float) -> None:
        """Leave a chat out until it may be spoken to again, so that others do not queue behind it."""
        if due.chat_id is not None:
            self._held[due.chat_id] = until

    def _still_held(self) -> dict[int, float]:
        clock = self._pacing.now()
        self._held = {chat_id: until for chat_id, until in self._held.items() if until > clock}
        return self._held

    async def _send(self, row: Due) -> None:
        doubtful = row.outcome == queries.IN_FLIGHT
        outcome: dict[str, Any] | bool | Exception
        try:
            outcome = await self._try(row, doubtful=doubtful)
        except Exception as error:  # noqa: BLE001  # whatever breaks on one message, the others go on
            # Its words may hold what was to be said: only its kind is logged.
            log.error("sending_broke", row=row.id, method=row.method, error=type(error).__name__)  # noqa: TRY400
            outcome, doubtful = error, True
        self._landed.append(Landed(row, outcome, doubtful))
        self.wake()

    async def _try(self, row: Due, *, doubtful: bool) -> dict[str, Any] | bool | TelegramError:
        params = {name: value for name, value in row.params.items() if name != OTHERWISE}
        if row.chat_id is not None:
            params = self._buttons.bound(params, row.chat_id)
        # What is done twice without anybody seeing it twice, such as an edit, needs no mark.
        if doubtful and row.method.startswith("send"):
            _add_reference(params, row)
        if row.picture:
            content = await self._draw(row.picture)
            name = row.picture.get(FILE)
            params["document" if name else "photo"] = InputFile(content, name or f"{row.picture['name']}.png")
        try:
            return await self._api.do_api_request(row.method, api_kwargs=params)  # type: ignore[no-any-return]
        except TelegramError as error:
            return error


def _add_reference(params: dict[str, Any], row: Due) -> None:
    """Add a reference to what may be said twice, where there is room for it."""
    said, limit = ("caption", CAPTION_UNITS) if row.picture else ("text", TEXT_UNITS)
    marked = params[said] + DOUBT_MARK.format(reference=f"{row.id:X}")
    if utf16_units(marked) <= limit:
        params[said] = marked
