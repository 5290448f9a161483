"""Copies: made while the program runs, put back whole, and made by itself before the tables change."""

import os
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from databases import ON_SQLITE
from keys import KEYS
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from test_database import _settings, on_connection

from bot.backup import back_up, put_aside, restore
from bot.database import Database
from bot.errors import BackupError
from bot.models import Person


async def add(database: Database, *numbers: int) -> None:
    async with database.transaction() as session:
        session.add_all(Person(telegram_id=number, language="nl") for number in numbers)


async def count(database: Database) -> int:
    async with database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(Person)) or 0


@pytest.fixture
def programs(request: pytest.FixtureRequest, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs, of the version the server has."""
    if database_url.startswith("postgresql") and (folder := request.getfixturevalue("postgres").programs):
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


async def test_a_copy_holds_what_was_committed_while_the_program_runs(
    programs: None, database: Database, tmp_path: Path
) -> None:
    await add(database, 1, 2)
    back_up(database.url, tmp_path / "copy")
    await add(database, 3)
    await database.close()
    restore(database.url, tmp_path / "copy")
    assert await count(database) == 2


@ON_SQLITE
async def test_a_copy_is_for_its_owner_only(database: Database, tmp_path: Path) -> None:
    back_up(database.url, tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600


@ON_SQLITE
async def test_a_copy_stands_by_itself(database: Database, tmp_path: Path) -> None:
    await add(database, 1)
    back_up(database.url, tmp_path / "new" / "copy")
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["copy"]


@ON_SQLITE
async def test_a_copy_never_goes_over_another(database: Database, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("mine")
    with pytest.raises(BackupError, match="bestaat al"):
        back_up(database.url, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "mine"


@ON_SQLITE
@pytest.mark.parametrize("content", [b"", b"geen database", b"SQLite format 3\x00" + b"x" * 5000])
async def test_what_is_no_copy_is_refused_and_nothing_changes(
    database: Database, tmp_path: Path, content: bytes
) -> None:
    await add(database, 1)
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(BackupError):
        restore(database.url, tmp_path / "copy")
    assert await count(database) == 1


@ON_SQLITE
async def test_another_programs_database_is_refused(database: Database, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "copy") as other:
        other.execute("CREATE TABLE films (name TEXT)")
    other.close()
    with pytest.raises(BackupError, match="geen kopie van Wegwijs"):
        restore(database.url, tmp_path / "copy")


def test_a_database_that_is_not_there_yet_needs_no_copy(tmp_path: Path) -> None:
    assert put_aside(make_url(f"sqlite+aiosqlite:///{tmp_path}/none.db"), tmp_path) is None


@ON_SQLITE
async def test_before_the_tables_change_a_copy_is_made(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url, KEYS, copies=tmp_path / "copies")
    await database.upgrade()
    assert not (tmp_path / "copies").exists()
    await on_connection(database_url, lambda connection: command.downgrade(_settings(connection), "0001"))
    await database.upgrade()
    await database.upgrade()
    await database.close()
    (copy,) = (tmp_path / "copies").iterdir()
    before = Database(f"sqlite+aiosqlite:///{copy}", KEYS)
    async with before.transaction() as session:
        assert await session.scalar(text("SELECT version_num FROM alembic_version")) == "0001"
    await before.close()


def test_without_postgresqls_own_programs_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match="postgresql-client"):
        back_up(make_url("postgresql+psycopg://nobody@nowhere/wegwijs"), tmp_path / "copy")
