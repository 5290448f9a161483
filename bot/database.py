"""The database: one engine, one way to open a transaction, migrations brought up to date."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from sqlalchemy import ARRAY, BigInteger, Connection, bindparam, event, func, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InvalidatePoolError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bot.backup import put_aside
from bot.config import Settings
from bot.errors import InUseError
from bot.keyring import Keyring, OtherKeyError
from bot.models import Member
from bot.sealing import give_keyring, under_other_key
from bot.sqlite import connect

MIGRATIONS = Path(__file__).parent / "migrations"
# What is deleted is overwritten: pages that are merely free would still hold it.
PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=10000", "secure_delete=ON")
REDOABLE = "redoable"
"""What a transaction is called that can be done again."""
KEPT_OPEN, MORE = 10, 5
"""Connections to PostgreSQL: more than are at work at once, for opening one takes longer than all else."""
LAST_USED, TRUSTED = "last_used", 2.0
"""Seconds for which a connection is taken to work still, without asking."""
_NUMBERS = bindparam("numbers", type_=ARRAY(BigInteger))
_LOCK = select(func.pg_advisory_xact_lock(func.unnest(_NUMBERS)))
_LOCK_REDOABLE = select(
    func.set_config("synchronous_commit", "off", text("true")), func.pg_advisory_xact_lock(func.unnest(_NUMBERS))
)

OTHER_KEY = (
    "deze gegevens zijn verzegeld met een andere sleutel; geef die sleutel, "
    "of maak af wat met «wegwijs key rotate» was begonnen"
)
IN_USE = "de database is in gebruik; stop Wegwijs eerst"


class Database:
    """Opens transactions. SQLite has one writer: its transactions wait for each other here, not in the file.

    What is sealed in it is sealed and opened with `keyring`; before its tables change, a copy goes to `copies`.
    """

    def __init__(self, url: str, keyring: Keyring, *, copies: Path | None = None) -> None:
        self.url, self._copies = make_url(url), copies
        self.shared = self.url.get_backend_name() != "sqlite"
        how: dict[str, Any] = (
            {"pool_size": KEPT_OPEN, "max_overflow": MORE}
            if self.shared
            else {"connect_args": {"async_creator_fn": connect}}
        )
        # Errors are logged: they must not show what people wrote.
        self._engine = create_async_engine(self.url, hide_parameters=True, **how)
        self.keyring = keyring
        give_keyring(self._engine, keyring)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        redoable = self._engine.execution_options(**{REDOABLE: True})
        self._redoable = async_sessionmaker(redoable, expire_on_commit=False)
        self._one_writer: asyncio.Lock | None = None
        if self.shared:
            _ask_what_rested(self._engine)
        else:
            self._one_writer = asyncio.Lock()
            _set_up_sqlite(self._engine)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Give the database of these settings, with its keys."""
        return cls(settings.database_url, settings.keyring(), copies=settings.backup_dir)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Open a session that commits at the end, or leaves nothing behind when something goes wrong."""
        async with self._one_writer or nullcontext(), self._sessions() as session, session.begin():
            yield session

    @asynccontextmanager
    async def redoable(self, name: str) -> AsyncIterator[AsyncSession]:
        """Open a session like `transaction`, one at a time by this name, whose commit does not wait for the disk.

        For what is done again from what was stored before: it outlives the program, but a power cut may undo it, as
        long as nothing that was committed after it waited for the disk. Then so has this.
        """
        async with self._one_writer or nullcontext(), self._redoable() as session, session.begin():
            if self.shared:
                await session.execute(_LOCK_REDOABLE, {"numbers": [_number(name)]})
            yield session

    async def upgrade(self, *, any_key: bool = False) -> None:
        """Bring the tables to the newest revision; what is there is copied first.

        Raises BackupError, and OtherKeyError when members are sealed with another key, unless `any_key` will do.
        """
        if self.url.database and not self.shared:
            await asyncio.to_thread(Path(self.url.database).parent.mkdir, parents=True, exist_ok=True)
        async with self._engine.connect() as connection, self._tables_may_change(connection):
            if self.shared:
                await connection.execute(select(func.pg_advisory_xact_lock(_number("upgrade"))))
            found = await connection.run_sync(_revision)
            if found != newest_revision():
                if found is not None and self._copies is not None:
                    await asyncio.to_thread(put_aside, self.url, self._copies)
                await connection.run_sync(_upgrade)
                await connection.commit()
        if found != newest_revision():
            await self.empty_log()
        if not any_key:
            await self._must_be_under_this_key()

    async def _must_be_under_this_key(self) -> None:
        """Look at the members, which are sealed anew last: nothing may be written under a key that is not theirs."""
        other = select(Member.id).where(under_other_key(Member.name, self.keyring)).limit(1)
        async with self.transaction() as session:
            if await session.scalar(other) is not None:
                raise OtherKeyError(OTHER_KEY)

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection while nobody else has the database file open; raises InUseError.

        On PostgreSQL it keeps nobody out: there the lease tells whether a program runs.
        """
        async with self._engine.connect() as connection:
            if self.shared:
                yield connection
                return
            await _pragma(connection, "busy_timeout=1000")
            await _pragma(connection, "locking_mode=EXCLUSIVE")
            try:
                async with connection.begin():
                    await connection.execute(select(1))
                yield connection
            except OperationalError as error:
                raise InUseError(IN_USE) from error
            finally:
                # Given back to the pool it would keep others out for ever.
                await connection.invalidate()

    async def empty_log(self) -> None:
        """Leave nothing in SQLite's write-ahead log, which else keeps for a while what was deleted or changed."""
        if self._one_writer is None:
            return
        async with self._one_writer, self._engine.connect() as connection:
            await _pragma(connection, "wal_checkpoint(TRUNCATE)")

    @asynccontextmanager
    async def _tables_may_change(self, connection: AsyncConnection) -> AsyncIterator[None]:
        """Let a table be made anew in SQLite, which would else empty those that refer to it; no transaction is open."""
        if self._one_writer is None:
            yield
            return
        await _pragma(connection, "foreign_keys=OFF")
        try:
            yield
        finally:
            # In a transaction, even one that only read, SQLite would leave them off without a word.
            await connection.rollback()
            await _pragma(connection, "foreign_keys=ON")

    async def answers(self) -> None:
        """Ask something that costs nothing; raises DBAPIError where the database is away."""
        async with self._sessions() as session:
            await session.execute(select(1))

    async def close(self) -> None:
        """Give back every connection."""
        await self._engine.dispose()


def insert_on(session: AsyncSession) -> Callable[[type[Any]], Any]:
    """Give the INSERT of this database, which knows what to do on a conflict; the other's is not even loaded."""
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415

        return postgresql.insert
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415

    return sqlite.insert


async def one_at_a_time(session: AsyncSession, *names: str) -> None:
    """Let no other transaction past this with one of these names until this one ends.

    Where replicas share a database its own locks see to that; SQLite has one writer as it is.
    """
    if session.get_bind().dialect.name == "postgresql":
        # Everybody takes them in the same order: two that each wait for the other would wait for ever.
        await session.execute(_LOCK, {"numbers": sorted(map(_number, names))})


def _number(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)


def _revision(connection: Connection) -> str | None:
    """Give the revision the tables are at; None where there are none yet.

    What makes the tables knows this too, but takes longer to load than anything else at a start.
    """
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


@cache
def newest_revision() -> str:
    """Give the revision the tables must be at: the migrations are numbered in their order."""
    return max(file.name for file in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


async def _pragma(connection: AsyncConnection, words: str) -> None:
    """Say to SQLite what it only takes outside a transaction."""
    driver: Any = (await connection.get_raw_connection()).driver_connection
    async with driver.execute(f"PRAGMA {words}") as cursor:
        await cursor.fetchall()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _set_up_sqlite(engine: AsyncEngine) -> None:
    """Take transactions in our own hands: the driver's silently lose select-then-update changes."""

    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.waits_for_disk = not connection.get_execution_options().get(REDOABLE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _ask_what_rested(engine: AsyncEngine) -> None:
    """Try a connection that was not used for a while before it is: the server may have been started anew."""

    @event.listens_for(engine.sync_engine, "checkin")
    def given_back(_connection: object, record: Any) -> None:
        record.info[LAST_USED] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def taken(connection: Any, record: Any, _proxy: object) -> None:
        if time.monotonic() - record.info.get(LAST_USED, math.inf) > TRUSTED:
            dialect = engine.sync_engine.dialect
            try:
                dialect.do_ping(connection)
            except dialect.loaded_dbapi.Error as error:
                raise InvalidatePoolError from error
