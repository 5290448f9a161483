"""Sealed columns: the file holds nothing readable, each column opens only its own, and hashes find what is meant."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from keys import KEY, KEYS, OTHER_KEY
from sqlalchemy import ColumnElement, Integer, insert, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column

from bot.keyring import Keyring, UnsealError
from bot.sealing import TELEGRAM, Blind, Hashed, SealedJson, SealedText, beside, follow_hashes, give_keyring


class Base(DeclarativeBase):
    """The tables of this test."""


follow_hashes(Base)


class Note(Base):
    """A text, something in JSON, and hashes to find them by."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    words: Mapped[str | None] = mapped_column(SealedText("notes.words"))
    facts: Mapped[Any] = mapped_column(SealedJson("notes.facts"), nullable=True)
    code: Mapped[str | None] = mapped_column(Blind())
    person: Mapped[int | None] = mapped_column(Blind(TELEGRAM))


class Pupil(Base):
    """A code that is found by the hash beside it."""

    __tablename__ = "pupils"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str | None] = mapped_column(SealedText("pupils.code", found_by="code_hash"))
    code_hash: Mapped[str | None] = mapped_column(Blind(), default=beside("code"))


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


def test_what_has_no_hash_beside_it_cannot_be_looked_for() -> None:
    with pytest.raises(TypeError, match="no blind column beside it"):
        select(Note).where(Note.words == "bel terug")
    with pytest.raises(TypeError, match="asks for order"):
        select(Pupil).where(Pupil.code > "K7T-4")


async def test_what_has_a_hash_beside_it_is_found_by_its_value(connection: AsyncConnection) -> None:
    codes = ["K7T-4", "2231", None]
    await connection.execute(insert(Pupil), [{"code": code} for code in codes])
    other = aliased(Pupil)

    async def found(*where: ColumnElement[bool]) -> list[str | None]:
        rows = await connection.execute(select(Pupil.code).where(*where).order_by(Pupil.id))
        return list(rows.scalars())

    assert await found(Pupil.code == "k7t-4") == ["K7T-4"]
    assert await found(Pupil.code != "K7T-4") == ["2231"]
    assert await found(Pupil.code.in_(codes[:2])) == ["K7T-4", "2231"]
    assert await found(Pupil.code.not_in(["2231"])) == ["K7T-4"]
    assert await found(Pupil.code.is_(None)) == [None]
    joined = await connection.execute(select(other.code).join(Pupil, Pupil.code == other.code).order_by(other.id))
    assert list(joined.scalars()) == ["K7T-4", "2231"]


async def test_the_hash_follows_when_the_value_of_an_object_changes(engine: AsyncEngine) -> None:
    async with AsyncSession(engine) as session, session.begin():
        session.add(Pupil(code="K7T-4"))
    async with AsyncSession(engine) as session, session.begin():
        pupil = await session.scalar(select(Pupil).where(Pupil.code == "K7T-4"))
        assert pupil
        pupil.code = "2231"
        await session.flush()
        assert await session.scalar(select(Pupil.id).where(Pupil.code == "2231")) == pupil.id
        pupil.code = None
        await session.flush()
        assert await session.scalar(select(Pupil.id).where(Pupil.code == "2231")) is None


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
