"""When a commit waits for the disk: before Telegram hears that we have an update, and before it hears an answer."""

import asyncio
from typing import Any

import pytest
from databases import ON_POSTGRESQL, ON_SQLITE
from desk import ANNE, Desk
from fake_telegram import FakeApi
from keys import KEYS
from office import Office, message
from sqlalchemy import Connection, event, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot import database as database_module
from bot.bell import Bell
from bot.database import REDOABLE, Database
from bot.models import Person

STORED, HANDLED = "waits for the disk", "does not wait"


def commits_of(database: Database) -> list[str]:
    """Give a list in which each commit is written from now on."""
    found: list[str] = []

    @event.listens_for(database._engine.sync_engine, "commit")
    def committed(connection: Connection) -> None:
        found.append(HANDLED if connection.get_execution_options().get(REDOABLE) else STORED)

    return found


async def waits(session: AsyncSession, database: Database) -> bool:
    """Tell whether this transaction will wait for the disk, as the database itself sees it."""
    if not database.shared:
        return bool(await session.scalar(text("PRAGMA synchronous")) == 2)
    # The server of the tests waits for nothing; what is asked of this transaction alone comes from the session.
    asked = text("SELECT source FROM pg_settings WHERE name = 'synchronous_commit'")
    return bool(await session.scalar(asked) != "session")


async def test_only_what_can_be_done_again_does_not_wait_for_the_disk(database: Database) -> None:
    found = []
    for _ in range(2):
        async with database.transaction() as session:
            found.append(await waits(session, database))
        async with database.redoable("chat 1") as session:
            found.append(await waits(session, database))
            session.add(Person(telegram_id=len(found)))
    assert found == [True, False, True, False]
    async with database.transaction() as session:
        assert len(list(await session.scalars(select(Person)))) == 2


async def test_an_update_is_on_the_disk_before_it_is_handled_and_what_was_said_before_it_is_sent(
    office: Office, desk: Desk, api: FakeApi, database: Database
) -> None:
    commits = commits_of(database)
    await office.takes(message(1, "/help", ANNE))
    assert commits == [STORED, HANDLED]
    before: list[Any] = []
    ask = api.do_api_request

    async def asked(*given: Any, **more: Any) -> Any:
        before.append(commits[-1])
        return await ask(*given, **more)

    api.do_api_request = asked  # type: ignore[method-assign]
    async with desk.sending():
        await desk.until(settled=1)
    assert before == [STORED]


@ON_SQLITE
async def test_a_program_that_is_killed_keeps_what_did_not_wait_for_the_disk(database: Database) -> None:
    async with database.redoable("chat 1") as session:
        session.add(Person(telegram_id=1))
    # Nothing is closed in order: another program opens the file as it is.
    other = Database(database.url.render_as_string(), KEYS)
    async with other.transaction() as session:
        assert [person.telegram_id for person in await session.scalars(select(Person))] == [1]
    await other.close()


@ON_POSTGRESQL
async def test_a_connection_that_was_cut_off_while_it_rested_is_not_noticed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "TRUSTED", 0.0)
    async with database.transaction() as session:
        here = await session.scalar(text("SELECT pg_backend_pid()"))
    other = Database(database.url.render_as_string(hide_password=False), KEYS)
    async with other.transaction() as session:
        await session.execute(text(f"SELECT pg_terminate_backend({here})"))
    await other.close()
    await asyncio.sleep(0.05)
    async with database.transaction() as session:
        assert await session.scalar(text("SELECT pg_backend_pid()")) != here


async def test_who_leads_alone_tells_nobody_elsewhere(database: Database) -> None:
    heard: list[str] = []
    bell = Bell(database)
    alone = True
    bell.rings(lambda: heard.append("here"), only_here=lambda: alone)
    bell.ring()
    assert (heard, bell._rung.is_set()) == (["here"], False)
    alone = False
    bell.ring()
    assert (heard, bell._rung.is_set()) == (["here", "here"], True)
