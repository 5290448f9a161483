"""How the program is doing: what waits, since when, what was set aside, and never who or what."""

from datetime import timedelta

from desk import Clock
from office import Office, message
from prometheus_client import generate_latest

from bot import metrics, outbox
from bot.database import Database
from bot.health import health
from bot.lease import Leadership
from bot.measuring import Measuring
from bot.message import Message
from bot.models import SET_ASIDE, Incoming
from bot.outbox import When


async def test_nothing_waits_where_nothing_came(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        found = await health(session, clock())
    assert (found.inbox.count, found.outbox.count, found.set_aside, found.open_cases) == (0, 0, 0, 0)
    assert found.inbox.seconds(clock()) == 0


async def test_the_lag_is_how_long_the_oldest_has_waited(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        for number, age in ((1, 90), (2, 30)):
            session.add(Incoming(update_id=number, chat_id=1, payload={}, received_at=clock() - timedelta(seconds=age)))
    async with database.transaction() as session:
        found = await health(session, clock())
    assert (found.inbox.count, found.inbox.seconds(clock())) == (2, 90)


async def test_what_is_held_back_until_later_does_not_wait(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        outbox.say(session, 1, Message("x"), now=clock())
        await outbox.say_once(session, 1, Message("y"), key="k", now=clock(), when=When(clock() + timedelta(seconds=1)))
    async with database.transaction() as session:
        assert (await health(session, clock())).outbox.count == 1
    clock.passes(1)
    async with database.transaction() as session:
        assert (await health(session, clock())).outbox.count == 2


async def test_what_was_set_aside_is_counted(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        session.add(Incoming(update_id=1, chat_id=1, payload={}, received_at=clock(), state=SET_ASIDE))
    async with database.transaction() as session:
        assert (await health(session, clock())).set_aside == 1


async def test_replicas_tell_who_leads(database: Database, clock: Clock) -> None:
    await Leadership(database).take()
    async with database.transaction() as session:
        assert ((await health(session, clock())).leader is not None) == database.shared


async def test_the_metrics_show_the_same_and_nothing_of_what_was_said(office: Office, clock: Clock) -> None:
    before = metrics.REGISTRY.get_sample_value("wegwijs_updates_total", {"outcome": "done"}) or 0
    await office.takes(message(1, "/help"), message(2, "/taal"), message(3, "Quintijn is ziek"))
    clock.passes(5)
    await Measuring(office.database, now=clock, leads=lambda: True).count()
    assert metrics.REGISTRY.get_sample_value("wegwijs_updates_total", {"outcome": "done"}) == before + 2
    assert metrics.REGISTRY.get_sample_value("wegwijs_outbox_lag_seconds") == 5
    assert metrics.REGISTRY.get_sample_value("wegwijs_leading") == 1
    assert b"Quintijn" not in generate_latest(metrics.REGISTRY)
