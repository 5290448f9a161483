"""Hostile updates before the office: what each becomes, what is said on it, and what the logs tell."""

import logging
import re
from collections import Counter
from reprlib import Repr
from typing import Any

from hostile import CANARY, Hostile, Known
from office import Office
from promised import Raw, has_a_number, is_an_update
from sqlalchemy import select
from structlog.testing import capture_logs
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.clock import Clock
from bot.demo.backend import Backend
from bot.demo.botapi import BotApi
from bot.demo.errors import BotApiError
from bot.demo.params import Params
from bot.demo.people import BotIdentity, People, Persona
from bot.demo.store import Store
from bot.demo.transcript import Transcript
from bot.models import DONE, KEPT_BACK, SET_ASIDE, Incoming, Member, Outgoing

READER = 701
EXPECTED_IN_LOGS = {"no_update"}
CLOCK_LOOKS_EVERY = 10
MINUTES_A_BATCH = 7
SHORT = Repr()
SHORT.maxlevel, SHORT.maxdict, SHORT.maxstring, SHORT.maxlist = 6, 30, 400, 20
VERB = re.compile(r"\^(.*)\(:\|\$\)")


class Siege:
    """Lets the office take hostile updates in batches; `faults` lists all that went otherwise than it must."""

    def __init__(self, office: Office, seed: object) -> None:
        self._office, self._seed = office, seed
        self.faults: list[str] = []
        self.outcomes: Counter[str] = Counter()
        self._last_said = 0
        self._batches = 0
        self._hostile: Hostile | None = None
        people = People(BotIdentity("1:x", "x", "x"), [Persona("reader", READER, "x", "x", "nl", "", started=True)], [])
        self._telegram = BotApi(Backend(people, Store()), limits=None, transcript=Transcript(None))

    async def stand(self, count: int, *, batch: int = 50) -> None:
        """Take so many updates."""
        async with self._office.application:
            hostile = self._hostile = self._hostile or Hostile(self._seed, await known_here(self._office))
            intake = self._office.intake()
            said = self._office.application.bot_data["services"].renderer
            clock = Clock(self._office.database, said, now=self._office.clock, wake=lambda: None)
            for done in range(0, count, batch):
                raws = [hostile.update() for _ in range(min(batch, count - done))]
                heard = _Heard()
                with capture_logs() as logs, heard:
                    await intake.store(raws)
                    await intake.finish()
                    self._batches += 1
                    self._office.clock.passes(60 * MINUTES_A_BATCH)
                    if self._batches % CLOCK_LOOKS_EVERY == 0:
                        await clock.look()
                await self._judge(raws)
                await self._read_what_was_said(hostile)
                self._read_logs([*logs, *heard.lines])

    async def _judge(self, raws: list[Raw]) -> None:
        """Hold each update against what must become of it."""
        wanted: dict[int, Raw] = {}
        for raw in raws:
            if has_a_number(raw):
                wanted.setdefault(raw["update_id"], raw)
        async with self._office.database.transaction() as session:
            rows = {
                row.update_id: row
                for row in await session.scalars(select(Incoming).where(Incoming.update_id.in_(wanted)))
            }
        for number, raw in wanted.items():
            state = rows[number].state if number in rows else "lost"
            right = {DONE, KEPT_BACK} if is_an_update(raw) else {SET_ASIDE}
            # An id that came before, in a batch already judged, is not taken twice.
            if state not in right and number < 2**31:
                self.faults.append(f"{state}: {SHORT.repr(raw)}")
            self.outcomes[state] += 1
        self.outcomes["without a number"] += len(raws) - sum(map(has_a_number, raws))

    async def _read_what_was_said(self, hostile: Hostile) -> None:
        """Let Telegram judge each message, and remember its buttons."""
        async with self._office.database.transaction() as session:
            rows = list(await session.scalars(select(Outgoing).where(Outgoing.id > self._last_said)))
        for row in rows:
            self._last_said = max(self._last_said, row.id)
            self.outcomes["said"] += 1
            await self._is_taken(row)
            for line in (row.params.get("reply_markup") or {}).get("inline_keyboard", ()):
                for button in line:
                    if "callback_data" in button and row.chat_id is not None:
                        hostile.saw(row.chat_id, button["callback_data"])

    async def _is_taken(self, row: Outgoing) -> None:
        if "text" not in row.params or row.chat_id is None:
            return
        bound = self._office.application.bot_data["services"].buttons.bound(row.params, row.chat_id)
        params = {name: value for name, value in bound.items() if name not in {"message_id", "reply_parameters"}}
        try:
            await self._telegram.call("sendMessage", Params(params | {"chat_id": READER}))
        except BotApiError as refusal:
            self.faults.append(f"refused, {refusal.description}: {SHORT.repr(row.params)}")

    def _read_logs(self, lines: list[Any]) -> None:
        for line in lines:
            event = line.get("event") if isinstance(line, dict) else "stdlib"
            self.outcomes[f"log {event}"] += 1
            if event not in EXPECTED_IN_LOGS:
                self.faults.append(f"log: {line!r:.300}")
            if CANARY in repr(line).lower():
                self.faults.append(f"leak: {line!r:.300}")


async def known_here(office: Office) -> Known:
    """Give what is real in an office: its members, and the buttons and commands that some handler takes."""
    handlers = [handler for group in office.application.handlers.values() for handler in group]
    taps = [handler for handler in handlers if isinstance(handler, CallbackQueryHandler) and handler.pattern]
    verbs = [match[1] for tap in taps if (match := VERB.fullmatch(tap.pattern.pattern))]
    commands = [name for one in handlers if isinstance(one, CommandHandler) for name in sorted(one.commands)]
    async with office.database.transaction() as session:
        members = [member for member in await session.scalars(select(Member.telegram_id)) if member]
    return Known(members, verbs, commands)


class _Heard(logging.Handler):
    """Hears everything that libraries log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def __enter__(self) -> None:
        logging.getLogger().addHandler(self)

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)
