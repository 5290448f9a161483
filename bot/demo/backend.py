"""Everything the two sides share: the bot's requests and the people's doings meet here."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.demo.chats import Chats, ChatState
from bot.demo.commands import Commands
from bot.demo.errors import BotApiError, bad_request, forbidden
from bot.demo.events import Events
from bot.demo.files import Files
from bot.demo.params import Params
from bot.demo.people import People, Persona
from bot.demo.polling import Polling
from bot.demo.queries import Queries
from bot.demo.store import Store
from bot.demo.updates import Updates
from bot.demo.views import view
from bot.demo.webhook import Webhook

Message = dict[str, Any]


@dataclass(frozen=True)
class Habits:
    """How this Telegram behaves where Telegram leaves it to the bot's owner or to patience.

    `forward` puts the clock forward, where that is possible.
    """

    page_language: str = "nl"
    inline_feedback: bool = True
    patience: float = 10.0
    clock: Callable[[], float] = time.time
    forward: Callable[[timedelta], None] | None = None


@dataclass
class Backend:
    """The state of the stand-in."""

    people: People
    store: Store
    habits: Habits = field(default_factory=Habits)

    def __post_init__(self) -> None:
        self.chats = Chats(self.store, self.people)
        self.files = Files(self.store)
        self.updates = Updates(self.store)
        self.polling = Polling(self.updates)
        self.webhook = Webhook(self.store, self.updates, self.habits.clock)
        self.commands = Commands(self.store)
        self.callback_queries = Queries(self.habits.clock)
        self.inline_queries = Queries(self.habits.clock)
        self.events = Events()

    def close(self) -> None:
        """Answer all who wait: the stand-in stops."""
        self.polling.close()
        self.events.close()
        self.callback_queries.close()
        self.inline_queries.close()

    def now(self) -> int:
        """Unix time in whole seconds."""
        return int(self.habits.clock())

    def known_chat(self, params: Params, name: str = "chat_id") -> int:
        """The chat a request names; a 400 when there is none."""
        if not params.text(name).strip():
            raise bad_request("chat_id is empty")
        try:
            chat_id = params.integer(name)
        except BotApiError:
            raise bad_request("chat not found") from None
        if self.chats.state(chat_id) is None:
            raise bad_request("chat not found")
        return chat_id

    def writable_chat(self, params: Params) -> int:
        """The chat a request wants to write in; a 403 when the bot may not."""
        chat_id = self.known_chat(params)
        state = self.chats.state(chat_id)
        if state is not None:
            self._require_welcome(chat_id, state)
        return chat_id

    def _require_welcome(self, chat_id: int, state: ChatState) -> None:
        if self.people.group(chat_id):
            if state.blocked:
                raise forbidden("bot is not a member of the group chat")
        elif not state.started:
            raise forbidden("bot can't initiate conversation with a user")
        elif state.blocked:
            raise forbidden("bot was blocked by the user")

    def post(self, chat_id: int, content: Message) -> Message:
        """Add a message to a chat and show it."""
        message = self.chats.append(chat_id, {"chat": self.people.chat(chat_id), "date": self.now(), **content})
        self.show("message", message)
        return message

    def show(self, kind: str, message: Message) -> None:
        """Tell the pages of everybody in the chat: kind is message, edited or deleted."""
        if not self.events.heard:
            return
        for persona in self.people.members(message["chat"]["id"]):
            seen = view(message, persona.telegram_id)
            self.publish(kind, persona, message["chat"]["id"], message=seen)

    def publish(self, kind: str, persona: Persona, chat_id: int, **more: Any) -> None:
        """Tell the pages something about one person's chat."""
        self.events.publish({"type": kind, "persona": persona.id, "chat": str(chat_id), **more})
