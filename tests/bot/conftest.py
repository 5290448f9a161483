"""What the tests of the use cases share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from loop_house import House

from bot.database import Database
from bot.demo.seed import seed


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """The made-up school on a Tuesday on which everybody works."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/loop.db")
    await database.upgrade()
    house = House(database)
    async with database.transaction() as session:
        await seed(session, house.now())
    yield house
    await database.close()
