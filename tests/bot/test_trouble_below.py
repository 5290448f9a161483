"""What goes wrong under us: a database locked or full, a clock that jumps, a day of backlog, updates out of order."""

import asyncio
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from databases import ON_SQLITE
from desk import Clock, Desk
from fake_telegram import FakeApi
from office import ANNE, BAS, Office, message
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from bot import intake as intake_module
from bot.database import Database
from bot.models import DONE, WAITING, Incoming

A_DAY = 300


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_module, "PAUSE_IN_TROUBLE", 0.05)


@ON_SQLITE
async def test_a_database_that_another_program_holds_is_waited_for(
    office: Office, database: Database, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "wegwijs.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    taking = asyncio.create_task(office.takes(message(1, "/help")))
    await asyncio.sleep(0.3)
    assert not taking.done()
    other.execute("COMMIT")
    other.close()
    await taking
    assert await office.states() == [DONE]


@ON_SQLITE
async def test_a_disk_that_is_full_confirms_nothing_and_goes_on_when_there_is_room(
    office: Office, database: Database
) -> None:
    room = {"pages": 1}

    @event.listens_for(database._engine.sync_engine, "begin")
    def limit(connection: object) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {room['pages']}")  # type: ignore[attr-defined]

    long = "wie betaalt dit? " * 100
    async with office.application:
        intake = office.intake()
        with pytest.raises(OperationalError, match="full"):
            await intake.store([message(number, long) for number in range(1, 12)])
        assert await office.rows(Incoming) == []
        room["pages"] = 1_000_000
        await intake.store([message(1, "/help")])
        await intake.finish()
    assert await office.states() == [DONE]


async def test_what_the_database_could_not_take_for_a_while_is_handled_once(office: Office, clock: Clock) -> None:
    failures = iter([OperationalError("UPDATE", None, ConnectionError()) for _ in range(3)])
    intake = office.intake()
    handle = intake._handle

    async def trouble(*given: object) -> None:
        for failure in failures:
            raise failure
        await handle(*given)  # type: ignore[arg-type]

    intake._handle = trouble  # type: ignore[method-assign]
    async with office.application:
        await intake.store([message(1, "/help"), message(2, "/taal")])
        async with asyncio.timeout(5):
            while intake._chains:
                await asyncio.gather(*intake._chains.values())
    assert await office.states() == [DONE, DONE]
    assert [row.attempts for row in await office.rows(Incoming)] == [0, 0]
    assert len(await office.said()) == 2


@pytest.mark.parametrize("jump", [timedelta(hours=-3), timedelta(days=400)])
async def test_a_clock_that_jumps_holds_up_nothing_that_was_to_go_at_once(
    desk: Desk, api: FakeApi, clock: Clock, jump: timedelta
) -> None:
    await desk.change(ANNE, "een")
    clock.at += jump
    async with desk.sending():
        await desk.until(settled=1)
    assert api.texts(ANNE) == ["een"]


async def test_a_clock_that_went_back_leaves_nothing_in_the_inbox(office: Office, clock: Clock) -> None:
    async with office.database.transaction() as session:
        later = clock() + timedelta(hours=3)
        session.add(Incoming(update_id=1, chat_id=ANNE, payload=message(1, "/help"), received_at=later))
    async with office.application:
        intake = office.intake()
        await intake.take_up()
        await intake.finish()
    assert await office.states() == [DONE]


@ON_SQLITE
async def test_a_days_backlog_is_handled_in_the_order_of_each_chat(office: Office) -> None:
    office_order: list[int] = []
    intake = office.intake()
    handle = intake._handle

    async def note(handling: object, payload: dict[str, int]) -> None:
        office_order.append(payload["update_id"])
        await handle(handling, payload)  # type: ignore[arg-type]

    intake._handle = note  # type: ignore[assignment,method-assign]
    async with office.application:
        await intake.store([message(number, "/taal", person=number % 7 + 1) for number in range(1, A_DAY + 1)])
        await intake.finish()
    assert await office.states() == [DONE] * A_DAY
    for chat in range(7):
        of_chat = [number for number in office_order if number % 7 == chat]
        assert of_chat == sorted(of_chat)


async def test_updates_that_come_out_of_order_together_are_handled_in_order(office: Office) -> None:
    await office.takes(message(9, "/taal"), message(7, "/help"), message(8, "/help", person=BAS))
    assert await office.states() == [DONE] * 3
    said = [row.params["text"] for row in await office.rows_of(ANNE)]
    assert "/tabel" in said[0]
    assert "/tabel" not in said[1]


async def test_an_update_that_came_too_late_is_still_handled(office: Office) -> None:
    await office.takes(message(9, "/help"))
    await office.takes(message(7, "/help"))
    assert await office.states() == [DONE, DONE]
    async with office.database.transaction() as session:
        assert await session.scalar(text(f"SELECT count(*) FROM inbox WHERE state = '{WAITING}'")) == 0
