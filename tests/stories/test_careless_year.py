"""After a year of careless messages no name, number or code stands anywhere; and the search would have found it."""

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from keys import KEY
from upgraded import upgraded_file

from benchmarks.careless import People
from benchmarks.careless_year import careless_year, plant
from bot.keyring import write_key
from bot.logs import set_up


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The bot's log in a file."""
    file = tmp_path / "log"
    with file.open("w") as log, contextlib.redirect_stderr(log):
        set_up()
        yield file
    structlog.reset_defaults()


async def test_what_the_guard_sees_is_kept_nowhere_and_nothing_can_be_read_without_the_key(
    tmp_path: Path, log: Path
) -> None:
    write_key(tmp_path / "key", KEY)
    upgraded_file(tmp_path / "wegwijs.db")
    messages = list(People(seed=11).messages(60))
    year = await careless_year(tmp_path, messages, phones=20, looks=1)
    assert len(year.used) > 50
    assert len(year.missed) < 5
    assert year.leaked(messages) == set()
    assert year.in_files == {}
    await plant(year, "Zwanenhoekstra")
    await year.search()
    found_in = {"wegwijs.db-wal", "copy.db", "log"}
    assert {name for name, secrets in year.in_files.items() if "Zwanenhoekstra" in secrets} >= found_in
    assert "Zwanenhoekstra" in year.in_rows["schools"]
    assert "ready" in await asyncio.to_thread(log.read_text)
    await year.database.close()
