"""Taking a message away: what Telegram makes of it."""

from desk import ANNE, Desk
from fake_telegram import FakeApi
from telegram.error import BadRequest

from bot.models import REFUSED, SENT


async def test_a_message_is_taken_away_and_nothing_is_said_about_it(desk: Desk, api: FakeApi) -> None:
    await desk.take_away(ANNE, 5)
    async with desk.sending():
        await desk.until(settled=1)
    assert api.asked == [("deleteMessage", {"chat_id": ANNE, "message_id": 5})]


async def test_a_message_that_is_gone_already_counts_as_taken_away(desk: Desk, api: FakeApi) -> None:
    api.answers(ANNE, BadRequest("Message to delete not found"))
    await desk.take_away(ANNE, 5)
    async with desk.sending():
        await desk.until(settled=1)
    assert await desk.outcomes() == [(SENT, "gone")]


async def test_a_message_that_may_not_be_taken_away_is_said_to_stay(desk: Desk, api: FakeApi) -> None:
    api.answers(ANNE, BadRequest("Message can't be deleted"))
    await desk.take_away(ANNE, 5)
    async with desk.sending():
        await desk.until(settled=2)
    assert await desk.outcomes() == [(REFUSED, "not_deleted"), (SENT, "sent")]
    assert api.asked[-1][0] == "sendMessage"
    assert api.asked[-1][1]["text"] == "blijft staan"
