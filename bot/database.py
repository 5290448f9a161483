"""The database: one engine, one way to open a transaction, migrations brought up to date."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from sqlalchemy import ARRAY, BigInteger, Connection, event, func, inspect, literal, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
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
        # Errors are logged: they must not show what people wrote. A server may have been started anew meanwhile.
        how: dict[str, Any] = (
            {"pool_pre_ping": True} if self.shared else {"connect_args": {"async_creator_fn": connect}}
        )
        self._engine = create_async_engine(self.url, hide_parameters=True, **how)
        self.keyring = keyring
        give_keyring(self._engine, keyring)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self._one_writer: asyncio.Lock | None = None
        if not self.shared:
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
        numbers = literal(sorted(map(_number, names)), ARRAY(BigInteger))
        await session.execute(select(func.pg_advisory_xact_lock(func.unnest(numbers))))


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
        connection.exec_driver_sql("BEGIN IMMEDIATE")
