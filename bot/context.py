"""What a handler gets: the services, the open transaction, the reader's language, and a way to say things."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message as TelegramMessage
from telegram.ext import Application, CallbackContext, ExtBot

from bot import outbox, processing, queries
from bot.buttons import Buttons
from bot.cases.moments import calendar_of, may_be_said, quiet_of
from bot.editors import Editors
from bot.i18n import DEFAULT
from bot.members import Colleague, can_be_told
from bot.models import FleetingMessage, Member, School
from bot.outbox import When
from bot.render import Renderer
from knowledge.processing import SEEN
from knowledge.routing import Router
from knowledge.tables import Knowledge

SERVICES = "services"
CONVERSATION_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Services:
    """What was built once, at the start."""

    known: Knowledge
    router: Router
    renderer: Renderer
    buttons: Buttons
    now: Callable[[], datetime]
    mails: bool = False


@dataclass
class Handling:
    """One update being handled: its transaction, the reader's language, and what went wrong.

    `typed` is the message that somebody typed in a private chat, until it is known to go out of it again.
    """

    session: AsyncSession
    update_id: int
    chat_id: int
    person_id: int = 0
    language: str = DEFAULT
    member: Colleague | None = None
    failure: Exception | None = None
    tap_answered: bool = False
    kept_back: bool = False
    typed: int | None = None


current_handling: ContextVar[Handling] = ContextVar("current_handling")


class Conversation(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of every handler: what it says is written down in the transaction of its update."""

    @property
    def services(self) -> Services:
        """Give what was built at the start."""
        services: Services = self.bot_data[SERVICES]
        return services

    @property
    def handling(self) -> Handling:
        """Give the update being handled."""
        return current_handling.get()

    @property
    def session(self) -> AsyncSession:
        """Give the transaction of this update."""
        return self.handling.session

    @property
    def language(self) -> str:
        """Give the language of the person this update came from, who is also the one answered."""
        return self.handling.language

    @property
    def member(self) -> Colleague | None:
        """Give who this update came from, when that is a member who serves a school now."""
        return self.handling.member

    @property
    def now(self) -> datetime:
        """Give the moment of handling."""
        return self.services.now()

    @property
    def editors(self) -> Editors:
        """Give the desk where editors find what people could not get answered."""
        return Editors(self.session, self.language, self.now)

    async def last_topic(self) -> str | None:
        """Give what this person was told about in this chat, for as long as a conversation lasts."""
        handling = self.handling
        since = self.now - CONVERSATION_LASTS
        return await queries.thread_since(self.session, handling.chat_id, handling.person_id, since)

    async def keep_topic(self, topic: str) -> None:
        """Keep what this person was told about in this chat."""
        await queries.remember_thread(
            self.session, self.handling.chat_id, self.handling.person_id, topic=topic, now=self.now
        )

    def say(self, name: str, *, reply_to: int | None = None, **facts: Any) -> None:
        """Send the message `name` to this chat."""
        message = self.services.renderer.message(name, self.language, **facts)
        outbox.say(self.session, self.handling.chat_id, message, now=self.now, reply_to=reply_to)
        if message.fleeting:
            self._what_was_typed_goes_too()
        self._log_sight(facts)

    async def tell(self, member: Member, name: str, /, *, school: School, **facts: Any) -> None:
        """Send the message `name` to a member in his or her own language; who cannot be told hears nothing.

        It waits for a school day outside the member's quiet hours.
        """
        if can_be_told(member) and member.telegram_id is not None:
            message = self.services.renderer.message(name, member.language, school=school, **facts)
            moment = may_be_said(calendar_of(school), quiet_of(member), self.now)
            key = f"update:{self.handling.update_id}:{name}:{member.id}"
            await outbox.say_once(self.session, member.telegram_id, message, key=key, now=self.now, when=When(moment))
            processing.write_sight(self.session, facts, member, self.now)

    def turn_into(self, sent: TelegramMessage | None, name: str, **facts: Any) -> None:
        """Turn the message a button was tapped on into the message `name`; a message too old to edit is sent anew."""
        if sent is None or not (sent.text or sent.caption):
            self.say(name, **facts)
            return
        message = self.services.renderer.message(name, self.language, **facts)
        put = outbox.replace if sent.text else outbox.replace_caption
        put(self.session, self.handling.chat_id, sent.message_id, message, now=self.now)
        self._log_sight(facts)

    def toast(self, query_id: str, name: str, *, alert: bool = False, **facts: Any) -> None:
        """Answer a tap with a short text over the chat, or with an alert that stays until it is closed."""
        text = self.services.renderer.words(name, self.language, **facts)
        outbox.answer_tap(self.session, query_id, now=self.now, text=text, alert=alert)
        self.handling.tap_answered = True

    def _what_was_typed_goes_too(self) -> None:
        """Let the line that is answered with something about a case be taken out of the chat as well."""
        handling = self.handling
        if handling.typed is not None:
            where = {"chat_id": handling.chat_id, "message_id": handling.typed, "can_be_edited": False}
            self.session.add(FleetingMessage(**where, since=self.now))
            handling.typed = None

    def _log_sight(self, facts: dict[str, Any]) -> None:
        """Log which cases this member saw in a message made from these facts."""
        if self.member:
            processing.write_sight(self.session, facts, self.member.member, self.now, name=SEEN)


Wegwijs = Application[ExtBot[None], Conversation, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]
