"""An update comes in, is stored before Telegram hears that we have it, and is handled in its own transaction."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

import structlog
from sqlalchemy.exc import OperationalError
from telegram import Chat, Update
from telegram.ext import CommandHandler

from bot import members, metrics, outbox, queries
from bot.context import Handling, Wegwijs, current_handling
from bot.database import Database, one_at_a_time
from bot.door import Door, Myself, has_number
from bot.gate import Gate
from bot.i18n import spoken
from bot.models import DONE, KEPT_BACK, SET_ASIDE, Incoming

log = structlog.get_logger()
WANTED = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
PAUSE_IN_TROUBLE = 1.0
CHATS_AT_ONCE = 8
"""More would only queue for the database, with the sender behind them."""


class HandlingError(Exception):
    """A handler raised: the update's transaction must leave nothing behind."""


class NoUpdateError(HandlingError):
    """Something that Telegram promises of every update is not there: trying again would not help."""


class Intake:
    """Stores updates and handles them: those of one chat in order, chats beside each other."""

    def __init__(
        self,
        database: Database,
        application: Wegwijs,
        *,
        wake: Callable[[], None],
        attempts: int = 3,
        a_minute: int = 60,
    ) -> None:
        self._database, self._application, self._wake = database, application, wake
        self._attempts = attempts
        services = application.bot_data["services"]
        self._door = Door(lambda words: services.router.rank(words).safety, _commands(application))
        self._gate = Gate(services, a_minute)
        self._chains: dict[int, asyncio.Task[None]] = {}
        self._news: set[int] = set()
        self._hands = asyncio.Semaphore(CHATS_AT_ONCE)
        self._stopping = False

    def _now(self) -> datetime:
        now: datetime = self._application.bot_data["services"].now()
        return now

    async def take_up(self, age: timedelta | None = None) -> None:
        """Go on with what waits to be handled; with what has waited at least so long, if given."""
        async with self._database.transaction() as session:
            chats = await queries.waiting_chats(session, None if age is None else self._now() - age)
        # Where this replica is at work it comes to all that waits: no need to look once more.
        for chat_id in chats - self._chains.keys():
            self._continue(chat_id)

    async def store(self, updates: Iterable[dict[str, Any]]) -> None:
        """Commit updates to the inbox, each once and without what identifies, and start handling them."""
        now, given = self._now(), list(updates)
        updates = [update for update in given if has_number(update)]
        if len(updates) < len(given):
            log.warning("no_update", without_number=len(given) - len(updates))
        me = Myself(self._application.bot.id, self._application.bot.username)
        # In a thread: a hundred messages keep the guard busy for a fifth of a second.
        let_in = await asyncio.to_thread(self._door.let_in, updates, me)
        rows = [
            {"update_id": kept["update_id"], "chat_id": chat_of(update), "payload": kept, "received_at": now}
            for update, kept in zip(updates, let_in, strict=True)
        ]
        async with self._database.transaction() as session:
            chats = await queries.store_updates(session, rows)
        for chat_id in chats:
            self._continue(chat_id)

    async def finish(self) -> None:
        """Wait until every update that was stored is handled or set aside, or the database is away."""
        self._stopping = True
        while self._chains:
            await asyncio.gather(*self._chains.values())

    def _continue(self, chat_id: int) -> None:
        self._news.add(chat_id)
        if chat_id not in self._chains:
            self._chains[chat_id] = asyncio.create_task(self._handle_chat(chat_id))

    async def _handle_chat(self, chat_id: int) -> None:
        try:
            while chat_id in self._news:
                await self._handle_waiting(chat_id)
        finally:
            del self._chains[chat_id]

    async def _handle_waiting(self, chat_id: int) -> None:
        try:
            more = True
            while more:
                async with self._hands:
                    # What is stored from here on may not be seen; what was told before is what is looked for now.
                    self._news.discard(chat_id)
                    more = await self._handle_next(chat_id)
        except OperationalError as error:
            # A database that is busy or away is no fault of an update: it is not counted as an attempt.
            await wait_for_database(error)
            if not self._stopping:
                self._news.add(chat_id)

    async def _handle_next(self, chat_id: int) -> bool:
        """Handle the oldest update of a chat that waits; tell whether another one does."""
        update_id, more = None, True
        try:
            # Another replica may be at work in this chat: what it said comes before what we say. The update is stored
            # for good, and what is said is sent by who waits for the disk: nothing is heard of what could be undone.
            async with self._database.redoable(f"chat {chat_id}") as session:
                waiting = await queries.next_updates(session, chat_id)
                if not waiting:
                    return False
                (update_id, payload), more = waiting[0], len(waiting) > 1
                handling = Handling(session, update_id, chat_id)
                with metrics.HANDLING.time():
                    await self._handle(handling, payload)
                state = KEPT_BACK if handling.kept_back else DONE
                await queries.handled(session, update_id, state, self._now())
            metrics.UPDATES.labels(state).inc()
        except HandlingError as failed:
            await self._failed(update_id, chat_id, failed)
            more = True
        self._wake()
        return more

    async def _handle(self, handling: Handling, payload: dict[str, Any]) -> None:
        token = current_handling.set(handling)
        try:
            update = self._read(payload)
            await _learn(handling, update)
            opened = self._gate.opened(payload)
            if opened is not None and opened is not payload:
                update = self._read(opened)
            if opened is None:
                self._gate.answer(handling, update, "dead_button")
            elif self._gate.admits(handling, update):
                await self._application.process_update(update)
            if update.callback_query and not handling.tap_answered:
                outbox.answer_tap(handling.session, update.callback_query.id, now=self._now())
            await handling.session.flush()
        except (OperationalError, NoUpdateError):
            raise
        except Exception as error:
            raise HandlingError from error
        finally:
            current_handling.reset(token)
        if isinstance(handling.failure, OperationalError):
            raise handling.failure
        if handling.failure is not None:
            raise HandlingError from handling.failure

    def _read(self, payload: dict[str, Any]) -> Update:
        try:
            return Update.de_json(payload, self._application.bot)
        except Exception as error:
            raise NoUpdateError from error

    async def _failed(self, update_id: int | None, chat_id: int, failed: HandlingError) -> None:
        code = token_hex(3).upper()
        async with self._database.transaction() as session:
            row = await session.get_one(Incoming, update_id)
            row.attempts += 1
            given_up = isinstance(failed, NoUpdateError) or row.attempts >= self._attempts
            if given_up:
                row.state, row.fault_code, row.handled_at = SET_ASIDE, code, self._now()
                await self._tell(Handling(session, row.update_id, chat_id), row.payload, code)
        metrics.UPDATES.labels("set_aside" if given_up else "failed").inc()
        log.error(
            "no_update" if isinstance(failed, NoUpdateError) else "update_failed",
            update=update_id,
            attempts=row.attempts,
            code=code,
            set_aside=given_up,
            error=type(failed.__cause__).__name__,
            where=_where(failed.__cause__),
        )

    async def _tell(self, handling: Handling, payload: dict[str, Any], code: str) -> None:
        """Give the person a code to ask about, in the chat the update came from, and let a tapped button go."""
        tapped = payload.get("callback_query")
        if isinstance(tapped, dict) and isinstance(tapped.get("id"), str):
            outbox.answer_tap(handling.session, tapped["id"], now=self._now())
        writes = next((payload[kind] for kind in ("message", "callback_query") if kind in payload), None)
        if not isinstance(writes, dict) or not isinstance(writes.get("from"), dict) or handling.chat_id == 0:
            return
        chosen = await queries.language_of(handling.session, writes["from"].get("id") or 0)
        language = chosen or spoken(writes["from"].get("language_code"))
        message = self._application.bot_data["services"].renderer.message("failed", language, code=code)
        outbox.say(handling.session, handling.chat_id, message, now=self._now())


async def wait_for_database(error: OperationalError) -> None:
    """Give the database a moment: it is busy or away."""
    log.warning("database_trouble", reason=type(error.orig).__name__)
    await asyncio.sleep(PAUSE_IN_TROUBLE)


async def _learn(handling: Handling, update: Update) -> None:
    """Learn who this is: the member, if it is one, and the language to answer in.

    What changes a school's matters is done one by one: two members who tap at once are told apart on every database.
    """
    person = update.effective_user
    if person is not None:
        handling.person_id = person.id
        chosen, handling.member = await members.known_as(handling.session, person.id)
        handling.language = chosen or spoken(person.language_code)
        if update.message and update.message.chat.type == Chat.PRIVATE:
            handling.typed = update.message.message_id
        if handling.member is not None:
            await one_at_a_time(handling.session, *(f"school {school.id}" for school in handling.member.schools))


def _commands(application: Wegwijs) -> frozenset[str]:
    """Give the commands that some handler takes."""
    handlers = [handler for group in application.handlers.values() for handler in group]
    return frozenset(name for one in handlers if isinstance(one, CommandHandler) for name in one.commands)


def chat_of(update: dict[str, Any]) -> int:
    """Give the chat whose order an update belongs to; what has no chat is ordered with its sender, or as 0."""
    for kind in WANTED:
        content = update.get(kind)
        if not isinstance(content, dict):
            continue
        holder = content.get("message") if kind == "callback_query" else content
        for place in (holder, content):
            for name in ("chat", "from"):
                found = place.get(name) if isinstance(place, dict) else None
                if isinstance(found, dict) and isinstance(found.get("id"), int):
                    return int(found["id"])
    return 0


def _where(error: BaseException | None) -> str:
    """Tell the file and line that raised, never the values."""
    trace = error.__traceback__ if error else None
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
