"""The intake with the real handlers, at a desk where the test hands it updates."""

from typing import Any

from desk import BUTTONS, Clock
from fake_telegram import FakeRequest
from sqlalchemy import select
from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot

import handlers
from bot.app import _flag
from bot.context import SERVICES, Conversation, Services, Wegwijs
from bot.database import Database
from bot.intake import Intake
from bot.models import Incoming, Outgoing
from bot.render import Renderer
from knowledge.routing.ranking import Ranking
from knowledge.tables import knowledge

ANNE, BAS = 1, 2
TOKEN = "99:made-up"
ATTEMPTS = 3
FEW = 8
"""More than one update ever writes down without a text."""


class NothingFits:
    """A router that finds every question outside the field."""

    def rank(self, text: str) -> Ranking:
        return Ranking(safety=False, certain=False, candidates=())


class Office:
    """The intake with the real handlers, and one more before them that the test gives."""

    def __init__(self, database: Database, clock: Clock, router: Any = None) -> None:
        self.database, self.clock, self.router = database, clock, router or NothingFits()
        self.a_minute = 60
        self.application = self._build(None)

    def _build(self, give: Any) -> Wegwijs:
        bot = ExtBot(TOKEN, request=FakeRequest(), get_updates_request=FakeRequest(give))
        application: Wegwijs = (
            ApplicationBuilder()
            .bot(bot)
            .updater(None)
            .job_queue(None)
            .context_types(ContextTypes(context=Conversation))
            .build()
        )
        known = knowledge()
        services = Services(known, self.router, Renderer(known), BUTTONS, self.clock)
        application.bot_data[SERVICES] = services
        application.add_error_handler(_flag)
        handlers.register(application)
        return application

    def serves(self, give: Any) -> None:
        """Let Telegram give updates from `give`, which is told the offset that was asked for."""
        self.application = self._build(give)

    def intake(self) -> Intake:
        return Intake(
            self.database,
            self.application,
            wake=lambda: None,
            attempts=ATTEMPTS,
            a_minute=self.a_minute,
        )

    async def takes(self, *updates: dict[str, Any]) -> None:
        """Store updates and wait until they are handled."""
        async with self.application:
            intake = self.intake()
            await intake.store(updates)
            await intake.finish()

    async def rows(self, kind: type[Any]) -> list[Any]:
        async with self.database.transaction() as session:
            return list(await session.scalars(select(kind).order_by(*kind.__table__.primary_key)))

    async def last_said(self) -> str:
        """Give what was said last, to whomever."""
        async with self.database.transaction() as session:
            for row in await session.scalars(select(Outgoing).order_by(Outgoing.id.desc()).limit(FEW)):
                if "text" in row.params:
                    return str(row.params["text"])
        return ""

    async def rows_of(self, chat_id: int) -> list[Outgoing]:
        return [row for row in await self.rows(Outgoing) if row.chat_id == chat_id]

    async def said(self) -> list[str]:
        return [row.params["text"] for row in await self.rows(Outgoing) if "text" in row.params]

    async def states(self) -> list[str]:
        return [row.state for row in await self.rows(Incoming)]


def message(number: int, text: str, person: int = ANNE, **more: Any) -> dict[str, Any]:
    sender = {"id": person, "is_bot": False, "first_name": "x", "language_code": "nl", **more}
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1_700_000_000,
            "chat": {"id": person, "type": "private", "first_name": "x"},
            "from": sender,
            "text": text,
            "entities": entities,
        },
    }


def tap(number: int, data: str, person: int = ANNE) -> dict[str, Any]:
    told = message(number, "eerder")["message"]
    return {
        "update_id": number,
        "callback_query": {
            "id": f"tap-{number}",
            "from": told["from"] | {"id": person},
            "chat_instance": "x",
            "data": data + BUTTONS.mark(person, data),
            "message": told | {"chat": {"id": person, "type": "private"}},
        },
    }
