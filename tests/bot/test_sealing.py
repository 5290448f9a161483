"""Sealed columns: the file holds nothing readable, each column opens only its own, and hashes find what is meant."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from keys import KEY, KEYS, OTHER_KEY
from sqlalchemy import Integer, insert, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.keyring import Keyring, UnsealError
from bot.sealing import TELEGRAM, Blind, Hashed, SealedJson, SealedText, give_keyring


class Base(DeclarativeBase):
    """The tables of this test."""


class Note(Base):
    """A text, something in JSON, and hashes to find them by."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    words: Mapped[str | None] = mapped_column(SealedText("notes.words"))
    facts: Mapped[Any] = mapped_column(SealedJson("notes.facts"), nullable=True)
    code: Mapped[str | None] = mapped_column(Blind())
    person: Mapped[int | None] = mapped_column(Blind(TELEGRAM))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "notes.db"


@pytest.fixture
async def engine(file: Path) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{file}")
    give_keyring(engine, KEYS)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield engine
    await engine.dispose()


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    async with engine.begin() as connection:
        yield connection


async def test_what_is_kept_comes_back_as_it_was(connection: AsyncConnection) -> None:
    facts = {"kind": "ziek", "uren": [1, 2.5], "naam": "Zoë", "niets": None}
    await connection.execute(insert(Note).values(words="bel terug", facts=facts))
    assert (await connection.execute(select(Note.words, Note.facts))).one() == ("bel terug", facts)


async def test_nothing_stays_nothing(connection: AsyncConnection) -> None:
    await connection.execute(insert(Note).values(words=None, facts=None, code=None))
    raw = (await connection.execute(text("select words, facts, code from notes"))).one()
    assert tuple(raw) == (None, None, None)
    assert (await connection.execute(select(Note.id).where(Note.words.is_(None)))).scalar_one()


async def test_the_file_holds_neither_the_words_nor_the_code_nor_the_person(engine: AsyncEngine, file: Path) -> None:
    async with engine.begin() as connection:
        await connection.execute(
            insert(Note).values(words="moeder belde", facts={"code": "K7T-4"}, code="K7T-4", person=70123456)
        )
    kept = await asyncio.to_thread(file.read_bytes)
    assert [told for told in (b"moeder", b"K7T-4", b"70123456") if told in kept] == []
    async with engine.begin() as connection:
        await connection.execute(text("insert into notes (words) values ('K7T-4')"))
    assert b"K7T-4" in await asyncio.to_thread(file.read_bytes)


async def test_it_is_found_by_its_hash_however_it_is_typed(connection: AsyncConnection) -> None:
    await connection.execute(insert(Note).values([{"code": "K7T-4", "person": 701}, {"code": "701", "person": 702}]))
    assert (await connection.execute(select(Note.id).where(Note.code == "k7t-4"))).scalars().all() == [1]
    assert (await connection.execute(select(Note.id).where(Note.code.in_(["K7T-4", "701"])))).scalars().all() == [1, 2]
    assert (await connection.execute(select(Note.id).where(Note.person == 701))).scalars().all() == [1]


async def test_a_hash_that_was_read_finds_its_row_again(connection: AsyncConnection) -> None:
    await connection.execute(insert(Note).values(code="K7T-4"))
    read = (await connection.execute(select(Note.code))).scalar_one()
    assert isinstance(read, Hashed)
    assert (await connection.execute(select(Note.id).where(Note.code == read))).scalar_one() == 1


def test_sealed_columns_cannot_be_compared() -> None:
    with pytest.raises(TypeError, match="look it up by its blind column"):
        select(Note).where(Note.words == "bel terug")


async def test_words_put_in_another_column_do_not_open(connection: AsyncConnection) -> None:
    await connection.execute(insert(Note).values(words="1"))
    await connection.execute(text("update notes set facts = words"))
    with pytest.raises(UnsealError, match=r"notes\.facts"):
        (await connection.execute(select(Note.facts))).all()


async def test_a_wrong_key_says_so(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(insert(Note).values(words="bel terug"))
    give_keyring(engine, Keyring.read(OTHER_KEY))
    async with engine.begin() as connection:
        with pytest.raises(UnsealError, match=f"sealed with key {KEYS.id}, which is not in the keyring"):
            (await connection.execute(select(Note.words))).all()
    give_keyring(engine, Keyring.read(f"{OTHER_KEY} {KEY}"))
    async with engine.begin() as connection:
        assert (await connection.execute(select(Note.words))).scalar_one() == "bel terug"


async def test_an_engine_without_keyring_keeps_nothing(file: Path) -> None:
    engine = create_async_engine(f"sqlite+aiosqlite:///{file}")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
        with pytest.raises(StatementError, match="given no keyring"):
            await connection.execute(insert(Note).values(words="bel terug"))
    await engine.dispose()
