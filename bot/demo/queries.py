"""Queries that wait for the bot: a tapped button, an inline query. They live in memory for half a minute."""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.demo.errors import bad_request

LIFETIME = 30.0
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True)
class Query:
    """A query the bot may answer once, and who waits for that."""

    id: str
    asked_at: float
    reply: asyncio.Future[dict[str, Any]]


class Queries:
    """Open queries, oldest first."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._open: OrderedDict[str, Query] = OrderedDict()

    def open(self) -> Query:
        """A new query with an id of its own."""
        self._forget_old()
        query = Query(str(secrets.randbits(62)), self._clock(), asyncio.get_running_loop().create_future())
        self._open[query.id] = query
        return query

    def answer(self, query_id: str, reply: dict[str, Any]) -> None:
        """Pass the bot's answer on; a 400 when the query is unknown, answered already or too old."""
        self._forget_old()
        query = self._open.pop(query_id, None)
        if query is None:
            raise bad_request(TOO_OLD)
        if not query.reply.done():
            query.reply.set_result(reply)

    def close(self) -> None:
        """Let nobody wait any longer: the stand-in stops."""
        for query in self._open.values():
            query.reply.cancel()
        self._open.clear()

    def _forget_old(self) -> None:
        while self._open:
            oldest = next(iter(self._open.values()))
            if self._clock() - oldest.asked_at <= LIFETIME:
                return
            self._open.popitem(last=False)


async def reply_within(query: Query, seconds: float) -> dict[str, Any] | None:
    """The bot's answer, None when it does not come in time; the bot may still answer later."""
    done, _ = await asyncio.wait([query.reply], timeout=seconds)
    return query.reply.result() if done and not query.reply.cancelled() else None
