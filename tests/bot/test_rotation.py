"""A new key: everything is under it afterwards, nothing is lost, and it may be cut off anywhere."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from databases import ON_SQLITE
from keys import KEY, KEYS, OTHER_KEY
from loop_house import CODE, OFTEN_ILL, SCHOOL, House, worry
from sqlalchemy import func, select, type_coerce
from sqlalchemy.types import LargeBinary
from typer.testing import CliRunner

from bot import awaiting, processing
from bot.cli import app
from bot.database import Database
from bot.demo.seed import seed
from bot.errors import InUseError
from bot.keyring import Keyring, OtherKeyError, UnsealError, write_key
from bot.models import Awaited, Base, Escalation, Member, Outgoing, Signal, Verwerkingsactie
from bot.rotation import rotate
from bot.sealing import Blind, Sealed

MENTOR = 701
PLACE = awaiting.Place(MENTOR, MENTOR)
NEW = Keyring.read(OTHER_KEY)
BOTH = Keyring.read(f"{OTHER_KEY} {KEY}")
TABLES = [table for table in Base.metadata.sorted_tables if table.name != "leases"]
SEALED = [column for table in TABLES for column in table.columns if isinstance(column.type, Sealed)]


@pytest.fixture
async def used(house: House) -> House:
    """A house in which a case was opened and seen, and the mentor was asked something."""
    await house.logs(*OFTEN_ILL)
    async with house.database.transaction() as session:
        mentor = await session.scalar(select(Member).where(Member.telegram_id == MENTOR))
        processing.write(session, "case_seen", mentor, processing.About(SCHOOL, CODE, 1), house.now())
        await awaiting.expect(session, PLACE, awaiting.Asked("signal", {"code": CODE}), house.now())
    return house


@pytest.fixture
async def under_both(used: House) -> AsyncIterator[Database]:
    """The same database, with a new key before the old one."""
    await used.database.close()
    database = Database(used.database.url.render_as_string(hide_password=False), BOTH)
    yield database
    await database.close()


async def keys_in_use(database: Database) -> set[bytes]:
    """Give the ids of the keys under which anything is sealed."""
    found: set[bytes] = set()
    async with database.transaction() as session:
        for column in SEALED:
            raw = type_coerce(column, LargeBinary)
            begins = await session.scalars(select(func.substr(raw, 1, 4, type_=LargeBinary)).where(column.is_not(None)))
            found |= set(begins)
    return found


async def content(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of every table, as it reads, without the hashes."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    async with database.transaction() as session:
        for table in TABLES:
            readable = (column for column in table.columns if not isinstance(column.type, Blind))
            rows = await session.execute(select(*readable).order_by(*table.primary_key))
            found[table.name] = [tuple(row) for row in rows]
    return found


async def test_everything_is_under_the_new_key_and_reads_as_before(under_both: Database) -> None:
    before = await content(under_both)
    assert await keys_in_use(under_both) == {KEYS.current.id}
    assert await rotate(under_both) == sum(len(before[name]) for name in {column.table.name for column in SEALED})
    assert await keys_in_use(under_both) == {NEW.current.id}
    alone = Database(under_both.url.render_as_string(hide_password=False), NEW)
    assert await content(alone) == before
    await alone.close()


async def test_what_is_looked_for_is_still_found(under_both: Database) -> None:
    await rotate(under_both)
    alone = Database(under_both.url.render_as_string(hide_password=False), NEW)
    async with alone.transaction() as session:
        assert len(list(await session.scalars(select(Signal).where(Signal.code == CODE)))) == len(OFTEN_ILL)
        assert await session.scalar(select(Escalation.id).where(Escalation.code == CODE.lower())) == 1
        assert await session.scalar(select(Member.role).where(Member.telegram_id == MENTOR)) == "mentor"
        assert list(await session.scalars(select(Outgoing.id).where(Outgoing.chat_id == MENTOR)))
    await alone.close()


async def test_hashes_that_stand_alone_follow_what_they_are_the_hash_of(under_both: Database) -> None:
    await rotate(under_both)
    async with under_both.transaction() as session:
        seen = select(Verwerkingsactie.actie_naam).where(Verwerkingsactie.object_id == CODE)
        assert "case_seen" in list(await session.scalars(seen))
        assert await session.scalar(select(Awaited.purpose).where(Awaited.telegram_hash == MENTOR)) == "signal"


async def test_it_goes_on_where_it_was_cut_off(under_both: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.rotation.AT_ONCE", 2)
    before = await content(under_both)

    class CutOffError(Exception):
        pass

    def cut_off(done: int) -> None:
        if done > 6:
            raise CutOffError

    with pytest.raises(CutOffError):
        await rotate(under_both, cut_off)
    assert await keys_in_use(under_both) == {KEYS.current.id, NEW.current.id}
    assert await content(under_both) == before
    await rotate(under_both)
    assert await keys_in_use(under_both) == {NEW.current.id}
    assert await content(under_both) == before
    async with under_both.transaction() as session:
        assert await session.scalar(select(Verwerkingsactie.actie_naam).where(Verwerkingsactie.object_id == CODE))
    assert await rotate(under_both) == 0


@pytest.mark.parametrize("given", [NEW, BOTH])
async def test_a_start_under_a_key_that_is_not_the_members_is_refused(used: House, given: Keyring) -> None:
    database = Database(used.database.url.render_as_string(hide_password=False), given)
    with pytest.raises(OtherKeyError, match="«wegwijs key rotate»"):
        await database.upgrade()
    await database.close()


async def test_a_start_after_it_needs_the_new_key_only(under_both: Database) -> None:
    await rotate(under_both)
    await under_both.close()
    for keys, starts in ((NEW, True), (BOTH, True), (KEYS, False)):
        database = Database(under_both.url.render_as_string(hide_password=False), keys)
        if starts:
            await database.upgrade()
        else:
            with pytest.raises(OtherKeyError):
                await database.upgrade()
        await database.close()


async def test_without_the_old_key_it_stops_and_changes_nothing(used: House) -> None:
    await used.database.close()
    database = Database(used.database.url.render_as_string(hide_password=False), NEW)
    with pytest.raises(UnsealError, match=f"sealed with key {KEYS.id}"):
        await rotate(database)
    assert await keys_in_use(database) == {KEYS.current.id}
    await database.close()


@ON_SQLITE
async def test_while_a_program_has_the_file_open_it_does_not_begin(used: House) -> None:
    database = Database(used.database.url.render_as_string(hide_password=False), BOTH)
    with pytest.raises(InUseError, match="stop Wegwijs eerst"):
        await rotate(database)
    assert await keys_in_use(used.database) == {KEYS.current.id}
    await database.close()


def the_command(file: Path, url: str) -> Any:
    return CliRunner().invoke(
        app, ["key", "rotate"], env={"WEGWIJS_KEY": None, "WEGWIJS_KEY_FILE": str(file), "WEGWIJS_DATABASE_URL": url}
    )


@ON_SQLITE
def test_the_command_makes_the_key_itself_and_puts_the_old_one_aside(database_url: str, tmp_path: Path) -> None:
    asyncio.run(_used(database_url))
    file = tmp_path / "key"
    write_key(file, KEY)
    told = the_command(file, database_url)
    assert told.exit_code == 0, told.output
    assert "rijen opnieuw verzegeld." in told.stdout
    assert len(file.read_text().split()) == 1
    assert file.read_text().strip() != KEY
    aside = tmp_path / f"key.{KEYS.id}"
    assert (aside.read_text().strip(), aside.stat().st_mode & 0o777) == (KEY, 0o600)
    assert asyncio.run(_code(database_url, Keyring.read(file.read_text()))) == CODE


@ON_SQLITE
def test_the_command_finishes_what_was_begun_under_the_same_new_key(database_url: str, tmp_path: Path) -> None:
    asyncio.run(_used(database_url))
    file = tmp_path / "key"
    write_key(file, OTHER_KEY, KEY)
    assert the_command(file, database_url).exit_code == 0
    assert file.read_text().strip() == OTHER_KEY
    assert asyncio.run(_code(database_url, NEW)) == CODE


@ON_SQLITE
def test_a_key_from_the_environment_is_the_operators_to_change(database_url: str) -> None:
    env = {"WEGWIJS_KEY": KEY, "WEGWIJS_DATABASE_URL": database_url}
    told = CliRunner().invoke(app, ["key", "rotate"], env=env)
    assert "een nieuwe sleutel («wegwijs key new») vóór de oude" in str(told.exception)
    told = CliRunner().invoke(app, ["key", "rotate"], env=env | {"WEGWIJS_KEY": f"{OTHER_KEY},{KEY}"})
    assert told.exit_code == 0
    assert "Haal nu de oude sleutel uit WEGWIJS_KEY" in told.stdout


async def _used(url: str) -> None:
    database = Database(url, KEYS)
    house = House(database)
    async with database.transaction() as session:
        await seed(session, house.now())
    await house.logs(worry("thuissituatie"))
    await database.close()


async def _code(url: str, keys: Keyring) -> str | None:
    database = Database(url, keys)
    await database.upgrade()
    async with database.transaction() as session:
        found = await session.scalar(select(Signal.code))
    await database.close()
    return found
