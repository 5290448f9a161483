"""A database in a file, a clock that stands until it is moved, and Telegram as the sender sees it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from databases import EVERY
from desk import Clock, Desk
from fake_telegram import FakeApi
from keys import KEYS
from loop_house import TUESDAY, House
from office import Office
from upgraded import upgraded_file

from bot.database import Database
from bot.demo.seed import seed


@pytest.fixture
def clock() -> Clock:
    return Clock()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try whatever stores on both databases, unless a test or else its file says on which."""
    said = any("database_url" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    if "database_url" in metafunc.fixturenames and not said:
        mark = metafunc.definition.get_closest_marker("databases")
        metafunc.parametrize("database_url", mark.args if mark else EVERY, indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where is stored."""
    if request.param == "sqlite":
        # Where the school is wanted it is there already: that goes quicker than putting it in.
        return upgraded_file(tmp_path / "wegwijs.db", TUESDAY if "house" in request.fixturenames else None)
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, KEYS)
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
async def school_office(tmp_path: Path, clock: Clock) -> AsyncIterator[Office]:
    """The office of the made-up school."""
    database = Database(upgraded_file(tmp_path / "office.db", clock()), KEYS)
    yield Office(database, clock)
    await database.close()


@pytest.fixture
async def house(database: Database) -> House:
    """The made-up school on a Tuesday on which everybody works."""
    house = House(database)
    if database.shared:
        async with database.transaction() as session:
            await seed(session, house.now())
    return house
