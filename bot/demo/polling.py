"""Long polling: one getUpdates at a time, the newest wins."""

import asyncio
from typing import Any

from bot.demo.errors import BotApiError, conflict
from bot.demo.updates import Updates

LONGEST_POLL = 50
MOST_UPDATES = 100

OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "terminated by setWebhook request"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Polling:
    """Holds the request that waits at the moment, so that a newer one can end it."""

    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self._running: asyncio.Future[None] | None = None
        self._closed = False

    def end(self, reason: str = OTHER_POLL) -> None:
        """End the request that waits with a conflict."""
        if self._running and not self._running.done():
            self._running.set_exception(conflict(reason))
            self._updates.wake()

    def close(self) -> None:
        """Answer the request that waits and let no other wait: the stand-in stops."""
        self._closed = True
        self._updates.wake()

    async def get(self, *, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """The pending updates from `offset` on; waits up to `seconds` for the first."""
        self.end()
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._running = mine
        if offset < 0:
            self._updates.keep_last(-offset)
        elif offset > 0:
            self._updates.confirm_before(offset)
        batch = self._updates.batch(limit)
        deadline = asyncio.get_running_loop().time() + min(seconds, LONGEST_POLL)
        while not batch and not self._closed:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await self._updates.arrival(left)
            _raise_if_ended(mine)
            batch = self._updates.batch(limit)
        mine.cancel()
        return batch


def _raise_if_ended(request: asyncio.Future[None]) -> None:
    if request.done() and isinstance(reason := request.exception(), BotApiError):
        raise reason
