"""A database file with all tables, made once for a run of tests: each test gets a copy."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from keys import KEYS

from bot.database import Database


def upgraded_file(target: Path) -> Path:
    """Put such a file at `target`; give where it is."""
    target.write_bytes(_upgraded())
    return target


@cache
def _upgraded() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "upgraded.db"

        async def upgrade() -> None:
            database = Database(f"sqlite+aiosqlite:///{file}", KEYS)
            await database.upgrade()
            await database.close()

        # A test that runs in a loop of its own may be the first to ask.
        with ThreadPoolExecutor(1) as beside:
            beside.submit(asyncio.run, upgrade()).result()
        return file.read_bytes()
