"""Who is in the stand-in: the made-up people, their groups, and the bot."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.demo.errors import PageError

SUPERGROUPS_BELOW = -1_000_000_000_000


@dataclass(frozen=True)
class Persona:
    """A made-up person one can chat as; `started` when the bot may write before this person does."""

    id: str
    telegram_id: int
    first_name: str
    role: str
    language_code: str
    note: str
    started: bool = False


@dataclass(frozen=True)
class Group:
    """A group chat the bot is in; `id` is negative, `members` are persona ids."""

    id: int
    title: str
    members: Sequence[str]
    bot_is_admin: bool = False


@dataclass(frozen=True)
class BotIdentity:
    """The one bot this stand-in serves."""

    token: str
    username: str
    name: str
    privacy_mode: bool = True

    @property
    def id(self) -> int:
        """The Telegram id, which is the first half of the token."""
        return int(self.token.partition(":")[0])

    def user(self) -> dict[str, Any]:
        """The bot as a Bot API User."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass
class People:
    """Look-ups by persona id, Telegram id and chat id."""

    bot: BotIdentity
    personas: Sequence[Persona]
    groups: Sequence[Group] = ()
    _by_id: dict[str, Persona] = field(init=False)
    _by_telegram_id: dict[int, Persona] = field(init=False)
    _groups: dict[int, Group] = field(init=False)
    _members: dict[int, list[Persona]] = field(init=False)

    def __post_init__(self) -> None:
        self._by_id = {persona.id: persona for persona in self.personas}
        self._by_telegram_id = {persona.telegram_id: persona for persona in self.personas}
        self._groups = {group.id: group for group in self.groups}
        self._members = {persona.telegram_id: [persona] for persona in self.personas}
        self._members |= {group.id: [self._by_id[name] for name in group.members] for group in self.groups}

    def persona(self, persona_id: str) -> Persona:
        """The persona with this id; PageError 404 when there is none."""
        if persona_id not in self._by_id:
            raise PageError(404, "no_persona", name=persona_id)
        return self._by_id[persona_id]

    def by_telegram_id(self, telegram_id: int) -> Persona | None:
        """The persona with this Telegram id."""
        return self._by_telegram_id.get(telegram_id)

    def group(self, chat_id: int) -> Group | None:
        """The group with this chat id."""
        return self._groups.get(chat_id)

    def members(self, chat_id: int) -> list[Persona]:
        """Who reads this chat, the bot left out; empty when there is no such chat."""
        return self._members.get(chat_id, [])

    def chat_ids(self) -> list[int]:
        """Every chat there is."""
        return list(self._members)

    def chats_of(self, persona: Persona) -> list[int]:
        """The chats of a persona, the private one first."""
        return [chat_id for chat_id, members in self._members.items() if persona in members]

    def chat(self, chat_id: int) -> dict[str, Any]:
        """The chat as a Bot API Chat."""
        group = self._groups.get(chat_id)
        if group:
            kind = "supergroup" if chat_id < SUPERGROUPS_BELOW else "group"
            return {"id": chat_id, "type": kind, "title": group.title}
        return {"id": chat_id, "type": "private", "first_name": self._by_telegram_id[chat_id].first_name}


def user(persona: Persona) -> dict[str, Any]:
    """The persona as a Bot API User."""
    return {
        "id": persona.telegram_id,
        "is_bot": False,
        "first_name": persona.first_name,
        "language_code": persona.language_code,
    }
