"""A database file with all tables, made once and copied for each test: the migrations themselves are tried apart.

There is one with nothing in it, and one with the made-up school.
"""

import asyncio
import atexit
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from pathlib import Path

from keys import KEYS

from bot.database import Database
from bot.demo.seed import seed


def upgraded_file(target: Path, school_on: datetime | None = None) -> str:
    """Put a database with all tables at `target`, with the school as it was confirmed then; give its address."""
    shutil.copy(_made_once(school_on), target)
    return f"sqlite+aiosqlite:///{target}"


@cache
def _made_once(school_on: datetime | None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="wegwijs-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with ThreadPoolExecutor(1) as elsewhere:  # a loop may be running here
        elsewhere.submit(asyncio.run, _make(folder / "wegwijs.db", school_on)).result()
    return folder / "wegwijs.db"


async def _make(file: Path, school_on: datetime | None) -> None:
    database = Database(f"sqlite+aiosqlite:///{file}", KEYS)
    await database.upgrade()
    if school_on:
        async with database.transaction() as session:
            await seed(session, school_on)
    # A copy of the file alone must hold everything.
    await database.empty_log()
    await database.close()
