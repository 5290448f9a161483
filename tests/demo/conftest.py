import asyncio
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.demo.standin import Group, Persona, StandIn

TOKEN = "7000001:a-made-up-token"
ANNA, BEN, CORA = 101, 102, 103
TEAM = -500

PERSONAS = [
    Persona("anna", ANNA, "Anna", "mentor", "nl", "stelt vragen"),
    Persona("ben", BEN, "Ben", "jeugdarts", "en", ""),
    Persona("cora", CORA, "Cora", "buitenstaander", "nl", ""),
]
GROUPS = [Group(TEAM, "Team", ["anna", "ben"])]


async def eventually(what: Callable[[], Awaitable[Any]]) -> Any:
    """What comes out as soon as it is something, asked again and again for five seconds."""
    for _ in range(500):
        if found := await what():
            return found
        await asyncio.sleep(0.01)
    raise AssertionError


class Clock:
    """Unix time that moves only when told."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Api:
    """The Bot API as a bare HTTP client sees it."""

    client: httpx.AsyncClient
    path: str = f"/bot{TOKEN}"

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        response = await self.client.post(f"{self.path}/{method}", json=params)
        body: dict[str, Any] = response.json()
        assert response.status_code == body.get("error_code", 200)
        return body

    async def ok(self, method: str, **params: Any) -> Any:
        body = await self.call(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        body = await self.call(method, **params)
        assert not body["ok"]
        return str(body["description"])

    async def upload(self, method: str, name: str, content: bytes, **params: Any) -> dict[str, Any]:
        response = await self.client.post(f"{self.path}/{method}", data=params, files={name: ("f.png", content)})
        body: dict[str, Any] = response.json()
        return body

    async def updates(self) -> list[dict[str, Any]]:
        """What waits; it is confirmed, so that each update is seen once."""
        found: list[dict[str, Any]] = await self.ok("getUpdates")
        if found:
            await self.ok("getUpdates", offset=found[-1]["update_id"] + 1)
        return found


@dataclass
class Page:
    """What people do in the page."""

    client: httpx.AsyncClient

    async def post(self, path: str, **body: Any) -> Any:
        response = await self.client.post(f"/api/{path}", json=body)
        assert response.status_code == 200, response.text
        return response.json()

    async def problem(self, path: str, **body: Any) -> tuple[int, str]:
        response = await self.client.post(f"/api/{path}", json=body)
        return response.status_code, response.json()["error"]

    async def say(self, text: str, *, persona: str = "anna", chat: int = ANNA, **more: Any) -> int:
        sent = await self.post("send", persona=persona, chat=str(chat), text=text, **more)
        return int(sent["message_id"])

    async def chat(self, *, persona: str = "anna", chat: int = ANNA, **more: Any) -> Any:
        return (await self.client.get("/api/chat", params={"persona": persona, "chat": chat, **more})).json()

    async def last(self, *, persona: str = "anna", chat: int = ANNA) -> Any:
        return (await self.chat(persona=persona, chat=chat))["messages"][-1]

    async def listed(self, *, persona: str = "anna", chat: int = ANNA) -> Any:
        state = (await self.client.get("/api/state")).json()
        person = next(one for one in state["personas"] if one["id"] == persona)
        return next(one for one in person["chats"] if one["chat"] == str(chat))

    def tapping(self, message_id: int, data: str, *, persona: str = "anna", chat: int = ANNA) -> asyncio.Task[Any]:
        """A tap that waits for its answer beside the test."""
        body = {"persona": persona, "chat": str(chat), "message_id": message_id, "data": data}
        return asyncio.create_task(self.post("tap", **body))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings() -> dict[str, Any]:
    """A test that needs another stand-in overrides this."""
    return {}


@pytest.fixture
async def standin(clock: Clock, settings: dict[str, Any]) -> AsyncIterator[StandIn]:
    made = {"token": TOKEN, "username": "wegwijs_bot", "bot_name": "Wegwijs", "personas": PERSONAS, "groups": GROUPS}
    running = StandIn(**(made | {"clock": clock, "patience": 2.0} | settings))
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def client(standin: StandIn) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=standin.url, timeout=10, trust_env=False, verify=False) as client:
        yield client


@pytest.fixture
def api(client: httpx.AsyncClient) -> Api:
    return Api(client)


@pytest.fixture
def page(client: httpx.AsyncClient) -> Page:
    return Page(client)


@pytest.fixture
async def started(api: Api, page: Page) -> None:
    """Anna and Ben started the bot, and that is no news any more."""
    await page.say("/start")
    await page.say("/start", persona="ben", chat=BEN)
    await api.updates()


@pytest.fixture
async def bot(standin: StandIn) -> AsyncIterator[Bot]:
    requests = {name: HTTPXRequest(httpx_kwargs={"verify": False}) for name in ("request", "get_updates_request")}
    async with Bot(TOKEN, f"{standin.url}/bot", f"{standin.url}/file/bot", **requests) as bot:
        yield bot


def png(width: int = 3, height: int = 2) -> bytes:
    """A real, if dull, picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" * (width + 1) for _ in range(min(height, 50))))
    chunks = [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def buttons(*labels: str) -> dict[str, Any]:
    """An inline keyboard with one row of callback buttons; the data is the label."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in labels]]}
