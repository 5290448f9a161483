"""Telegram brings the updates: each is committed before Telegram hears that we have it."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Iterator
from hmac import compare_digest
from typing import Any

import structlog
import uvicorn
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.config import Settings
from bot.door import has_number
from bot.intake import Intake

log = structlog.get_logger()
PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
# The longest update is a message of 4,096 characters with what it answers: a few tens of kilobytes.
LONGEST_BODY = 512 * 1024
FINISHING = 8


class TooLongError(Exception):
    """A body that no update could have."""


class Webhook:
    """Listens for Telegram, and tells a proxy whether this replica lives and can work."""

    def __init__(self, intake: Intake, settings: Settings, *, works: Callable[[], Awaitable[object]]) -> None:
        self._intake, self._settings, self._works = intake, settings, works
        routes = [
            Route(PATH, self._take, methods=["POST"]),
            Route("/health", _alive),
            Route("/ready", self._ready),
        ]
        self.app = Starlette(routes=routes)
        self._server = _Server(_config(self.app, settings))
        self._stopping = False

    async def run(self) -> None:
        """Listen until stopped; what was stored is handled before this ends."""
        await self._server.serve()
        await self._intake.finish()

    def stop(self) -> None:
        """Take nothing more."""
        self._stopping = True
        self._server.should_exit = True

    async def _take(self, request: Request) -> Response:
        """Store an update; anything but success lets Telegram bring it again."""
        secret = self._settings.webhook_secret
        given = request.headers.get(SECRET_HEADER, "")
        if secret is None or not compare_digest(given.encode(), secret.get_secret_value().encode()):
            return Response(status_code=403)
        try:
            update = json.loads(await _body(request))
        except TooLongError:
            return Response(status_code=413)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        if not has_number(update):
            return Response(status_code=400)
        try:
            await self._intake.store([update])
        except DBAPIError as error:
            log.warning("database_trouble", reason=type(error.orig).__name__)
            return Response(status_code=503)
        return Response(status_code=200)

    async def _ready(self, _request: Request) -> Response:
        """Tell whether this replica can take work: a proxy passes it by while it cannot."""
        if self._stopping:
            return PlainTextResponse("stopping\n", status_code=503)
        try:
            async with asyncio.timeout(2):
                await self._works()
        except (DBAPIError, TimeoutError):
            return PlainTextResponse("no database\n", status_code=503)
        return PlainTextResponse("ready\n")


async def _alive(_request: Request) -> Response:
    return PlainTextResponse("alive\n")


async def _body(request: Request) -> bytes:
    """Read no further than an update can be long."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            raise TooLongError
    return bytes(body)


class _Server(uvicorn.Server):
    """Signals are the program's to catch, not the server's."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield


def _config(app: Starlette, settings: Settings) -> uvicorn.Config:
    given: dict[str, Any] = {"host": settings.listen_host, "port": settings.listen_port}
    return uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        loop="none",
        timeout_graceful_shutdown=FINISHING,
        **given,
    )
