"""A member's phone: it does over HTTP what the chat page does, and hears what a page hears."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

PATIENCE = 20.0
LOOKS_ANYWAY = 1.0
Found = TypeVar("Found")


class News:
    """The stream on which the stand-in tells pages that something happened: who waits need not ask again and again."""

    def __init__(self) -> None:
        self.heard = 0
        self._more = asyncio.Event()

    async def listen(self, web: httpx.AsyncClient) -> None:
        """Hear what happens until the stand-in stops."""
        with suppress(httpx.TransportError):
            async with web.stream("GET", "/api/events", timeout=None) as stream:
                async for line in stream.aiter_lines():
                    if line.startswith("data:"):
                        self.heard += 1
                        self._more.set()

    async def after(self, heard: int) -> None:
        """Wait until more has happened than was heard of before; for a second at most."""
        if self.heard > heard:
            return
        self._more.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOKS_ANYWAY):
                await self._more.wait()


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

    def holds(self, *words: str) -> bool:
        return all(word in self.text for word in words)

    def data_of(self, label: str) -> str:
        return next(b["data"] for row in self.raw["buttons"] for b in row if b["text"] == label)


class Phone:
    """One member's phone, in one chat."""

    def __init__(self, web: httpx.AsyncClient, news: News, persona: str, chat: int) -> None:
        self._web, self._news, self.persona, self.chat = web, news, persona, chat

    async def types(self, text: str) -> int:
        """Send a text; give its message id."""
        return int((await self._post("send", text=text))["message_id"])

    async def asks(self, text: str) -> Seen:
        """Send a text; give the first thing the bot says after it."""
        sent = await self.types(text)

        def answer(messages: list[Seen]) -> Seen | None:
            return next((m for m in messages if m.raw["message_id"] > sent and not m.raw["mine"]), None)

        return await self._waits_for(answer, f"a word back on «{text}»")

    async def edits(self, message_id: int, text: str) -> None:
        await self._post("edit", message_id=message_id, text=text)

    async def taps(self, label: str) -> dict[str, Any]:
        """Tap the newest button with this label, once it is there; give what the bot answered to the tap."""

        def labelled(messages: list[Seen]) -> Seen | None:
            return next((m for m in reversed(messages) if label in m.labels), None)

        message = await self._waits_for(labelled, f"a button «{label}»")
        return await self.taps_on(message, message.data_of(label))

    async def taps_and_sees(self, label: str) -> Seen:
        """Tap the newest button with this label; give the bot's newest message once it has changed."""
        before = (await self.messages())[-1]
        await self.taps(label)

        def changed(messages: list[Seen]) -> Seen | None:
            return messages[-1] if messages[-1].raw != before.raw else None

        return await self._waits_for(changed, f"a change after «{label}»")

    async def taps_on(self, message: Seen, data: str) -> dict[str, Any]:
        return await self._post("tap", message_id=message.raw["message_id"], data=data)

    async def sees(self, *words: str) -> Seen:
        """Wait until the bot's newest message holds all these words; give it."""

        def newest(messages: list[Seen]) -> Seen | None:
            theirs = [m for m in messages if not m.raw["mine"]]
            # Two things said in one moment may come in either order.
            return next((m for m in reversed(theirs[-2:]) if m.holds(*words)), None)

        return await self._waits_for(newest, f"{words}, newest")

    async def hears(self, *words: str) -> Seen:
        """Wait until some message of the bot holds all these words; give the newest such message."""

        def told(messages: list[Seen]) -> Seen | None:
            return next((m for m in reversed(messages) if not m.raw["mine"] and m.holds(*words)), None)

        return await self._waits_for(told, f"{words}")

    async def reads_nowhere(self, words: str) -> None:
        """Wait until these words stand nowhere in the chat any more, not even in what was typed."""
        await self._waits_for(lambda messages: not any(m.holds(words) for m in messages) or None, f"«{words}» gone")

    async def sees_in_all(self, count: int) -> list[Seen]:
        """Wait until there are `count` messages in the chat; give them."""
        return await self._waits_for(lambda messages: messages if len(messages) >= count else None, f"{count} messages")

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

    async def _waits_for(self, wanted: Callable[[list[Seen]], Found | None], told: str) -> Found:
        """Look, and look again each time something has happened, until what is wanted is there."""
        until = time.monotonic() + PATIENCE
        while True:
            heard = self._news.heard
            messages = await self.messages()
            if found := wanted(messages):
                return found
            if time.monotonic() > until:
                raise AssertionError(f"{self.persona} waits for {told}, has {[m.text for m in messages]}")
            await self._news.after(heard)

    async def _post(self, path: str, **content: Any) -> dict[str, Any]:
        told = {"persona": self.persona, "chat": str(self.chat), **content}
        return dict((await self._web.post(f"/api/{path}", json=told)).raise_for_status().json())
