"""The SQLite file behind the stand-in: chats, messages, files and updates survive a restart."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FIRST_UPDATE_ID = 100_000_001

SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chats (
    chat_id INTEGER PRIMARY KEY,
    last_message_id INTEGER NOT NULL DEFAULT 0,
    started INTEGER NOT NULL DEFAULT 0,
    blocked INTEGER NOT NULL DEFAULT 0,
    keyboard TEXT
);
CREATE TABLE IF NOT EXISTS readers (
    chat_id INTEGER NOT NULL,
    persona TEXT NOT NULL,
    unread INTEGER NOT NULL DEFAULT 0,
    read_up_to INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (chat_id, persona)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS messages (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS updates (
    update_id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_key INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS commands (
    scope TEXT NOT NULL,
    language_code TEXT NOT NULL,
    commands TEXT NOT NULL,
    PRIMARY KEY (scope, language_code)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    file_id TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    size INTEGER NOT NULL,
    content BLOB NOT NULL
);
"""


class Store:
    """One connection, used from one event loop; without a path everything stays in memory."""

    def __init__(self, path: Path | None = None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path or ":memory:", isolation_level=None)
        self._depth = 0
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(SCHEMA)
        self._number_updates()

    def _number_updates(self) -> None:
        if not self.row("SELECT 1 FROM sqlite_sequence WHERE name = 'updates'"):
            self.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('updates', ?)", FIRST_UPDATE_ID - 1)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; may be nested, the outermost commits."""
        if self._depth == 0:
            self._connection.execute("BEGIN")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0:
                self._connection.execute("ROLLBACK")
            raise
        self._depth -= 1
        if self._depth == 0:
            self._connection.execute("COMMIT")

    def run(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """Execute one statement."""
        return self._connection.execute(statement, values)

    def row(self, statement: str, *values: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        found: tuple[Any, ...] | None = self._connection.execute(statement, values).fetchone()
        return found

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows."""
        return self._connection.execute(statement, values).fetchall()

    def setting(self, key: str, default: Any = None) -> Any:
        """A value kept under a key, or the default."""
        found = self.row("SELECT value FROM settings WHERE key = ?", key)
        return json.loads(found[0]) if found else default

    def keep(self, key: str, value: Any) -> None:
        """Keep a JSON value under a key; None forgets it."""
        if value is None:
            self.run("DELETE FROM settings WHERE key = ?", key)
        else:
            self.run("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", key, dump(value))

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        self._connection.close()


def dump(value: Any) -> str:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
