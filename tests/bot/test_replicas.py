"""Replicas share a PostgreSQL: one leads, another takes over, and what one does the others do not do again."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
from databases import ON_POSTGRESQL
from keys import KEYS
from office import Office, message
from sqlalchemy import event, select, text
from telegram import Update
from telegram.ext import TypeHandler

from bot import lease
from bot.bell import Bell
from bot.context import Conversation
from bot.database import Database, one_at_a_time
from bot.lease import Leadership
from bot.models import DONE, Outgoing
from bot.replica import Replica

PATIENCE = 5.0
pytestmark = ON_POSTGRESQL


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not await true():
        assert time.monotonic() < give_up
        await asyncio.sleep(0.01)


@pytest.fixture
async def elsewhere(database_url: str, database: Database) -> AsyncIterator[Database]:
    """The same database as another replica sees it."""
    other = Database(database_url, KEYS)
    yield other
    await other.close()


async def test_only_one_replica_leads(database: Database, elsewhere: Database) -> None:
    first, second = Leadership(database), Leadership(elsewhere)
    assert (await first.take(), await second.take()) == (True, False)
    assert (first.held, second.held) == (True, False)


async def test_who_leads_may_go_on(database: Database) -> None:
    leadership = Leadership(database)
    assert await leadership.take()
    assert await leadership.take()


async def test_who_stops_lets_another_lead_at_once(database: Database, elsewhere: Database) -> None:
    first, second = Leadership(database), Leadership(elsewhere)
    await first.take()
    await first.give_back()
    assert not first.held
    assert await second.take()


async def test_giving_back_what_another_holds_takes_nothing_from_it(database: Database, elsewhere: Database) -> None:
    first, second = Leadership(database), Leadership(elsewhere)
    await first.take()
    await second.take()
    await second.give_back()
    assert not await second.take()


async def test_another_takes_over_within_ten_seconds_from_who_falls_silent(
    database: Database, elsewhere: Database
) -> None:
    assert lease.LASTS + timedelta(seconds=lease.RENEWED_EVERY) < timedelta(seconds=10)
    first, second = Leadership(database), Leadership(elsewhere)
    await first.take()
    async with database.transaction() as session:
        await session.execute(text("UPDATE leases SET until = now() - interval '1 second'"))
    assert await second.take()
    assert not await first.take()


async def test_what_has_one_name_is_done_one_at_a_time(database: Database, elsewhere: Database) -> None:
    order: list[str] = []

    async def second() -> None:
        async with elsewhere.transaction() as session:
            await one_at_a_time(session, "school a")
            order.append("second")

    async with database.transaction() as session:
        await one_at_a_time(session, "school a")
        waiting = asyncio.create_task(second())
        await asyncio.sleep(0.1)
        order.append("first")
    await waiting
    assert order == ["first", "second"]


async def test_names_in_another_order_do_not_wait_for_each_other_for_ever(
    database: Database, elsewhere: Database
) -> None:
    async def both(where: Database, *names: str) -> None:
        for _ in range(20):
            async with where.transaction() as session:
                await one_at_a_time(session, *names)

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(both(database, "a", "b"), both(elsewhere, "b", "a"))


async def test_different_names_do_not_wait_for_each_other(database: Database, elsewhere: Database) -> None:
    async with asyncio.timeout(PATIENCE), database.transaction() as session, elsewhere.transaction() as other:
        await one_at_a_time(session, "school a")
        await one_at_a_time(other, "school b")


async def test_a_ring_is_heard_by_the_other_replica(database: Database, elsewhere: Database) -> None:
    heard = asyncio.Event()
    here, there = Bell(database), Bell(elsewhere)
    running = [asyncio.create_task(bell.run()) for bell in (here, there)]
    there.rings(heard.set)
    async with asyncio.timeout(PATIENCE):
        # Once because it begins to listen, then because it rings.
        await heard.wait()
        heard.clear()
        here.ring()
        await heard.wait()
    for bell in (here, there):
        bell.stop()
    await asyncio.gather(*running)


async def test_an_update_that_two_replicas_are_given_is_handled_once(office: Office, database: Database) -> None:
    update = message(7, "/help")
    async with office.application:
        intakes = [office.intake(), office.intake()]
        await asyncio.gather(*(intake.store([update]) for intake in intakes))
        await asyncio.gather(*(intake.take_up() for intake in intakes))
        await asyncio.gather(*(intake.finish() for intake in intakes))
    assert await office.states() == [DONE]
    async with database.transaction() as session:
        assert len(list(await session.scalars(select(Outgoing)))) == 1


async def test_what_is_being_handled_here_is_not_looked_for_once_more(office: Office, database: Database) -> None:
    looked = []

    @event.listens_for(database._engine.sync_engine, "before_cursor_execute")
    def asked(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        looked.extend([statement] if statement.startswith("SELECT inbox.update_id") else [])

    async def take_up_meanwhile(_update: Update, _context: Conversation) -> None:
        await intake.take_up()

    office.application.add_handler(TypeHandler(Update, take_up_meanwhile), group=-1)
    async with office.application:
        intake = office.intake()
        await intake.store([message(1, "/help")])
        await intake.finish()
    assert (len(looked), await office.states()) == (1, [DONE])


class Job:
    """Something only the leader does."""

    def __init__(self) -> None:
        self.running = False
        self._stop = asyncio.Event()

    async def run(self) -> None:
        self.running = True
        await self._stop.wait()
        self.running = False

    def stop(self) -> None:
        self._stop.set()


async def test_the_leader_works_and_the_next_goes_on_when_it_stops(
    office: Office, database: Database, elsewhere: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.replica.RENEWED_EVERY", 0.05)
    jobs: list[Job] = []

    def lead() -> list[Job]:
        jobs.append(Job())
        return [jobs[-1]]

    replicas = [Replica(where, office.intake(), lead=lead) for where in (database, elsewhere)]
    tasks: list[Awaitable[None]] = []
    for replica in replicas:
        tasks.append(asyncio.create_task(replica.run()))
        await asyncio.sleep(0.2)
    assert [replica.leads for replica in replicas] == [True, False]
    replicas[0].stop()
    await tasks[0]

    async def second_leads() -> bool:
        return replicas[1].leads

    await until(second_leads)
    assert [job.running for job in jobs] == [False, True]
    replicas[1].stop()
    await tasks[1]
    assert [job.running for job in jobs] == [False, False]


async def test_a_replica_picks_up_what_another_left_behind(
    office: Office, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.replica.RENEWED_EVERY", 0.05)
    async with office.application:
        died = office.intake()
        died._continue = lambda chat_id: None  # type: ignore[method-assign]
        replica = Replica(database, office.intake(), lead=list)
        running = asyncio.create_task(replica.run())
        await asyncio.sleep(0.1)
        await died.store([message(7, "/help")])
        office.clock.passes(3)

        async def done() -> bool:
            return await office.states() == [DONE]

        await until(done)
        replica.stop()
        await running
