"""SQLite with its waiting in a thread of its own, and its work where it is asked for.

The driver goes to its thread and back four times for each statement, which under load costs more than the statements.
Here only what may take long goes there: waiting for another program that is writing, and for the disk at a commit. What
is in between takes microseconds, and nobody else could do anything with the database meanwhile: there is one writer.

A commit need not wait for the disk where what it keeps can be done again. It is in the log of SQLite then, which
outlives the program, and the next commit that does wait takes it to the disk along with its own.
"""

import asyncio
import sqlite3
import time
from collections.abc import Iterable, Sequence
from typing import Any, Self

import aiosqlite

Row = tuple[Any, ...]
BEGINS, MAY_WAIT = "BEGIN", "PRAGMA"
WAITS = ("PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=1000")
WAITS_NOT = ("PRAGMA synchronous=NORMAL", "PRAGMA wal_autocheckpoint=0")
"""Moving the log into the database waits for the disk as well: that is left to a commit that waits anyway."""
ERROR_KIND = 0xFF
LONGEST_ALONE = 0.005
"""Seconds after which everything else gets its turn before the next statement."""


def connect(file: str, **given: Any) -> aiosqlite.Connection:
    """Give a connection, to be awaited, for SQLAlchemy to work with."""
    # It is used by one thread after the other, never by two at once.
    how = given | {"check_same_thread": False}
    connection = _Connection(lambda: sqlite3.connect(file, **how), iter_chunk_size=1)
    # A program that stops does not wait for it.
    connection._thread.daemon = True  # noqa: SLF001  # SQLAlchemy does the same for a connection it makes itself
    return connection


class _Connection(aiosqlite.Connection):
    waits_for_disk = True
    """Whether the next transaction does, at its commit."""
    _since, _waits = 0.0, True

    def cursor(self) -> "_Cursor":  # type: ignore[override]  # what SQLAlchemy asks of it, it has
        return _Cursor(self)

    async def carry_out(self, statement: str, values: Sequence[Any]) -> sqlite3.Cursor:
        if statement.startswith(BEGINS):
            return await self._begin(statement)
        if statement.startswith(MAY_WAIT):
            done: sqlite3.Cursor = await self._execute(self._conn.execute, statement, values)  # type: ignore[no-untyped-call]
            return done
        await self._let_others()
        return self._conn.execute(statement, values)

    async def commit(self) -> None:
        if self._waits:
            await super().commit()
        else:
            self._conn.commit()

    async def rollback(self) -> None:
        """Nothing of it has to reach the disk; most often there is nothing, and the connection is just given back."""
        if self._connection is not None:
            self._connection.rollback()

    async def _begin(self, statement: str) -> sqlite3.Cursor:
        """Begin at once when nobody else is writing; waiting for them is done in the thread."""
        if self.waits_for_disk != self._waits:
            for pragma in WAITS if self.waits_for_disk else WAITS_NOT:
                self._conn.execute(pragma)
            self._waits = self.waits_for_disk
        patience = self._conn.execute("PRAGMA busy_timeout").fetchone()[0]
        self._conn.execute("PRAGMA busy_timeout=0")
        try:
            begun = self._conn.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & ERROR_KIND != sqlite3.SQLITE_BUSY:
                raise
            begun = None
        finally:
            self._conn.execute(f"PRAGMA busy_timeout={patience}")
        if begun is None:
            begun = await self._execute(self._conn.execute, statement)  # type: ignore[no-untyped-call]
        self._since = time.monotonic()
        return begun

    async def carry_out_many(self, statement: str, many: Iterable[Sequence[Any]]) -> sqlite3.Cursor:
        await self._let_others()
        return self._conn.executemany(statement, many)

    async def _let_others(self) -> None:
        """Give everything else its turn, when this has gone on for long."""
        if time.monotonic() - self._since > LONGEST_ALONE:
            await asyncio.sleep(0)
            self._since = time.monotonic()


class _Cursor:
    """What SQLAlchemy asks of a cursor; rows are fetched as soon as a statement is executed."""

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection
        self._rows: list[Row] = []
        self.description: Any = None
        self.rowcount, self.arraysize = -1, 1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, values: Sequence[Any] = ()) -> Self:
        return self._take(await self._connection.carry_out(statement, values))

    async def executemany(self, statement: str, many: Iterable[Sequence[Any]]) -> Self:
        return self._take(await self._connection.carry_out_many(statement, many))

    def _take(self, cursor: sqlite3.Cursor) -> Self:
        self.description = cursor.description
        self._rows = cursor.fetchall() if cursor.description else []
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()
        return self

    async def fetchall(self) -> list[Row]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Closed already."""
