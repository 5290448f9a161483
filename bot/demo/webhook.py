"""The webhook: updates are pushed to the bot, in order within a chat, until it answers with success."""

import asyncio
import json
import re
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.demo.errors import bad_request
from bot.demo.params import Params
from bot.demo.store import Store
from bot.demo.updates import Pending, Updates

SETTING = "webhook"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
MOST_CONNECTIONS = 100
DEFAULT_CONNECTIONS = 40
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 10.0
PUSH_TIMEOUT = 60.0

Answer = Callable[[dict[str, Any]], Awaitable[None]]


class Webhook:
    """One chain of pushes per chat; at most `max_connections` at a time."""

    def __init__(self, store: Store, updates: Updates, clock: Callable[[], float]) -> None:
        self._store = store
        self._updates = updates
        self._clock = clock
        self._settings: dict[str, Any] | None = store.setting(SETTING)
        self._last_error: dict[str, Any] = {}
        self._waiting: dict[int, deque[Pending]] = {}
        self._chains: dict[int, asyncio.Task[None]] = {}
        self._free = asyncio.Semaphore(DEFAULT_CONNECTIONS)
        self._client: httpx.AsyncClient | None = None
        self._answer: Answer | None = None
        updates.listen(self._enqueue)

    @property
    def active(self) -> bool:
        """Whether the bot asked for pushes."""
        return self._settings is not None

    def answer_with(self, answer: Answer) -> None:
        """What to do with a Bot API request that comes as the answer to a push."""
        self._answer = answer

    def info(self) -> dict[str, Any]:
        """The bot's WebhookInfo."""
        info = {"url": "", "has_custom_certificate": False, "pending_update_count": self._updates.count()}
        if self._settings:
            info |= {"url": self._settings["url"], "max_connections": self._settings["max_connections"]}
            info |= {"ip_address": "127.0.0.1", **self._last_error}
        if self._updates.allowed:
            info["allowed_updates"] = self._updates.allowed
        return info

    def start(self) -> None:
        """Push what waits, when the bot asked for it before a restart."""
        if self._settings is None:
            return
        self._free = asyncio.Semaphore(self._settings["max_connections"])
        self._client = httpx.AsyncClient(timeout=PUSH_TIMEOUT, trust_env=False)
        for pending in self._updates.all_pending():
            self._enqueue(pending)

    async def stop(self) -> None:
        """End all pushes; what was not delivered stays queued."""
        chains = [chain for chain in self._chains.values() if chain is not asyncio.current_task()]
        self._chains.clear()
        for waiting in self._waiting.values():
            waiting.clear()
        self._waiting.clear()
        for chain in chains:
            chain.cancel()
        await asyncio.gather(*chains, return_exceptions=True)
        if self._client:
            await self._client.aclose()
            self._client = None

    async def configure(self, settings: dict[str, Any] | None) -> None:
        """Start pushing to a url, or stop pushing with None."""
        await self.stop()
        self._settings = settings
        self._last_error = {}
        self._store.keep(SETTING, settings)
        self.start()

    def _enqueue(self, pending: Pending) -> None:
        if self._client is None:
            return
        self._waiting.setdefault(pending.chat_key, deque()).append(pending)
        if pending.chat_key not in self._chains:
            self._chains[pending.chat_key] = asyncio.create_task(self._push_chat(pending.chat_key))

    async def _push_chat(self, chat_key: int) -> None:
        waiting = self._waiting[chat_key]
        while waiting:
            await self._push(waiting.popleft())
        self._chains.pop(chat_key, None)
        self._waiting.pop(chat_key, None)

    async def _push(self, pending: Pending) -> None:
        pause = FIRST_PAUSE
        while True:
            async with self._free:
                response = await self._post(pending)
            if response is not None:
                break
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        self._updates.confirm(pending.update_id)
        await self._handle_answer(response)

    async def _post(self, pending: Pending) -> httpx.Response | None:
        settings, client = self._settings, self._client
        if settings is None or client is None:
            raise asyncio.CancelledError
        headers = {SECRET_HEADER: settings["secret_token"]} if settings["secret_token"] else {}
        body = {"update_id": pending.update_id, **pending.body}
        try:
            response = await client.post(settings["url"], json=body, headers=headers)
        except httpx.HTTPError as problem:
            self._failed(str(problem) or "Connection timed out")
            return None
        if response.is_success:
            return response
        self._failed(f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}")
        return None

    def _failed(self, reason: str) -> None:
        self._last_error = {"last_error_date": int(self._clock()), "last_error_message": reason}

    async def _handle_answer(self, response: httpx.Response) -> None:
        if self._answer is None or not response.content.lstrip().startswith(b"{"):
            return
        try:
            request = response.json()
        except json.JSONDecodeError:
            return
        if isinstance(request, dict) and isinstance(request.get("method"), str):
            await self._answer(request)


def read_settings(params: Params) -> dict[str, Any] | None:
    """The settings of a setWebhook request, None when its url is empty and the webhook is to be removed."""
    url = params.text("url")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or parts.hostname not in LOOPBACK:
        raise bad_request("bad webhook: the stand-in pushes to this machine only")
    secret = params.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.integer("max_connections", DEFAULT_CONNECTIONS)
    return {
        "url": url,
        "secret_token": secret,
        "max_connections": min(max(connections, 1), MOST_CONNECTIONS),
    }
