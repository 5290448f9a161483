"""The queue of updates the bot has not confirmed yet; it survives a restart and never reuses an id."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.demo.store import Store, dump

ONLY_WHEN_ASKED_FOR = {"chat_member", "message_reaction", "message_reaction_count"}
ALLOWED = "allowed_updates"


@dataclass(frozen=True)
class Pending:
    """An update that waits: its id, the chat (or person) it belongs to, and the JSON the bot gets."""

    update_id: int
    chat_key: int
    body: dict[str, Any]


class Updates:
    """Updates in the order of their ids."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._listeners: list[Callable[[Pending], None]] = []
        self._arrived = asyncio.Event()
        self._allowed: list[str] = store.setting(ALLOWED, [])

    @property
    def allowed(self) -> list[str]:
        """The kinds the bot asked for; empty means the default."""
        return self._allowed

    def allow(self, kinds: list[str] | None) -> None:
        """Change the kinds of update that are kept from now on; None leaves them as they are."""
        if kinds is not None and kinds != self._allowed:
            self._allowed = kinds
            self._store.keep(ALLOWED, kinds)

    def listen(self, listener: Callable[[Pending], None]) -> None:
        """Call `listener` for each update as it is added."""
        self._listeners.append(listener)

    def add(self, kind: str, payload: dict[str, Any], *, chat_key: int) -> None:
        """Queue an update, unless the bot did not ask for this kind."""
        wanted = kind in self._allowed if self._allowed else kind not in ONLY_WHEN_ASKED_FOR
        if not wanted:
            return
        added = self._store.run("INSERT INTO updates (chat_key, body) VALUES (?, ?)", chat_key, dump({kind: payload}))
        pending = Pending(int(added.lastrowid or 0), chat_key, {kind: payload})
        self.wake()
        for listener in self._listeners:
            listener(pending)

    def wake(self) -> None:
        """Let who waits for an update look again."""
        self._arrived.set()
        self._arrived = asyncio.Event()

    async def arrival(self, seconds: float) -> None:
        """Return when an update arrives or after so many seconds."""
        arrived = self._arrived
        try:
            async with asyncio.timeout(seconds):
                await arrived.wait()
        except TimeoutError:
            return

    def batch(self, limit: int, *, first: int = 0) -> list[dict[str, Any]]:
        """The oldest updates from id `first` on (inclusive) as the bot gets them."""
        rows = self._store.rows(
            "SELECT update_id, body FROM updates WHERE update_id >= ? ORDER BY update_id LIMIT ?", first, limit
        )
        return [{"update_id": update_id, **json.loads(body)} for update_id, body in rows]

    def all_pending(self) -> list[Pending]:
        """Everything that waits, oldest first."""
        rows = self._store.rows("SELECT update_id, chat_key, body FROM updates ORDER BY update_id")
        return [Pending(update_id, chat_key, json.loads(body)) for update_id, chat_key, body in rows]

    def confirm_before(self, update_id: int) -> None:
        """Forget the updates below this id."""
        self._store.run("DELETE FROM updates WHERE update_id < ?", update_id)

    def confirm(self, update_id: int) -> None:
        """Forget one update."""
        self._store.run("DELETE FROM updates WHERE update_id = ?", update_id)

    def keep_last(self, count: int) -> None:
        """Forget all updates but the last `count`."""
        newest = "SELECT update_id FROM updates ORDER BY update_id DESC LIMIT ?"
        self._store.run(f"DELETE FROM updates WHERE update_id NOT IN ({newest})", count)  # noqa: S608 - two constants

    def count(self) -> int:
        """How many wait."""
        found = self._store.row("SELECT COUNT(*) FROM updates")
        return int(found[0]) if found else 0
