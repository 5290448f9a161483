"""Chats and their messages: who started, who blocked, what was said, what is unread."""

import json
from dataclasses import dataclass
from typing import Any

from bot.demo.people import People, Persona
from bot.demo.store import Store, dump

Message = dict[str, Any]


@dataclass(frozen=True)
class ChatState:
    """Whether the bot may write: a person started and did not block, a group still has the bot."""

    started: bool
    blocked: bool


class Chats:
    """Every question about a chat costs one look-up by key, however long its history is."""

    def __init__(self, store: Store, people: People) -> None:
        self._store = store
        self._people = people
        with store.transaction():
            for chat_id in people.chat_ids():
                self._ensure(chat_id)

    def _ensure(self, chat_id: int) -> None:
        persona = self._people.by_telegram_id(chat_id)
        started = persona is None or persona.started
        self._store.run("INSERT OR IGNORE INTO chats (chat_id, started) VALUES (?, ?)", chat_id, started)
        for persona in self._people.members(chat_id):
            self._store.run("INSERT OR IGNORE INTO readers (chat_id, persona) VALUES (?, ?)", chat_id, persona.id)

    def state(self, chat_id: int) -> ChatState | None:
        """The state of a chat, None when there is no such chat."""
        if not self._people.members(chat_id):
            return None
        found = self._store.row("SELECT started, blocked FROM chats WHERE chat_id = ?", chat_id)
        return ChatState(started=bool(found[0]), blocked=bool(found[1])) if found else None

    def start(self, chat_id: int) -> None:
        """The person wrote to the bot for the first time."""
        self._store.run("UPDATE chats SET started = 1 WHERE chat_id = ?", chat_id)

    def block(self, chat_id: int, *, blocked: bool) -> None:
        """The person blocks or unblocks the bot, or the bot leaves the group."""
        self._store.run("UPDATE chats SET blocked = ? WHERE chat_id = ?", blocked, chat_id)

    def append(self, chat_id: int, content: Message) -> Message:
        """Add a message; it gets the chat's next message id and is unread for all but its author."""
        with self._store.transaction():
            number = self._store.row(
                "UPDATE chats SET last_message_id = last_message_id + 1 WHERE chat_id = ? RETURNING last_message_id",
                chat_id,
            )
            message = {"message_id": number[0] if number else 0, **content}
            self._store.run("INSERT INTO messages VALUES (?, ?, ?)", chat_id, message["message_id"], dump(message))
            author = self._people.by_telegram_id(message["from"]["id"])
            self._store.run(
                "UPDATE readers SET unread = unread + 1 WHERE chat_id = ? AND persona != ?",
                chat_id,
                author.id if author else "",
            )
        return message

    def get(self, chat_id: int, message_id: int) -> Message | None:
        """One message, None when it is unknown or deleted."""
        found = self._store.row("SELECT body FROM messages WHERE chat_id = ? AND message_id = ?", chat_id, message_id)
        return json.loads(found[0]) if found else None

    def replace(self, message: Message) -> None:
        """Store the new state of an edited message."""
        self._store.run(
            "UPDATE messages SET body = ? WHERE chat_id = ? AND message_id = ?",
            dump(message),
            message["chat"]["id"],
            message["message_id"],
        )

    def delete(self, message: Message) -> None:
        """Remove a message; who had not read it has one unread message less."""
        chat_id, message_id = message["chat"]["id"], message["message_id"]
        author = self._people.by_telegram_id(message["from"]["id"])
        with self._store.transaction():
            self._store.run("DELETE FROM messages WHERE chat_id = ? AND message_id = ?", chat_id, message_id)
            self._store.run(
                "UPDATE readers SET unread = unread - 1"
                " WHERE chat_id = ? AND persona != ? AND read_up_to < ? AND unread > 0",
                chat_id,
                author.id if author else "",
                message_id,
            )

    def history(self, chat_id: int, *, limit: int, before: int | None = None) -> list[Message]:
        """The last `limit` messages (older than `before`, exclusive), oldest first."""
        rows = self._store.rows(
            "SELECT body FROM messages WHERE chat_id = ? AND message_id < ? ORDER BY message_id DESC LIMIT ?",
            chat_id,
            before if before is not None else 1 << 62,
            limit,
        )
        return [json.loads(body) for (body,) in reversed(rows)]

    def read(self, chat_id: int, persona: Persona) -> bool:
        """The persona has seen everything; True when something was unread."""
        changed = self._store.run(
            "UPDATE readers SET unread = 0,"
            " read_up_to = (SELECT last_message_id FROM chats WHERE chats.chat_id = readers.chat_id)"
            " WHERE chat_id = ? AND persona = ? AND unread > 0",
            chat_id,
            persona.id,
        )
        return changed.rowcount > 0

    def unread(self, chat_id: int, persona: Persona) -> int:
        """How many messages the persona has not seen."""
        found = self._store.row("SELECT unread FROM readers WHERE chat_id = ? AND persona = ?", chat_id, persona.id)
        return int(found[0]) if found else 0

    def keyboard(self, chat_id: int) -> dict[str, Any] | None:
        """The reply keyboard below the text field."""
        found = self._store.row("SELECT keyboard FROM chats WHERE chat_id = ?", chat_id)
        return json.loads(found[0]) if found and found[0] else None

    def set_keyboard(self, chat_id: int, keyboard: dict[str, Any] | None) -> None:
        """Show or remove the reply keyboard."""
        self._store.run(
            "UPDATE chats SET keyboard = ? WHERE chat_id = ?", dump(keyboard) if keyboard else None, chat_id
        )
