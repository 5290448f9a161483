"""The database: one engine, one way to open a transaction, migrations brought up to date."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bot.config import Settings
from bot.keyring import Keyring
from bot.sealing import give_keyring

MIGRATIONS = Path(__file__).parent / "migrations"
PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=10000")


class Database:
    """Opens transactions. SQLite has one writer: its transactions wait for each other here, not in the file.

    What is sealed in it is sealed and opened with `keyring`.
    """

    def __init__(self, url: str, keyring: Keyring) -> None:
        self.url = make_url(url)
        # Errors are logged: they must not show what people wrote.
        self._engine = create_async_engine(self.url, hide_parameters=True)
        give_keyring(self._engine, keyring)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self._one_writer: asyncio.Lock | None = None
        if self.url.get_backend_name() == "sqlite":
            self._one_writer = asyncio.Lock()
            _set_up_sqlite(self._engine)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Give the database of these settings, with its keys."""
        return cls(settings.database_url, settings.keyring())

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Open a session that commits at the end, or leaves nothing behind when something goes wrong."""
        async with self._one_writer or nullcontext(), self._sessions() as session, session.begin():
            yield session

    async def upgrade(self) -> None:
        """Bring the tables to the newest revision."""
        if self.url.database and self.url.get_backend_name() == "sqlite":
            await asyncio.to_thread(Path(self.url.database).parent.mkdir, parents=True, exist_ok=True)
        async with self._engine.connect() as connection:
            await connection.run_sync(_upgrade)
            await connection.commit()

    async def close(self) -> None:
        """Give back every connection."""
        await self._engine.dispose()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  # only a start needs it
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
