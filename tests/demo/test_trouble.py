"""Faults on request, and Telegram's sending limits."""

from dataclasses import replace

import httpx
import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter

from .conftest import ANNA, BEN, GROUPS, TEAM, TOKEN, Api, Clock, Page

pytestmark = pytest.mark.usefixtures("started")


async def test_the_next_matching_request_fails_and_the_one_after_it_does_not(api: Api, page: Page):
    await page.post("fault", method="sendMessage", status=500)
    assert (await api.call("getMe"))["ok"]
    body = await api.call("sendMessage", chat_id=ANNA, text="een")
    assert (body["error_code"], body["description"]) == (500, "Internal Server Error")
    assert (await api.call("sendMessage", chat_id=ANNA, text="twee"))["ok"]
    assert (await page.last())["text"] == "twee"


async def test_too_many_requests_says_how_long_to_wait(bot: Bot, page: Page):
    await page.post("fault", method="sendMessage", status=429, retry_after=7)
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(ANNA, "een")
    assert int(refusal.value._retry_after.total_seconds()) == 7


async def test_a_fault_may_be_for_one_chat_only(bot: Bot, page: Page):
    await page.post("fault", method="*", status=403, chat=BEN)
    await bot.send_message(ANNA, "een")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(BEN, "een")


async def test_a_fault_may_happen_several_times(api: Api, page: Page):
    await page.post("fault", method="sendMessage", status=502, times=2)
    outcomes = [(await api.call("sendMessage", chat_id=ANNA, text="x"))["ok"] for _ in range(3)]
    assert outcomes == [False, False, True]


async def test_a_fault_for_every_method_leaves_polling_alone(api: Api, page: Page):
    await page.post("fault", method="*", status=500)
    assert (await api.call("getUpdates"))["ok"]
    assert not (await api.call("getMe"))["ok"]


async def test_polling_fails_when_it_is_named(api: Api, page: Page):
    await page.post("fault", method="getUpdates", status=502)
    assert (await api.call("getUpdates"))["error_code"] == 502


async def test_faults_can_be_taken_back(api: Api, page: Page):
    await page.post("fault", method="*", status=500, times=100)
    await page.post("fault/clear")
    assert (await api.call("getMe"))["ok"]


async def test_a_cut_connection_is_a_network_error_and_nothing_is_sent(bot: Bot, page: Page):
    await page.post("fault", method="sendMessage", drop=True)
    with pytest.raises(NetworkError):
        await bot.send_message(ANNA, "een")
    assert (await page.last())["text"] == "/start"


async def test_a_connection_cut_after_sending_leaves_the_message(client: httpx.AsyncClient, page: Page):
    await page.post("fault", method="sendMessage", drop="after")
    with pytest.raises(httpx.RemoteProtocolError):
        await client.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": ANNA, "text": "een"})
    assert (await page.last())["text"] == "een"


async def test_a_fault_without_numbers_is_refused(page: Page):
    assert (await page.problem("fault", method="*", status="kapot"))[0] == 400


async def test_requests_are_remembered_as_sent_but_polling_is_not(api: Api, client: httpx.AsyncClient):
    await api.ok("getUpdates")
    await client.post(f"/bot{TOKEN}/sendMessage", data={"chat_id": ANNA, "text": "hoi"})
    await api.upload("sendDocument", "document", b"x", chat_id=ANNA)
    assert (await client.get("/api/requests")).json()[-2:] == [
        {"method": "sendMessage", "params": {"chat_id": str(ANNA), "text": "hoi"}, "files": []},
        {"method": "sendDocument", "params": {"chat_id": str(ANNA)}, "files": ["document"]},
    ]


async def send(api: Api, chat_id: int, count: int) -> list[int]:
    """The waiting time of each request in seconds, 0 for what was sent."""
    bodies = [await api.call("sendMessage", chat_id=chat_id, text="x") for _ in range(count)]
    return [0 if body["ok"] else body["parameters"]["retry_after"] for body in bodies]


async def test_without_limits_nothing_is_paced(api: Api):
    assert await send(api, ANNA, 40) == [0] * 40


class TestWithLimits:
    @pytest.fixture
    def settings(self):
        return {"limits": True}

    async def test_a_private_chat_takes_a_small_burst_and_then_one_a_second(self, api: Api, clock: Clock):
        assert await send(api, ANNA, 4) == [0, 0, 0, 1]
        assert await send(api, BEN, 1) == [0]
        clock.now += 1
        assert await send(api, ANNA, 2) == [0, 1]

    async def test_a_group_takes_twenty_a_minute(self, api: Api, clock: Clock):
        assert await send(api, TEAM, 21) == [0] * 20 + [3]
        clock.now += 3
        assert await send(api, TEAM, 2) == [0, 3]

    async def test_an_edit_counts_and_a_question_does_not(self, api: Api):
        sent = await api.ok("sendMessage", chat_id=ANNA, text="x")
        for text in ("een", "twee"):
            await api.ok("editMessageText", chat_id=ANNA, message_id=sent["message_id"], text=text)
        assert (await api.call("editMessageText", chat_id=ANNA, message_id=1, text="x"))["error_code"] == 429
        assert await api.ok("getChat", chat_id=ANNA)


class TestWithManyPeople:
    @pytest.fixture
    def settings(self):
        return {"limits": True, "groups": [*GROUPS, replace(GROUPS[0], id=-501)]}

    async def test_all_chats_together_take_thirty_a_second(self, api: Api, clock: Clock):
        assert await send(api, TEAM, 15) == [0] * 15
        assert await send(api, -501, 16) == [0] * 15 + [1]
        clock.now += 1
        assert await send(api, ANNA, 1) == [0]
