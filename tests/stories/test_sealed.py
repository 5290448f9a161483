"""Losing the database without its key tells nothing about a pupil: what is on the disk after a walk; a new key."""

import asyncio
from pathlib import Path

from case_steps import often_ill
from loop_world import LoopWorld, loop_world
from sqlalchemy import select, update
from typer.testing import CliRunner

from bot.cli import app
from bot.keyring import Keyring
from bot.models import AgendaPoint, Agreement, Member, School

CODE, WAITING = "L3-017", "L3-018"
TYPED = ("dyslexie bij de gymleraar", "OSJ bellen")
TELEGRAM_ITSELF = "telegram.db"


async def walk(loop: LoopWorld) -> list[str]:
    """Let a case be opened and taken, and words be typed; give all that must be readable nowhere."""
    mentor = loop.phone("mentor")
    await often_ill(loop)
    await mentor.hears("Waarom nu?")
    await mentor.taps("Ik pak dit op")
    await mentor.hears("opgepakt")
    await mentor.asks(TYPED[0])
    await mentor.types(f"{WAITING} ziek sinds gisteren")
    await mentor.hears("Klopt dit?")
    case = await loop.case()
    async with loop.database.transaction() as session:
        members = list(await session.scalars(select(Member)))
        words = {"words": TYPED[1], "school_id": case.school_id}
        session.add(Agreement(**words, regiehouder_id=case.owner_id, due=case.fired_on))
        session.add(AgendaPoint(**words, member_id=members[0].id, made_at=loop.now()))
    return [CODE, CODE.lower(), WAITING, *TYPED, "ziek sinds", *(member.name for member in members)]


async def readable(home: Path, words: list[str]) -> dict[str, list[str]]:
    """Give which words can be read in which of the bot's files."""

    def search() -> dict[str, list[str]]:
        files = [file for file in home.iterdir() if not file.name.startswith(TELEGRAM_ITSELF)]
        found = {file.name: [word for word in words if word.encode() in file.read_bytes()] for file in files}
        return {name: seen for name, seen in found.items() if seen}

    return await asyncio.to_thread(search)


async def test_nothing_of_a_walk_can_be_read_on_the_disk_while_it_runs_or_after(tmp_path: Path) -> None:
    async with loop_world(tmp_path) as loop:
        words = await walk(loop)
        assert (tmp_path / "wegwijs.db-wal").stat().st_size
        assert await readable(tmp_path, words) == {}
        async with loop.database.transaction() as session:
            await session.execute(update(School).values(name=f"school van {CODE}"))
        assert [CODE] in (await readable(tmp_path, words)).values()
    assert await readable(tmp_path, words) == {"wegwijs.db": [CODE]}


async def rotates(home: Path) -> str:
    env = {
        "WEGWIJS_KEY": None,
        "WEGWIJS_KEY_FILE": str(home / "key"),
        "WEGWIJS_DATABASE_URL": f"sqlite+aiosqlite:///{home / 'wegwijs.db'}",
    }
    told = await asyncio.to_thread(CliRunner().invoke, app, ["key", "rotate"], env=env)
    return told.output or str(told.exception)


async def test_under_a_new_key_a_case_goes_on_where_it_was(tmp_path: Path) -> None:
    async with loop_world(tmp_path) as loop:
        words = await walk(loop)
        before = Keyring.read(await asyncio.to_thread((tmp_path / "key").read_text)).id
        assert await rotates(tmp_path) == "de database is in gebruik; stop Wegwijs eerst"
    assert "rijen opnieuw verzegeld." in await rotates(tmp_path)
    assert Keyring.read(await asyncio.to_thread((tmp_path / "key").read_text)).id != before
    assert await readable(tmp_path, words) == {}
    async with loop_world(tmp_path) as loop:
        mentor = loop.phone("mentor")
        await mentor.asks("/zaken")
        await mentor.hears("Lopende zaken", CODE)
        await mentor.taps(f"{CODE} · Vaak ziek")
        await mentor.hears("Waarom nu?", "opgepakt")
        await mentor.taps("Ja, bewaar dit")
        await mentor.hears("Bewaard:", WAITING)
