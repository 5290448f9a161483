"""Trouble on request: the next matching Bot API request fails the way the test asked for."""

from dataclasses import dataclass
from typing import Any

from bot.demo.errors import BotApiError, too_many_requests
from bot.demo.params import Params

DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
QUIET = "getupdates"


@dataclass
class Fault:
    """What fails, how, and how often still; `drop` is "" (answer), "before" or "after" (cut the connection)."""

    method: str
    status: int
    description: str
    retry_after: int
    chat: int | None
    times: int
    drop: str

    def matches(self, method: str, params: Params) -> bool:
        """Whether this request is hit; "*" means every method but getUpdates."""
        named = method != QUIET if self.method == "*" else method == self.method
        return named and (self.chat is None or params.text("chat_id") == str(self.chat))

    def error(self) -> BotApiError:
        """The refusal to answer with."""
        if self.status == 429:
            return too_many_requests(self.retry_after)
        return BotApiError(self.status, self.description or DESCRIPTIONS.get(self.status, "Error"))


class Faults:
    """Faults that are still to happen, in the order they were asked for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, wish: dict[str, Any]) -> None:
        """Ask for a fault, as /api/fault takes it."""
        drop = wish.get("drop", False)
        self._waiting.append(
            Fault(
                method=str(wish.get("method", "*")).lower(),
                status=int(wish.get("status", 500)),
                description=str(wish.get("description", "")),
                retry_after=int(wish.get("retry_after", 3)),
                chat=int(wish["chat"]) if wish.get("chat") is not None else None,
                times=int(wish.get("times", 1)),
                drop=drop if isinstance(drop, str) else "before" * bool(drop),
            )
        )

    def clear(self) -> None:
        """Let nothing fail any more."""
        self._waiting.clear()

    def next(self, method: str, params: Params) -> Fault | None:
        """The fault that hits this request; it counts as used."""
        if not self._waiting:
            return None
        hit = next((fault for fault in self._waiting if fault.matches(method, params)), None)
        if hit:
            hit.times -= 1
            if hit.times <= 0:
                self._waiting.remove(hit)
        return hit
