"""The sender: order within a chat, chats beside each other, and a clean stop."""

import asyncio
from datetime import timedelta

from desk import ANNE, BAS, BUTTONS, Desk
from fake_telegram import FakeApi
from sqlalchemy import delete

from bot import queries
from bot.database import Database
from bot.message import Message
from bot.models import EXPIRED, SENT, WAITING, Outgoing
from bot.outbox import When


async def test_what_is_said_to_a_chat_arrives_in_the_order_it_was_written(desk: Desk, api: FakeApi) -> None:
    await desk.change(ANNE, "een", "twee", "drie")
    async with desk.sending():
        await desk.until(settled=3)
    assert api.texts(ANNE) == ["een", "twee", "drie"]
    assert await desk.outcomes() == [(SENT, "sent")] * 3


async def test_the_next_for_a_chat_waits_until_the_one_before_has_arrived(desk: Desk, api: FakeApi) -> None:
    arrived = api.holds(ANNE)
    await desk.change(ANNE, "een", "twee")
    await desk.change(BAS, "anders")
    async with desk.sending():
        await desk.until(settled=1)
        assert (api.texts(ANNE), api.texts(BAS)) == (["een"], ["anders"])
        arrived.set()
        await desk.until(settled=3)
    assert api.texts(ANNE) == ["een", "twee"]


async def test_two_messages_to_a_chat_are_a_second_apart(desk: Desk, api: FakeApi) -> None:
    await desk.write(ANNE, "een", "twee")
    before = asyncio.get_running_loop().time()
    async with desk.sending():
        await desk.until(settled=2)
    assert asyncio.get_running_loop().time() - before >= 1.0
    assert api.texts(ANNE) == ["een", "twee"]


async def test_the_message_id_is_kept(desk: Desk, api: FakeApi) -> None:
    api.answers(ANNE, {"message_id": 77})
    await desk.write(ANNE, "een")
    async with desk.sending():
        await desk.until(settled=1)
    (row,) = await desk.rows()
    assert (row.message_id, row.sent_at) == (77, desk.clock())


async def test_a_message_is_sent_as_html_with_its_buttons_and_without_a_preview(desk: Desk, api: FakeApi) -> None:
    await desk.change(ANNE, "een")
    async with desk.sending():
        await desk.until(settled=1)
    ((method, params),) = api.asked
    carried = "hulp" + BUTTONS.mark(ANNE, "hulp")
    assert method == "editMessageText"
    assert params == {
        "chat_id": ANNE,
        "message_id": 5,
        "text": "een",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "Verder", "callback_data": carried}]]},
    }


async def test_stopping_finishes_what_is_in_flight_and_starts_nothing_more(desk: Desk, api: FakeApi) -> None:
    arrived = api.holds(ANNE)
    await desk.change(ANNE, "een", "twee")
    sender = desk.sender()
    running = asyncio.create_task(sender.run())
    await api.until(1)
    sender.stop()
    await asyncio.sleep(0.05)
    finished_too_early = running.done()
    arrived.set()
    await running
    assert not finished_too_early
    assert await desk.outcomes() == [(SENT, "sent"), (WAITING, None)]
    assert api.texts(ANNE) == ["een"]


async def test_what_is_written_while_the_sender_waits_goes_at_once(desk: Desk, api: FakeApi) -> None:
    async with desk.sending() as sender:
        await asyncio.sleep(0.05)
        await desk.write(ANNE, "een")
        sender.wake()
        await desk.until(settled=1)
    assert api.texts(ANNE) == ["een"]


async def test_eight_chats_are_served_beside_each_other_and_no_more(desk: Desk, api: FakeApi) -> None:
    held = {chat: api.holds(chat) for chat in range(1, 12)}
    for chat in held:
        await desk.change(chat, "een")
    async with desk.sending():
        await api.until(8)
        await asyncio.sleep(0.05)
        assert len(api.asked) == 8
        for arrived in held.values():
            arrived.set()
        await desk.until(settled=11)


async def test_a_file_is_drawn_when_it_is_sent_and_named_as_asked(desk: Desk, api: FakeApi) -> None:
    entry = {"name": "route_map", "file": "overleg.ics", "language": "nl"}
    await desk.write_once(ANNE, Message("Je bent uitgenodigd", picture=entry), When(desk.clock()))
    async with desk.sending():
        await desk.until(settled=1)
    method, params = api.asked[-1]
    assert (method, params["caption"], params["document"].filename) == (
        "sendDocument",
        "Je bent uitgenodigd",
        "overleg.ics",
    )


async def test_what_is_too_late_to_be_right_is_not_sent_and_holds_up_nothing(desk: Desk, api: FakeApi) -> None:
    now = desk.clock()
    await desk.write_once(ANNE, Message("Te laat"), When(now, now))
    await desk.write_once(ANNE, Message("Op tijd"), When(now, now + timedelta(seconds=1), silently=True))
    async with desk.sending():
        await desk.until(settled=2)
    assert api.texts(ANNE) == ["Op tijd"]
    assert await desk.outcomes() == [("refused", EXPIRED), (SENT, "sent")]
    assert api.asked[-1][1]["disable_notification"] is True


async def test_what_was_taken_back_since_it_was_found_is_not_sent(desk: Desk, database: Database) -> None:
    await desk.write(ANNE, "Blijft")
    await desk.write(BAS, "Teruggenomen")
    async with database.transaction() as session:
        found = await queries.due_to_send(session, desk.clock(), 10)
        gone = next(one for one in found if one.chat_id == BAS)
        await session.execute(delete(Outgoing).where(Outgoing.id == gone.id))
        claimed = await queries.claim(session, found)
    assert [one.chat_id for one in claimed] == [ANNE]
