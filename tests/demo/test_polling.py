"""getUpdates: confirming, waiting, and who may ask."""

import asyncio
import time

import pytest

from .conftest import ANNA, Api, Page


async def ids(api: Api, **params) -> list[int]:
    return [update["update_id"] for update in await api.ok("getUpdates", **params)]


async def test_updates_stay_until_a_higher_offset_confirms_them(api: Api, page: Page):
    for text in ("een", "twee", "drie"):
        await page.say(text)
    first, second, third = await ids(api)
    assert await ids(api, offset=first) == [first, second, third]
    assert await ids(api, offset=second) == [second, third]
    assert await ids(api) == [second, third]


async def test_update_ids_go_up_by_one(api: Api, page: Page):
    for text in ("een", "twee"):
        await page.say(text)
    first, second = await ids(api)
    assert second == first + 1


async def test_limit_is_the_most_that_comes_at_once(api: Api, page: Page):
    for number in range(102):
        await page.say(str(number))
    assert len(await ids(api, limit=1)) == 1
    assert len(await ids(api)) == 100


async def test_a_negative_offset_keeps_only_the_last(api: Api, page: Page):
    for text in ("een", "twee", "drie"):
        await page.say(text)
    assert len(await ids(api, offset=-1)) == 1
    assert len(await ids(api)) == 1


async def test_a_poll_waits_for_an_update_and_then_answers_at_once(api: Api, page: Page):
    waiting = asyncio.create_task(ids(api, timeout=20))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    began = time.monotonic()
    await page.say("hoi")
    assert len(await waiting) == 1
    assert time.monotonic() - began < 2


async def test_a_poll_without_updates_ends_empty(api: Api):
    assert await ids(api) == []
    assert await ids(api, timeout=1) == []


async def test_a_second_poll_ends_the_first(api: Api):
    first = asyncio.create_task(api.call("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    assert await ids(api) == []
    body = await first
    assert body["error_code"] == 409
    assert body["description"].startswith("Conflict: terminated by other getUpdates request")


async def test_a_webhook_ends_a_poll_and_forbids_the_next(api: Api):
    polling = asyncio.create_task(api.call("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    await api.ok("setWebhook", url="http://127.0.0.1:1/hook")
    assert (await polling)["description"] == "Conflict: terminated by setWebhook request"
    body = await api.call("getUpdates")
    assert body["error_code"] == 409
    assert "can't use getUpdates method while webhook is active" in body["description"]
    await api.ok("deleteWebhook")
    assert await ids(api) == []


async def test_only_the_kinds_asked_for_are_kept_from_then_on(api: Api, page: Page):
    await page.say("voor")
    await api.ok("getUpdates", allowed_updates=["my_chat_member"])
    await page.say("na")
    await page.post("block", persona="anna")
    kinds = [set(update) - {"update_id"} for update in await api.ok("getUpdates")]
    assert kinds == [{"message"}, {"my_chat_member"}]


async def test_an_empty_list_of_kinds_is_the_default_again(api: Api, page: Page):
    await api.ok("getUpdates", allowed_updates=["my_chat_member"])
    await api.ok("getUpdates", allowed_updates=[])
    await page.say("hoi")
    assert len(await ids(api)) == 1


@pytest.mark.parametrize("kinds", ["message", {"a": 1}, [1]])
async def test_kinds_are_a_list_of_names(api: Api, kinds):
    assert not (await api.call("getUpdates", allowed_updates=kinds))["ok"]


async def test_a_typed_command_reaches_the_bot_as_telegram_sends_it(api: Api, page: Page):
    message_id = await page.say("/start ABC")
    (update,) = await api.ok("getUpdates")
    message = update["message"]
    assert message["message_id"] == message_id
    assert message["chat"] == {"id": ANNA, "type": "private", "first_name": "Anna"}
    assert message["from"] == {"id": ANNA, "is_bot": False, "first_name": "Anna", "language_code": "nl"}
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
