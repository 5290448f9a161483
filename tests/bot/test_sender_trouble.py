"""The sender in trouble: what happened is recorded, nothing is dropped, and a double can be recognised."""

import asyncio
from datetime import timedelta

import pytest
from desk import ANNE, BAS, GROUP, Clock, Desk
from fake_telegram import FakeApi
from sqlalchemy import delete
from structlog.testing import capture_logs
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from bot import outbox
from bot.database import Database
from bot.message import Message
from bot.models import REFUSED, SENT, WAITING, Outgoing
from bot.outbox.outcomes import ATTEMPTS_AT_BROKEN
from bot.outbox.sender import Sender


async def _tick(clock: Clock, sender: Sender, seconds: float) -> None:
    """Let time pass, and give the sender the chance to do what it should not."""
    clock.passes(seconds)
    sender.wake()
    await asyncio.sleep(0.1)


async def test_being_asked_to_slow_down_delays_only_that_chat(desk: Desk, api: FakeApi, clock: Clock) -> None:
    api.answers(ANNE, RetryAfter(timedelta(seconds=20)))
    await desk.change(ANNE, "een", "twee")
    await desk.change(BAS, "anders")
    async with desk.sending() as sender:
        await desk.until(settled=1)
        await desk.until_back()
        assert [(row.state, row.not_before - clock()) for row in await desk.rows() if row.chat_id == ANNE] == [
            (WAITING, timedelta(seconds=20)),
            (WAITING, timedelta(seconds=20)),
        ]
        await _tick(clock, sender, 19.9)
        assert api.texts(ANNE) == ["een"]
        await _tick(clock, sender, 0.1)
        await desk.until(settled=3)
    assert api.texts(ANNE) == ["een", "een", "twee"]
    assert api.texts(BAS) == ["anders"]


async def test_somebody_who_blocked_the_bot_is_marked_unreachable(desk: Desk, api: FakeApi) -> None:
    api.answers(ANNE, Forbidden("bot was blocked by the user"))
    await desk.write(ANNE, "een")
    async with desk.sending():
        await desk.until(settled=1)
    assert await desk.outcomes() == [(REFUSED, "blocked")]
    assert await desk.reachable(ANNE) is False


async def test_a_group_that_put_the_bot_out_is_no_person(desk: Desk, api: FakeApi) -> None:
    api.answers(GROUP, Forbidden("bot was kicked from the group chat"))
    await desk.write(GROUP, "een")
    async with desk.sending():
        await desk.until(settled=1)
    assert await desk.outcomes() == [(REFUSED, "blocked")]
    assert await desk.reachable(GROUP) is None


@pytest.mark.parametrize("trouble", [NetworkError("connection lost"), TimedOut()], ids=["lost", "timed out"])
async def test_network_trouble_drops_nothing_and_the_second_try_carries_a_reference(
    trouble: Exception, desk: Desk, api: FakeApi, clock: Clock
) -> None:
    api.answers(ANNE, trouble)
    await desk.write(ANNE, "een")
    async with desk.sending() as sender:
        await desk.until_back()
        clock.passes(2)
        sender.wake()
        await desk.until(settled=1)
    assert api.texts(ANNE) == ["een", "een\n\n<i>ref. 1</i>"]
    assert await desk.outcomes() == [(SENT, "sent")]


async def test_network_trouble_is_tried_again_ever_later_and_never_given_up(
    desk: Desk, api: FakeApi, clock: Clock
) -> None:
    api.answers(ANNE, *[NetworkError("connection lost")] * 12)
    await desk.change(ANNE, "een")
    waits: list[float] = []
    async with desk.sending() as sender:
        for _ in range(12):
            await desk.until_back()
            (row,) = await desk.rows()
            waits.append((row.not_before - clock()).total_seconds())
            clock.at = row.not_before
            sender.wake()
        await desk.until(settled=1)
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    assert await desk.outcomes() == [(SENT, "sent")]


async def test_a_change_that_may_have_arrived_is_made_again_without_a_reference(
    desk: Desk, api: FakeApi, clock: Clock
) -> None:
    api.answers(ANNE, NetworkError("connection lost"), BadRequest("Message is not modified: the same content"))
    await desk.change(ANNE, "een")
    async with desk.sending() as sender:
        await desk.until_back()
        clock.passes(2)
        sender.wake()
        await desk.until(settled=1)
    assert api.texts(ANNE) == ["een", "een"]
    assert await desk.outcomes() == [(SENT, "unchanged")]


async def test_a_message_in_flight_at_a_crash_is_sent_again_with_its_reference(desk: Desk, api: FakeApi) -> None:
    await desk.write(ANNE, "een")
    await desk.left_in_flight()
    async with desk.sending():
        await desk.until(settled=1)
    assert api.texts(ANNE) == ["een\n\n<i>ref. 1</i>"]


async def test_a_doubt_is_not_forgotten_when_telegram_asks_to_slow_down(desk: Desk, api: FakeApi, clock: Clock) -> None:
    api.answers(ANNE, RetryAfter(timedelta(seconds=20)))
    await desk.write(ANNE, "een")
    await desk.left_in_flight()
    async with desk.sending() as sender:
        await desk.until_back()
        clock.passes(20)
        sender.wake()
        await desk.until(settled=1)
    assert api.texts(ANNE) == ["een\n\n<i>ref. 1</i>"] * 2


async def test_a_photo_in_flight_at_a_crash_carries_the_reference_in_its_caption(
    desk: Desk, api: FakeApi, database: Database
) -> None:
    picture = {"name": "route_map", "language": "nl"}
    async with database.transaction() as session:
        outbox.say(session, ANNE, Message("De kaart", picture=picture), now=desk.clock())
    await desk.left_in_flight()
    async with desk.sending():
        await desk.until(settled=1)
    ((method, params),) = api.asked
    assert (method, params["caption"]) == ("sendPhoto", "De kaart\n\n<i>ref. 1</i>")
    assert params["photo"].filename == "route_map.png"


async def test_the_words_over_a_tap_never_carry_a_reference(desk: Desk, api: FakeApi, database: Database) -> None:
    async with database.transaction() as session:
        outbox.answer_tap(session, "tap-1", now=desk.clock(), text="Deze knop werkt niet meer.")
    await desk.left_in_flight()
    async with desk.sending():
        await desk.until(settled=1)
    assert [params["text"] for _, params in api.asked] == ["Deze knop werkt niet meer."]


async def test_a_message_that_already_reads_so_counts_as_sent(desk: Desk, api: FakeApi) -> None:
    api.answers(ANNE, BadRequest("Message is not modified: specified new message content is the same"))
    await desk.change(ANNE, "een")
    async with desk.sending():
        await desk.until(settled=1)
    assert await desk.outcomes() == [(SENT, "unchanged")]


async def test_what_telegram_refuses_is_kept_as_refused_and_the_next_goes_on(desk: Desk, api: FakeApi) -> None:
    api.answers(ANNE, BadRequest("can't parse entities"))
    await desk.change(ANNE, "een", "twee")
    with capture_logs() as logs:
        async with desk.sending():
            await desk.until(settled=2)
    assert await desk.outcomes() == [(REFUSED, "bad_request"), (SENT, "sent")]
    assert [entry["event"] for entry in logs] == ["request_refused"]


async def test_a_tap_that_was_answered_too_late_is_no_error(desk: Desk, api: FakeApi, database: Database) -> None:
    api.answers(0, BadRequest("query is too old and response timeout expired or query id is invalid"))
    async with database.transaction() as session:
        outbox.answer_tap(session, "tap-1", now=desk.clock())
    with capture_logs() as logs:
        async with desk.sending():
            await desk.until(settled=1)
    assert await desk.outcomes() == [(REFUSED, "too_late")]
    assert logs == []


async def test_a_group_that_got_another_id_still_hears_everything_in_order(desk: Desk, api: FakeApi) -> None:
    api.answers(GROUP, ChatMigrated(-1000))
    await desk.change(GROUP, "een", "twee")
    async with desk.sending():
        await desk.until(settled=2)
    assert api.texts(-1000) == ["een", "twee"]


async def test_something_unexpected_is_tried_again_and_then_given_up(desk: Desk, api: FakeApi, clock: Clock) -> None:
    api.answers(ANNE, *[ZeroDivisionError()] * ATTEMPTS_AT_BROKEN)
    await desk.change(ANNE, "een", "twee")
    with capture_logs() as logs:
        async with desk.sending() as sender:
            for _ in range(ATTEMPTS_AT_BROKEN - 1):
                await desk.until_back()
                clock.passes(600)
                sender.wake()
                await asyncio.sleep(0)
            await desk.until(settled=2)
    assert await desk.outcomes() == [(REFUSED, "broke"), (SENT, "sent")]
    assert api.texts(ANNE) == ["een"] * ATTEMPTS_AT_BROKEN + ["twee"]
    assert [entry["event"] for entry in logs] == ["sending_broke"] * ATTEMPTS_AT_BROKEN


async def test_the_log_never_holds_what_was_said(desk: Desk, api: FakeApi) -> None:
    api.answers(ANNE, BadRequest("chat not found"))
    api.answers(BAS, NetworkError("connection lost"))
    await desk.change(ANNE, "Quintijn is ziek")
    await desk.change(BAS, "Quintijn is ziek")
    with capture_logs() as logs:
        async with desk.sending():
            await desk.until(settled=1)
            await desk.until_back()
    assert {entry["event"] for entry in logs} == {"request_refused", "network_trouble"}
    assert "Quintijn" not in repr(logs)


async def test_what_was_forgotten_while_it_was_sent_holds_up_nothing(
    desk: Desk, api: FakeApi, database: Database
) -> None:
    arrived = api.holds(ANNE)
    await desk.change(ANNE, "een")
    await desk.change(BAS, "anders")
    async with desk.sending() as sender:
        await desk.until(settled=1)
        async with database.transaction() as session:
            await session.execute(delete(Outgoing).where(Outgoing.chat_id == ANNE))
        arrived.set()
        await desk.change(ANNE, "twee")
        sender.wake()
        await desk.until(settled=2)
    assert api.texts(ANNE) == ["een", "twee"]


async def test_one_outcome_that_cannot_be_recorded_does_not_hold_up_the_others(desk: Desk, api: FakeApi) -> None:
    arrived = [api.holds(ANNE), api.holds(BAS)]
    # No message has such a number: writing it down is refused.
    api.answers(ANNE, *[{"message_id": 2**70}] * ATTEMPTS_AT_BROKEN)
    await desk.change(ANNE, "een")
    await desk.change(BAS, "anders")
    with capture_logs() as logs:
        async with desk.sending() as sender:
            await api.until(2)
            for one in arrived:
                one.set()
            for _ in range(ATTEMPTS_AT_BROKEN - 1):
                await desk.until_back()
                desk.clock.passes(600)
                sender.wake()
                await asyncio.sleep(0)
            await desk.until(settled=2)
    assert await desk.outcomes() == [(REFUSED, "broke"), (SENT, "sent")]
    assert {entry["event"] for entry in logs} == {"recording_broke"}
