"""A database in a file, a clock that stands until it is moved, and Telegram as the sender sees it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from desk import Clock, Desk
from fake_telegram import FakeApi
from keys import KEYS
from loop_house import House
from office import Office
from postgres import Postgres, server

from bot.database import Database
from bot.demo.seed import seed


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of this run's own, or the one that was given."""
    with server() as found:
        if found is None:
            pytest.skip("no PostgreSQL: neither the package for tests, nor the system's, nor WEGWIJS_TEST_DATABASE_URL")
        yield found


@pytest.fixture(scope="session")
def upgraded(postgres: Postgres) -> str:
    """The name of a database with all tables, which is copied for each test."""
    url = postgres.new_database()

    async def upgrade() -> None:
        database = Database(url.render_as_string(hide_password=False), KEYS)
        await database.upgrade()
        await database.close()

    asyncio.run(upgrade())
    return url.database or ""


@pytest.fixture
def postgres_url(postgres: Postgres, upgraded: str) -> Iterator[str]:
    """A database of this test's own on PostgreSQL."""
    url = postgres.new_database(like=upgraded)
    yield url.render_as_string(hide_password=False)
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where is stored: everything is tried on both."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/wegwijs.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, KEYS)
    await database.upgrade()
    yield database
    await database.close()


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def desk(database: Database, api: FakeApi, clock: Clock) -> Desk:
    return Desk(database, api, clock)


@pytest.fixture
def office(database: Database, clock: Clock) -> Office:
    return Office(database, clock)


@pytest.fixture
async def house(database: Database) -> House:
    """The made-up school on a Tuesday on which everybody works."""
    house = House(database)
    async with database.transaction() as session:
        await seed(session, house.now())
    return house
