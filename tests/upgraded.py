"""A database file with all tables, made once and copied for each test: the migrations themselves are tried apart."""

import asyncio
import atexit
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from keys import KEYS

from bot.database import Database


def upgraded_file(target: Path) -> str:
    """Put a database with all tables at `target`; give its address."""
    shutil.copy(_made_once(), target)
    return f"sqlite+aiosqlite:///{target}"


@cache
def _made_once() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="wegwijs-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with ThreadPoolExecutor(1) as elsewhere:  # a loop may be running here
        elsewhere.submit(asyncio.run, _make(folder / "wegwijs.db")).result()
    return folder / "wegwijs.db"


async def _make(file: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{file}", KEYS)
    await database.upgrade()
    # A copy of the file alone must hold everything.
    await database.empty_log()
    await database.close()
