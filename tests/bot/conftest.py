"""A database in a file, a clock that stands until it is moved, and Telegram as the sender sees it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from desk import Clock, Desk
from fake_telegram import FakeApi
from office import Office

from bot.database import Database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/wegwijs.db"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
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
