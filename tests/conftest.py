"""What every test may ask for."""

import asyncio
import gc
import os
from collections.abc import Iterator

import bytecode  # noqa: F401  # before whatever is to be kept
import pytest
from keys import KEY

# The library reads this when it is first imported, which pytest may do before the bot does.
os.environ.setdefault("PTB_TIMEDELTA", "true")
# Commands read their settings from the environment; those about the settings themselves take this away.
os.environ.setdefault("WEGWIJS_KEY", KEY)

# The bot reads the line above when it is imported.
from compiled import share_between_engines
from keys import KEYS
from lending import Lending
from postgres import Postgres, server

from bot.database import Database

share_between_engines()


def pytest_collection_finish() -> None:
    """What was loaded by now stays until the end: the garbage collector need not go through it again and again."""
    gc.collect()
    gc.freeze()


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


@pytest.fixture(scope="session")
def lending(postgres: Postgres, upgraded: str) -> Lending:
    return Lending(postgres, upgraded)


@pytest.fixture
def postgres_url(lending: Lending) -> Iterator[str]:
    """A database on PostgreSQL with nothing in it, to this test alone."""
    yield lending.lend()
    lending.take_back()
