"""A database from before the sealing is sealed as it stands, and everything in it is still there."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from databases import EVERY
from keys import KEYS
from postgres import Postgres
from sqlalchemy import JSON, Connection, column, select, table, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.database import MIGRATIONS, Database
from bot.models import (
    AgendaPoint,
    Agreement,
    Awaited,
    Draft,
    EditorQuestion,
    Escalation,
    EscalationStep,
    Incoming,
    Member,
    Outgoing,
    Person,
    Signal,
    Thread,
)
from bot.sealing import give_keyring

BEFORE = "0004"
WHEN = "2026-11-17 09:00:00.000000"
EVENT = {"kind": "sick", "first_day": "2026-11-16", "last_day": "2026-11-16"}
PHONE = 7012345678
READABLE = ("K7T-4", "moeder belt", "Mentor Mo", "welke trein", "2026-11-16", "over K7T", "lokaal 12", PHONE)
ROWS = (
    """INSERT INTO schools (id, name, region, mazl_window, closed_days)
        VALUES ('kompas', 'Het Kompas', 'midden', 'calendar', '[]')""",
    """INSERT INTO members (id, telegram_id, name, role, language, quiet_from, quiet_until, reachable)
        VALUES (1, 7012345678, 'Mentor Mo', 'mentor', 'nl', 18, 8, TRUE)""",
    f"""INSERT INTO inbox (update_id, chat_id, payload, state, attempts, received_at)
        VALUES (9, 7012345678, '{{"message": {{"text": "K7T-4 ziek"}}}}', 'done', 0, '{WHEN}')""",
    f"""INSERT INTO outbox (id, chat_id, method, params, state, attempts, created_at, not_before)
        VALUES (5, 7012345678, 'sendMessage', '{{"text": "over K7T-4"}}', 'waiting', 0, '{WHEN}', '{WHEN}')""",
    f"""INSERT INTO editor_questions (id, kind, words, language, asked_at)
        VALUES (1, 'unanswered', 'welke trein?', 'nl', '{WHEN}'), (2, 'unanswered', NULL, 'nl', '{WHEN}')""",
    f"""INSERT INTO drafts (telegram_id, chat_id, school_id, content, changed_at)
        VALUES (7012345678, 7012345678, 'kompas', '{{"code": "K7T-4"}}', '{WHEN}')""",
    f"""INSERT INTO awaited (telegram_id, chat_id, purpose, about, words, asked_at)
        VALUES (7012345678, 7012345678, 'signal', '{{"code": "K7T-4"}}', 'moeder belt', '{WHEN}')""",
    f"""INSERT INTO signals (id, school_id, code, event, logged_by, logged_at)
        VALUES (1, 'kompas', 'K7T-4', '{json.dumps(EVENT)}', 1, '{WHEN}')""",
    f"""INSERT INTO escalations (id, school_id, code, rule, fired_on, role, evidence, state, step, opened_at)
        VALUES (3, 'kompas', 'K7T-4', 'mazl.1', '2026-11-17', 'mentor', '["2026-11-16"]', 'open', 0, '{WHEN}')""",
    "INSERT INTO people (telegram_id, language, reachable) VALUES (7012345678, 'en', FALSE)",
    f"INSERT INTO threads (chat_id, telegram_id, topic, told_at) VALUES (7012345678, 7012345678, 'dyslexie', '{WHEN}')",
    f"INSERT INTO escalation_steps (id, escalation_id, at, what) VALUES (1, 3, '{WHEN}', 'opened')",
    """INSERT INTO agreements (id, school_id, escalation_id, words, regiehouder_id, due)
        VALUES (1, 'kompas', 3, 'moeder belt', 1, '2026-12-01')""",
    f"""INSERT INTO meetings
        (id, school_id, kind, starts_at, minutes, place, state, uid, sequence, made_by, made_at, changed_at)
        VALUES (1, 'kompas', 'team', '{WHEN}', 60, 'lokaal 12', 'planned', 'u', 0, 1, '{WHEN}', '{WHEN}')""",
    f"""INSERT INTO agenda_points (id, school_id, meeting_id, words, member_id, made_at)
        VALUES (1, 'kompas', 1, 'over K7T-4', 1, '{WHEN}')""",
)


async def migrate(url: str, to: str, *, up: bool, rows: tuple[str, ...] = ()) -> None:
    def work(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        (command.upgrade if up else command.downgrade)(config, to)
        for row in rows:
            connection.execute(text(row))

    engine = create_async_engine(url)
    give_keyring(engine, KEYS)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(work)
    finally:
        await engine.dispose()


async def readable(file: Path) -> list[str | int]:
    """Give what can be read in the file, or in what SQLite keeps beside it; it writes a number in six bytes."""
    kept = b"".join(await asyncio.to_thread(lambda: [one.read_bytes() for one in sorted(file.parent.iterdir())]))
    return [one for one in READABLE if (one.encode() if isinstance(one, str) else one.to_bytes(6, "big")) in kept]


@pytest.fixture(params=EVERY)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables, on both."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'wegwijs.db'}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    url = postgres.new_database()
    yield url.render_as_string(hide_password=False)
    postgres.drop(url)


async def test_what_was_readable_is_sealed_and_still_known(new_url: str) -> None:
    await migrate(new_url, BEFORE, up=True, rows=ROWS)
    database = Database(new_url, KEYS)
    await database.upgrade()
    async with database.transaction() as session:

        async def all_of(*columns: Any) -> list[Any]:
            return [tuple(row) for row in await session.execute(select(*columns).order_by(columns[0].table.c.id))]

        assert await all_of(Signal.code, Signal.event) == [("K7T-4", EVENT)]
        assert await session.scalar(select(Signal.id).where(Signal.code_hash == "k7t-4")) == 1
        assert await all_of(Escalation.id, Escalation.code, Escalation.evidence) == [(3, "K7T-4", ["2026-11-16"])]
        assert await all_of(EscalationStep.escalation_id) == [(3,)]
        assert await all_of(Agreement.words, Agreement.escalation_id) == [("moeder belt", 3)]
        assert await all_of(Member.name) == [("Mentor Mo",)]
        assert await all_of(Outgoing.params, Outgoing.picture) == [({"text": "over K7T-4"}, None)]
        assert await all_of(EditorQuestion.words) == [("welke trein?",), (None,)]
        assert await all_of(AgendaPoint.words) == [("over K7T-4",)]
        assert await all_of(Person.telegram_id, Person.language, Person.reachable) == [(PHONE, "en", False)]
        for whose in (Person.telegram_id, Member.telegram_id, Incoming.chat_id, Outgoing.chat_id):
            assert await session.scalar(select(whose).where(whose == PHONE)) == PHONE
        for hashed in (Draft.chat_hash, Awaited.telegram_hash, Thread.telegram_hash):
            assert await session.scalar(select(hashed).where(hashed == PHONE))
        assert await session.scalar(select(Incoming.payload)) == {"message": {"text": "K7T-4 ziek"}}
        assert await session.scalar(select(Draft.content)) == {"code": "K7T-4"}
        assert (await session.execute(select(Awaited.about, Awaited.words))).one() == ({"code": "K7T-4"}, "moeder belt")
    await database.close()


async def test_nothing_readable_stays_in_the_file_or_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "wegwijs.db"
    await migrate(f"sqlite+aiosqlite:///{file}", BEFORE, up=True, rows=ROWS)
    assert await readable(file) == list(READABLE)
    database = Database(f"sqlite+aiosqlite:///{file}", KEYS)
    await database.upgrade()
    assert await readable(file) == []
    await database.close()


async def test_it_can_be_made_readable_again(new_url: str) -> None:
    await migrate(new_url, BEFORE, up=True, rows=ROWS)
    await migrate(new_url, "head", up=True)
    await migrate(new_url, BEFORE, up=False)
    engine = create_async_engine(new_url)
    async with engine.begin() as connection:
        signals = (
            await connection.execute(select(column("code"), column("event", JSON)).select_from(table("signals")))
        ).all()
        assert [tuple(signal) for signal in signals] == [("K7T-4", EVENT)]
        assert (await connection.execute(text("SELECT name FROM members"))).scalar_one() == "Mentor Mo"
        assert (await connection.execute(text("SELECT code FROM escalations"))).scalar_one() == "K7T-4"
        for where in ("people.telegram_id", "members.telegram_id", "inbox.chat_id", "outbox.chat_id"):
            whose = text(f"SELECT {where} FROM {where.partition('.')[0]}")
            assert (await connection.execute(whose)).scalar_one() == PHONE
    await engine.dispose()
