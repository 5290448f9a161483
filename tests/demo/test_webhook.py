"""The webhook: real pushes to a small server of the test's own."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from .conftest import ANNA, BEN, Api, Page, eventually


@dataclass
class Receiver:
    """A bare HTTP server that notes what it gets and answers what the test says."""

    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    failures: int = 0
    answer: bytes = b""
    pause: float = 0.0
    inside: int = 0
    most_inside: int = 0
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(line for line in head.lower().splitlines() if line.startswith("content-length"))
        body = json.loads(await reader.readexactly(int(length.partition(":")[2])))
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        await asyncio.sleep(self.pause)
        self.inside -= 1
        fails = self.failures > 0
        self.failures -= fails
        async with self.arrived:
            self.heads.append(head)
            self.bodies.append(body)
            self.arrived.notify_all()
        status = "500 Internal Server Error" if fails else "200 OK"
        start = f"HTTP/1.1 {status}\r\nContent-Length: {len(self.answer)}\r\nConnection: close\r\n"
        writer.write(f"{start}Content-Type: application/json\r\n\r\n".encode() + self.answer)
        await writer.drain()
        writer.close()

    async def got(self, count: int) -> list[dict[str, Any]]:
        async with asyncio.timeout(5), self.arrived:
            await self.arrived.wait_for(lambda: len(self.bodies) >= count)
        return self.bodies


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield receiver
    server.close()
    await server.wait_closed()


async def emptied(api: Api) -> None:
    async def nothing_waits() -> bool:
        return (await api.ok("getWebhookInfo"))["pending_update_count"] == 0

    await eventually(nothing_waits)


async def test_an_update_is_pushed_with_the_secret(api: Api, page: Page, receiver: Receiver):
    await api.ok("setWebhook", url=receiver.url, secret_token="geheim-1")
    await page.say("hoi")
    (body,) = await receiver.got(1)
    assert (body["message"]["text"], body["update_id"] > 0) == ("hoi", True)
    assert "x-telegram-bot-api-secret-token: geheim-1" in receiver.heads[0].lower()
    await emptied(api)


async def test_what_waited_before_the_webhook_is_pushed_first(api: Api, page: Page, receiver: Receiver):
    await page.say("een")
    await api.ok("setWebhook", url=receiver.url)
    await page.say("twee")
    assert [body["message"]["text"] for body in await receiver.got(2)] == ["een", "twee"]


async def test_what_waited_can_be_dropped(api: Api, page: Page, receiver: Receiver):
    await page.say("een")
    await api.ok("setWebhook", url=receiver.url, drop_pending_updates=True)
    await page.say("twee")
    (body,) = await receiver.got(1)
    assert body["message"]["text"] == "twee"


async def test_a_failed_push_is_tried_again_before_the_next_of_that_chat(api: Api, page: Page, receiver: Receiver):
    receiver.failures = 2
    await api.ok("setWebhook", url=receiver.url)
    for text in ("een", "twee"):
        await page.say(text)
    assert [body["message"]["text"] for body in await receiver.got(4)] == ["een", "een", "een", "twee"]
    info = await api.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["url"] == receiver.url


async def test_no_more_pushes_at_a_time_than_the_bot_allows(api: Api, page: Page, receiver: Receiver):
    receiver.pause = 0.05
    await api.ok("setWebhook", url=receiver.url, max_connections=1)
    await page.say("een")
    await page.say("twee", persona="ben", chat=BEN)
    await receiver.got(2)
    assert receiver.most_inside == 1


async def test_chats_do_not_wait_for_each_other(api: Api, page: Page, receiver: Receiver):
    receiver.pause = 0.1
    await api.ok("setWebhook", url=receiver.url)
    await page.say("een")
    await page.say("twee", persona="ben", chat=BEN)
    await receiver.got(2)
    assert receiver.most_inside == 2


async def test_a_receiver_that_is_away_is_reported(api: Api, page: Page):
    await api.ok("setWebhook", url="http://127.0.0.1:1/hook")
    await page.say("hoi")

    async def reported() -> Any:
        info = await api.ok("getWebhookInfo")
        return info if "last_error_message" in info else None

    info = await eventually(reported)
    assert info["pending_update_count"] == 1
    await api.ok("deleteWebhook")
    assert (await api.ok("getUpdates"))[0]["message"]["text"] == "hoi"


async def test_the_answer_to_a_push_may_be_a_request(api: Api, page: Page, receiver: Receiver):
    receiver.answer = json.dumps({"method": "sendMessage", "chat_id": ANNA, "text": "dag"}).encode()
    await api.ok("setWebhook", url=receiver.url)
    await page.say("hoi")
    await emptied(api)

    async def answered() -> bool:
        return bool((await page.last())["text"] == "dag")

    await eventually(answered)


async def test_the_webhook_may_be_removed_from_within_a_push(api: Api, page: Page, receiver: Receiver):
    receiver.answer = b'{"method": "deleteWebhook"}'
    await api.ok("setWebhook", url=receiver.url)
    await page.say("hoi")

    async def removed() -> bool:
        return not (await api.ok("getWebhookInfo"))["url"]

    await eventually(removed)


@pytest.mark.parametrize("url", ["https://example.org/hook", "ftp://127.0.0.1/hook", "hook"])
async def test_pushes_go_to_this_machine_only(api: Api, url: str):
    assert (await api.refusal("setWebhook", url=url)).startswith("Bad Request: bad webhook")


@pytest.mark.parametrize(
    ("secret", "accepted"), [("x" * 256, True), ("x" * 257, False), ("a b", False), ("a_-9", True)]
)
async def test_a_secret_has_1_to_256_plain_characters(api: Api, receiver: Receiver, secret: str, accepted: bool):
    assert (await api.call("setWebhook", url=receiver.url, secret_token=secret))["ok"] is accepted


async def test_an_empty_url_removes_the_webhook(api: Api, receiver: Receiver):
    await api.ok("setWebhook", url=receiver.url)
    await api.ok("setWebhook", url="")
    assert (await api.ok("getWebhookInfo"))["url"] == ""
