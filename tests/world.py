"""A whole world: the stand-in for Telegram, the real bot, and phones that do over HTTP what the chat page does."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select
from upgraded import upgraded_file

from bot.app import run
from bot.config import Settings
from bot.database import Database
from bot.demo.clockwork import DemoClock, at_school
from bot.demo.run import Place, made_up_school, settings_for
from bot.demo.seed import seed_database
from bot.models import REFUSED, SET_ASIDE, EditorQuestion, Incoming, Outgoing

PATIENCE = 8.0
CHATS = {"mentor": 701, "coordinator": 702, "brug": 703, "jeugdarts": 704, "leerplicht": 705, "jongerenwerker": 706}
GROUP = -1002000000001
BOT = "WegwijsDemoBot"


@dataclass(frozen=True)
class Seen:
    """A message as its reader sees it."""

    raw: dict[str, Any]

    @property
    def text(self) -> str:
        return self.raw["text"] or ""

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.raw["buttons"] for button in row]

    def data_of(self, label: str) -> str:
        return next(b["data"] for row in self.raw["buttons"] for b in row if b["text"] == label)


class Phone:
    """One member's phone, in one chat."""

    def __init__(self, web: httpx.AsyncClient, persona: str, chat: int) -> None:
        self._web, self.persona, self.chat = web, persona, chat

    async def types(self, text: str) -> int:
        """Send a text; give its message id."""
        return int((await self._post("send", text=text))["message_id"])

    async def asks(self, text: str) -> Seen:
        """Send a text; give the first thing the bot says after it."""
        sent = await self.types(text)
        until = time.monotonic() + PATIENCE
        while True:
            for message in await self.messages():
                if message.raw["message_id"] > sent and not message.raw["mine"]:
                    return message
            assert time.monotonic() < until, f"{self.persona} gets no word back on «{text}»"
            await asyncio.sleep(0.02)

    async def edits(self, message_id: int, text: str) -> None:
        await self._post("edit", message_id=message_id, text=text)

    async def taps(self, label: str) -> dict[str, Any]:
        """Tap the newest button with this label; give what the bot answered to the tap."""
        message = next(m for m in reversed(await self.messages()) if label in m.labels)
        return await self.taps_on(message, message.data_of(label))

    async def taps_and_sees(self, label: str) -> Seen:
        """Tap the newest button with this label; give the bot's newest message once it has changed."""
        before = (await self.messages())[-1]
        await self.taps(label)
        until = time.monotonic() + PATIENCE
        while (after := (await self.messages())[-1]).raw == before.raw:
            assert time.monotonic() < until, f"nothing changed after «{label}»"
            await asyncio.sleep(0.02)
        return after

    async def taps_on(self, message: Seen, data: str) -> dict[str, Any]:
        return await self._post("tap", message_id=message.raw["message_id"], data=data)

    async def sees(self, *words: str) -> Seen:
        """Wait until the bot's newest message holds all these words; give it."""
        until = time.monotonic() + PATIENCE
        while True:
            theirs = [m for m in await self.messages() if not m.raw["mine"]]
            # Two things said in one moment may come in either order.
            if found := next((m for m in reversed(theirs[-2:]) if all(word in m.text for word in words)), None):
                return found
            if time.monotonic() > until:
                raise AssertionError(
                    f"{self.persona} waits for {words}, sees: {theirs[-1].text if theirs else 'nothing'}"
                )
            await asyncio.sleep(0.02)

    async def sees_in_all(self, count: int) -> list[Seen]:
        """Wait until there are `count` messages in the chat; give them."""
        until = time.monotonic() + PATIENCE
        while len(found := await self.messages()) < count:
            if time.monotonic() > until:
                raise AssertionError(f"{self.persona} waits for {count} messages, has {[m.text for m in found]}")
            await asyncio.sleep(0.02)
        return found

    async def looks_up(self, query: str) -> dict[str, Any]:
        """Type `@bot query` and see the cards."""
        answer = await self._web.post("/api/inline", json={"persona": self.persona, "query": query, "offset": ""})
        return dict(answer.raise_for_status().json())

    async def posts_card(self, query: str, result: str) -> None:
        await self._post("inline/choose", query=query, result_id=result)

    async def blocks_the_bot(self) -> None:
        (await self._web.post("/api/block", json={"persona": self.persona})).raise_for_status()

    async def unblocks_the_bot(self) -> None:
        (await self._web.post("/api/unblock", json={"persona": self.persona})).raise_for_status()

    async def sends_photo(self, content: bytes, caption: str = "") -> None:
        form = {"persona": self.persona, "chat": str(self.chat), "caption": caption}
        files = {"file": ("foto.png", content, "image/png")}
        (await self._web.post("/api/photo", data=form, files=files)).raise_for_status()

    async def shares(self, kind: str, **content: Any) -> None:
        """Share something that is no text: a place, a contact, a voice message."""
        await self._post(kind, **content)

    async def forwards(self, text: str, of: str) -> None:
        """Pass on what somebody else wrote."""
        await self._post("send", text=text, forwarded_from=of)

    async def messages(self) -> list[Seen]:
        return [Seen(raw) for raw in (await self.chat_state())["messages"]]

    async def chat_state(self) -> dict[str, Any]:
        asked = {"persona": self.persona, "chat": str(self.chat)}
        return dict((await self._web.get("/api/chat", params=asked)).raise_for_status().json())

    async def _post(self, path: str, **content: Any) -> dict[str, Any]:
        told = {"persona": self.persona, "chat": str(self.chat), **content}
        return dict((await self._web.post(f"/api/{path}", json=told)).raise_for_status().json())


class World:
    """The stand-in, seen from outside, and the bot's database."""

    def __init__(self, url: str, settings: Settings, clock: DemoClock) -> None:
        self.url, self.settings, self.clock = url, settings, clock
        self._replicas: list[asyncio.Task[None]] = []
        self._web = httpx.AsyncClient(base_url=url, timeout=20, verify=False)
        self.database = Database.of(settings)
        self.may_set_aside = 0
        self.may_refuse: Sequence[str] = ("too_late",)

    def now(self) -> datetime:
        """Give the moment it is in this world: one on which people are at school."""
        return self.clock.now()

    def phone(self, persona: str, *, group: bool = False) -> Phone:
        return Phone(self._web, persona, GROUP if group else CHATS[persona])

    async def fault(self, **fault: Any) -> None:
        """Let the next matching Bot API request fail."""
        (await self._web.post("/api/fault", json=fault)).raise_for_status()

    async def bytes_of(self, url: str) -> bytes:
        """Give a file that somebody sees in a chat."""
        return (await self._web.get(url)).raise_for_status().content

    async def requests(self, method: str) -> list[dict[str, Any]]:
        """Give the parameters of each Bot API request of one method."""
        told = (await self._web.get("/api/requests")).raise_for_status().json()
        return [request["params"] for request in told if request["method"] == method]

    async def file(self, url: str) -> Any:
        """Open a JSON file that was sent."""
        return (await self._web.get(url)).raise_for_status().json()

    async def editor_questions(self) -> list[EditorQuestion]:
        async with self.database.transaction() as session:
            return list(await session.scalars(select(EditorQuestion).order_by(EditorQuestion.id)))

    async def must_be_unharmed(self) -> None:
        """No update was set aside and Telegram refused nothing, but for what the story expects."""
        async with self.database.transaction() as session:
            aside = list(await session.scalars(select(Incoming.update_id).where(Incoming.state == SET_ASIDE)))
            refused = list(await session.scalars(select(Outgoing).where(Outgoing.state == REFUSED)))
        assert len(aside) == self.may_set_aside
        assert [(row.method, row.outcome) for row in refused if row.outcome not in self.may_refuse] == []

    async def starts_a_replica(self, **changed: object) -> None:
        """Start the bot, or one more of it; `changed` are its settings that differ from this world's."""
        ready = asyncio.Event()
        settings = self.settings.model_copy(update=changed)
        running = asyncio.create_task(run(settings, ready=ready.set, now=self.now))
        await asyncio.wait([running, asyncio.create_task(ready.wait())], return_when=asyncio.FIRST_COMPLETED)
        self._replicas.append(running)

    async def stops_the_first_replica(self) -> None:
        """Ask the replica that was started first to stop, and wait until it has."""
        first = self._replicas.pop(0)
        first.cancel()
        with suppress(asyncio.CancelledError):
            await first

    async def close(self) -> None:
        while self._replicas:
            await self.stops_the_first_replica()
        await self._web.aclose()
        await self.database.close()


@asynccontextmanager
async def running_world(home: Path, **changed: object) -> AsyncIterator[World]:
    """The made-up school with the bot running; at the end nothing may have been set aside or refused.

    `changed` are settings that are to be different from the demo's.
    """
    place = Place(home)
    place.clock.to(at_school(place.clock.now()))
    standin = made_up_school(place)
    await standin.start()
    settings = settings_for(standin, place).model_copy(update={"clock_seconds": 60, **changed})
    if not changed.get("database_url"):
        upgraded_file(home / "wegwijs.db")
    world = World(standin.url, settings, place.clock)
    await seed_database(settings, world.now())
    try:
        await world.starts_a_replica()
        yield world
        await world.must_be_unharmed()
    finally:
        await world.close()
        await standin.stop()
