"""Telegram at the outer edge of the program: what was asked of it, and what it answers."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

Answer = dict[str, Any] | bool | Exception
BOT = {"id": 99, "is_bot": True, "first_name": "Wegwijs", "username": "WegwijsTestBot"}


class FakeApi:
    """Takes requests as the library's bot does: answers each in turn what it was told to, and otherwise «sent»."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self._answers: dict[int, list[Answer]] = {}
        self._held: dict[int, asyncio.Event] = {}
        self._news = asyncio.Event()

    def answers(self, chat_id: int, *answers: Answer) -> None:
        """Answer the next requests for a chat so; errors are raised."""
        self._answers.setdefault(chat_id, []).extend(answers)

    def holds(self, chat_id: int) -> asyncio.Event:
        """Keep requests for a chat waiting until the event that is given back is set."""
        self._held[chat_id] = asyncio.Event()
        return self._held[chat_id]

    def lets_go(self) -> None:
        """Answer everything that was kept waiting."""
        for held in self._held.values():
            held.set()

    def texts(self, chat_id: int) -> list[str]:
        """Give the texts that arrived for a chat, in order."""
        return [params["text"] for _, params in self.asked if params.get("chat_id") == chat_id]

    async def until(self, count: int) -> None:
        """Wait until this many requests have come in."""
        async with asyncio.timeout(5):
            while len(self.asked) < count:
                self._news.clear()
                await self._news.wait()

    async def do_api_request(self, endpoint: str, api_kwargs: dict[str, Any] | None = None) -> Any:
        params = dict(api_kwargs or {})
        self.asked.append((endpoint, params))
        self._news.set()
        chat_id = params.get("chat_id", 0)
        if chat_id in self._held:
            await self._held[chat_id].wait()
        answers = self._answers.get(chat_id)
        answer = answers.pop(0) if answers else {"message_id": len(self.asked)}
        if isinstance(answer, Exception):
            raise answer
        return answer


class FakeRequest(BaseRequest):
    """Stands where the library would go to the network: knows who the bot is, and has updates to give."""

    def __init__(self, give: Callable[[int | None], Awaitable[Sequence[dict[str, Any]]]] | None = None) -> None:
        self._give = give

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[-1]
        if name == "getUpdates" and self._give:
            asked = request_data.parameters if request_data else {}
            return 200, _ok(list(await self._give(asked.get("offset"))))
        if name == "getMe":
            return 200, _ok(BOT)
        raise NetworkError(f"nothing here answers {name}")


def _ok(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()
