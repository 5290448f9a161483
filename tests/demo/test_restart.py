"""What survives when the stand-in stops and starts again on the same file."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from bot.demo.standin import StandIn

from .conftest import ANNA, GROUPS, PERSONAS, TEAM, TOKEN, Api, Page, png


@asynccontextmanager
async def running(store: Path, **more) -> AsyncIterator[tuple[Api, Page]]:
    standin = StandIn(
        token=TOKEN, username="wegwijs_bot", bot_name="Wegwijs", personas=PERSONAS, groups=GROUPS, store=store, **more
    )
    await standin.start()
    async with httpx.AsyncClient(base_url=standin.url, trust_env=False, verify=False) as client:
        try:
            yield Api(client), Page(client)
        finally:
            await standin.stop()


async def test_chats_unread_counts_and_blocks_survive(tmp_path: Path):
    async with running(tmp_path / "telegram.db") as (api, page):
        await page.say("/start")
        await api.ok("sendMessage", chat_id=ANNA, text="hoi", reply_markup={"keyboard": [["ja"]]})
        await api.ok("sendMessage", chat_id=TEAM, text="overleg")
        await page.post("block", persona="anna")
    async with running(tmp_path / "telegram.db") as (api, page):
        listed = await page.listed()
        assert (listed["unread"], listed["blocked"], listed["started"]) == (1, True, True)
        assert (await page.listed(chat=TEAM))["last"]["text"] == "overleg"
        chat = await page.chat()
        assert [message["text"] for message in chat["messages"]] == ["/start", "hoi"]
        assert chat["keyboard"]["keyboard"] == [[{"text": "ja"}]]


async def test_unfetched_updates_stay_and_ids_only_go_up(tmp_path: Path):
    async with running(tmp_path / "telegram.db") as (api, page):
        await page.say("een")
        await page.say("twee")
        first, second = [update["update_id"] for update in await api.ok("getUpdates")]
        await api.ok("getUpdates", offset=second)
    async with running(tmp_path / "telegram.db") as (api, page):
        await page.say("drie")
        waiting = await api.updates()
        assert [update["message"]["text"] for update in waiting] == ["twee", "drie"]
        assert [update["update_id"] for update in waiting] == [second, second + 1]
        assert first < second
    async with running(tmp_path / "telegram.db") as (api, page):
        await page.say("vier")
        assert (await api.updates())[0]["update_id"] == second + 2


async def test_message_ids_go_on_where_they_were(tmp_path: Path):
    async with running(tmp_path / "telegram.db") as (_, page):
        first = await page.say("een")
    async with running(tmp_path / "telegram.db") as (_, page):
        assert await page.say("twee") == first + 1


async def test_files_commands_and_descriptions_survive(tmp_path: Path):
    async with running(tmp_path / "telegram.db") as (api, page):
        await page.say("/start")
        await api.upload("sendPhoto", "photo", png(), chat_id=ANNA)
        await api.ok("setMyCommands", commands=[{"command": "a", "description": "b"}])
        await api.ok("setMyDescription", description="Wie doet wat?")
    async with running(tmp_path / "telegram.db") as (api, page):
        shown = await page.last()
        assert (await page.client.get(shown["photo"]["url"])).content == png()
        assert (await page.chat())["commands"] == [{"command": "a", "description": "b"}]
        assert (await api.ok("getMyDescription"))["description"] == "Wie doet wat?"


async def test_a_webhook_and_the_kinds_of_update_survive(tmp_path: Path):
    async with running(tmp_path / "telegram.db") as (api, _):
        await api.ok("setWebhook", url="http://127.0.0.1:1/hook", allowed_updates=["message"])
    async with running(tmp_path / "telegram.db") as (api, _):
        info = await api.ok("getWebhookInfo")
        assert (info["url"], info["allowed_updates"]) == ("http://127.0.0.1:1/hook", ["message"])


async def test_the_transcript_is_a_line_for_each_request(tmp_path: Path):
    async with running(tmp_path / "telegram.db", transcript=tmp_path / "transcript.jsonl") as (api, page):
        await page.say("/start")
        await api.updates()
        await api.ok("sendMessage", chat_id=ANNA, text="één")
        lines = (tmp_path / "transcript.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"method": "sendMessage", "params": {"chat_id": ANNA, "text": "één"}, "files": []}
    ]


async def test_a_stop_does_not_keep_anybody_waiting(tmp_path: Path):
    async with running(tmp_path / "telegram.db") as (api, page):
        await page.say("/start")
        await api.updates()
        keyboard = {"inline_keyboard": [[{"text": "ja", "callback_data": "ja"}]]}
        sent = await api.ok("sendMessage", chat_id=ANNA, text="wie?", reply_markup=keyboard)
        tap = page.tapping(sent["message_id"], "ja")
        (update,) = await api.ok("getUpdates", timeout=2)
        await api.ok("getUpdates", offset=update["update_id"] + 1)
        poll = asyncio.create_task(api.ok("getUpdates", timeout=50))
        await asyncio.sleep(0.05)
        leaving = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - leaving < 1
    assert await poll == []
    assert (await tap)["answered"] is False
