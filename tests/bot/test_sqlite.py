"""SQLite in the program: what may take long is waited for beside everything else."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from databases import ON_SQLITE
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.database import Database
from bot.models import Person

pytestmark = ON_SQLITE


async def test_while_another_program_writes_everything_else_goes_on(database: Database, tmp_path: Path) -> None:
    async def write() -> None:
        async with database.transaction() as session:
            session.add(Person(telegram_id=1))

    other = sqlite3.connect(tmp_path / "wegwijs.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(write())
    for _ in range(5):
        await asyncio.sleep(0.01)
    assert not writing.done()
    other.execute("ROLLBACK")
    other.close()
    await writing


async def test_many_rows_are_written_at_once_and_read_back(database: Database) -> None:
    async with database.transaction() as session:
        session.add_all(Person(telegram_id=number) for number in range(300))
    async with database.transaction() as session:
        assert await session.scalar(select(func.count(Person.id))) == 300
        assert {person.telegram_id for person in await session.scalars(select(Person))} == {*range(300)}


async def test_a_long_transaction_lets_everything_else_have_its_turn(database: Database) -> None:
    async def write() -> None:
        async with database.transaction() as session:
            for number in range(2_000):
                await session.execute(insert(Person).values(telegram_id=number, telegram_hash=number))

    writing, turns = asyncio.create_task(write()), 0
    while not writing.done():
        await asyncio.sleep(0)
        turns += 1
    await writing
    assert turns > 20


async def test_what_the_tables_refuse_leaves_nothing_and_holds_nothing(database: Database) -> None:
    async def write_twice() -> None:
        async with database.transaction() as session:
            session.add_all([Person(telegram_id=1), Person(telegram_id=2)])
            await session.flush()
            session.add(Person(telegram_id=1))

    with pytest.raises(IntegrityError):
        await write_twice()
    async with database.transaction() as session:
        assert await session.scalar(select(func.count(Person.id))) == 0
