"""What goes wrong between us and Telegram, or under us: nothing is lost, nobody else waits, the rest goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import Postgres, server
from world import CHATS, World, running_world

NOW_AND_THEN = {
    "an error of Telegram's own": {"status": 502},
    "a connection cut before it arrived": {"drop": "before"},
    "a connection cut after it arrived": {"drop": "after"},
}


@pytest.mark.parametrize("fault", NOW_AND_THEN.values(), ids=NOW_AND_THEN.keys())
async def test_a_reply_that_met_trouble_is_said_all_the_same(world: World, fault: dict[str, object]) -> None:
    await world.fault(method="sendMessage", chat=CHATS["mentor"], **fault)
    mentor = world.phone("mentor")
    await mentor.types("/help")
    await mentor.sees("/tabel", "ref.")


async def test_who_must_wait_for_telegram_lets_nobody_else_wait(world: World) -> None:
    await world.fault(method="sendMessage", chat=CHATS["mentor"], status=429, retry_after=3)
    mentor, coordinator = world.phone("mentor"), world.phone("coordinator")
    await mentor.types("/help")
    await coordinator.asks("/help")
    assert [message.raw["mine"] for message in await mentor.messages()] == [True]
    await mentor.sees("/tabel")


async def test_a_message_that_is_gone_cannot_be_changed_and_the_next_is_handled(world: World) -> None:
    mentor = world.phone("mentor")
    await mentor.asks("/tabel")
    world.may_refuse = ("bad_request",)
    description = "Bad Request: message to edit not found"
    await world.fault(method="editMessageText", status=400, description=description)
    tabled = (await mentor.messages())[-1]
    await mentor.taps(tabled.labels[0])
    assert "/tabel" in (await mentor.asks("/help")).text


@pytest.fixture
def own_server() -> Iterator[Postgres]:
    """A server that may be started anew without harm to other tests."""
    with server(given=None) as found:
        if found is None:
            pytest.skip("no PostgreSQL to start")
        yield found


async def test_a_postgresql_that_is_started_anew_loses_nothing(tmp_path: Path, own_server: Postgres) -> None:
    url = own_server.new_database().render_as_string(hide_password=False)
    async with running_world(tmp_path, database_url=url) as world:
        mentor = world.phone("mentor")
        await mentor.asks("/help")
        own_server.restart()
        assert "Bron" in (await mentor.asks("wie betaalt een dyslexieverklaring?")).text
