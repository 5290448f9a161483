"""The database: migrations give exactly the tables of the models, and a transaction is all or nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from databases import ON_SQLITE
from keys import KEYS
from loop_house import OFTEN_ILL, House
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.database import MIGRATIONS, Database, newest_revision
from bot.models import Base, EditorQuestion, Incoming, Person
from bot.sealing import give_keyring

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


async def on_connection(url: str, work: Callable[[Connection], Any]) -> Any:
    engine = create_async_engine(url)
    give_keyring(engine, KEYS)
    async with engine.begin() as connection:
        result = await connection.run_sync(work)
    await engine.dispose()
    return result


def _settings(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def test_the_migrations_give_exactly_the_tables_of_the_models(database: Database, database_url: str) -> None:
    def difference(connection: Connection) -> list[Any]:
        return compare_metadata(MigrationContext.configure(connection), Base.metadata)

    assert await on_connection(database_url, difference) == []


async def test_going_back_to_before_the_first_migration_leaves_nothing_and_it_can_be_upgraded_again(
    database: Database, database_url: str
) -> None:
    def tables(connection: Connection) -> set[str]:
        return set(inspect(connection).get_table_names())

    await on_connection(database_url, lambda connection: command.downgrade(_settings(connection), "base"))
    assert await on_connection(database_url, tables) == {"alembic_version"}
    await database.upgrade()
    assert await on_connection(database_url, tables) == {"alembic_version", *Base.metadata.tables}


async def test_an_upgrade_that_was_done_before_keeps_what_is_there(database: Database) -> None:
    async with database.transaction() as session:
        session.add(Person(telegram_id=7, language="en"))
    await database.upgrade()
    async with database.transaction() as session:
        assert await session.scalar(select(Person.language)) == "en"


async def test_a_filled_database_goes_back_step_by_step_and_comes_up_again(house: House, database_url: str) -> None:
    await house.logs(*OFTEN_ILL)
    assert await house.cases()

    def back_and_up(connection: Connection) -> int:
        settings = _settings(connection)
        revisions = list(ScriptDirectory.from_config(settings).walk_revisions())
        for _ in revisions:
            command.downgrade(settings, "-1")
        assert inspect(connection).get_table_names() == ["alembic_version"]
        for _ in revisions:
            command.upgrade(settings, "+1")
        return len(revisions)

    assert await on_connection(database_url, back_and_up) > 1
    async with house.database.transaction() as session:
        assert await session.scalar(select(Person)) is None


def test_the_migrations_have_one_newest() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [newest_revision()]


async def test_a_transaction_that_fails_leaves_nothing_behind(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as session:
            session.add(Person(telegram_id=7))
            await session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with database.transaction() as session:
        assert await session.scalar(select(Person)) is None


@ON_SQLITE
async def test_a_database_in_a_file_is_opened_to_survive_a_crash(database: Database) -> None:
    async with database.transaction() as session:
        assert await session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert await session.scalar(text("PRAGMA synchronous")) == 2
        assert await session.scalar(text("PRAGMA foreign_keys")) == 1


async def test_a_moment_comes_back_aware_and_in_utc(database: Database) -> None:
    async with database.transaction() as session:
        session.add(EditorQuestion(kind="unanswered", language="nl", asked_at=NOW))
    async with database.transaction() as session:
        assert await session.scalar(select(EditorQuestion.asked_at)) == NOW


async def test_a_moment_without_time_zone_is_refused(database: Database) -> None:
    async def keep_naive() -> None:
        async with database.transaction() as session:
            session.add(EditorQuestion(kind="unanswered", language="nl", asked_at=NOW.replace(tzinfo=None)))

    with pytest.raises(StatementError, match="a moment without time zone"):
        await keep_naive()


async def test_an_error_of_the_database_does_not_show_what_people_wrote(database: Database) -> None:
    async def store_twice() -> None:
        async with database.transaction() as session:
            for _ in range(2):
                row = Incoming(update_id=1, chat_id=1, payload={"text": "Quintijn is ziek"}, received_at=NOW)
                session.add(row)
                await session.flush()
                session.expunge(row)

    with pytest.raises(IntegrityError) as caught:
        await store_twice()
    assert "Quintijn" not in str(caught.value)
