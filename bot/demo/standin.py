"""The stand-in for Telegram: a Bot API server and a chat page on loopback, started inside a running loop."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import timedelta
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from bot.demo import acts
from bot.demo.backend import Backend, Habits
from bot.demo.botapi import BotApi
from bot.demo.limits import Limits
from bot.demo.params import Params
from bot.demo.people import BotIdentity, Group, People, Persona
from bot.demo.store import Store
from bot.demo.transcript import Transcript
from bot.demo.web import Web

__all__ = ["Group", "Persona", "StandIn"]

HOST = "127.0.0.1"
GRACE = 1.0


@dataclass
class StandIn:
    """One bot, some people and their groups; `store` and `transcript` are files, None keeps all in memory.

    `limits` turns Telegram's sending limits on. `privacy_mode` is Telegram's default for bots in groups: the bot
    gets commands, replies to it and mentions of it, unless it is administrator there. `patience` is how long the
    page waits for an answer to a tap, in seconds. `forward` puts the clock forward, where people may do so.
    """

    _: KW_ONLY
    token: str
    username: str
    bot_name: str
    personas: Sequence[Persona]
    groups: Sequence[Group] = ()
    store: Path | None = None
    transcript: Path | None = None
    page_language: str = "nl"
    limits: bool = False
    privacy_mode: bool = True
    inline_feedback: bool = True
    patience: float = 10.0
    clock: Callable[[], float] = time.time
    hear: Callable[[str, Params], None] | None = None
    forward: Callable[[timedelta], None] | None = None
    url: str = field(default="", init=False)

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one. `url` tells where."""
        bot = BotIdentity(self.token, self.username, self.bot_name, privacy_mode=self.privacy_mode)
        habits = Habits(self.page_language, self.inline_feedback, self.patience, self.clock, self.forward)
        listener = _listener(port)
        self._transcript = Transcript(self.transcript, hear=self.hear)
        self._backend = Backend(People(bot, self.personas, self.groups), Store(self.store), habits)
        self._server = _Server(_config(self._app()))
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        await self._server.listening.wait()
        self.url = f"http://{HOST}:{listener.getsockname()[1]}"
        self._backend.webhook.start()

    async def stop(self) -> None:
        """Answer who waits, close all connections and the store."""
        await self._backend.webhook.stop()
        self._backend.close()
        self._server.leave()
        await self._serving
        self._transcript.close()
        self._backend.store.close()

    def says(self, persona_id: str, text: str) -> None:
        """Let somebody write to the bot in private, as on the page."""
        persona = self._backend.people.persona(persona_id)
        acts.say(self._backend, persona, persona.telegram_id, acts.text_of(text))

    def _app(self) -> Starlette:
        limits = Limits(self.clock) if self.limits else None
        api = BotApi(self._backend, limits=limits, transcript=self._transcript)
        web = Web(self._backend, faults=api.faults, transcript=self._transcript)
        self._backend.webhook.answer_with(api.answer_to_push)
        loopback_only = Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
        return Starlette(routes=[*api.routes(), *web.routes()], middleware=[loopback_only])


class _Server(uvicorn.Server):
    """Leaves signals to the program and stops at once when told."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self._leaving = asyncio.Event()

    def leave(self) -> None:
        """Stop serving."""
        self.should_exit = True
        self._leaving.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the program that runs the stand-in."""
        yield

    async def main_loop(self) -> None:
        """Wait until told to leave, once a second renewing the Date header."""
        self.listening.set()
        while not self.should_exit:
            await self.on_tick(0)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await self._leaving.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close as soon as everybody is answered; uvicorn's own shutdown always sleeps a tenth of a second."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE):
                while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110 - uvicorn has no event
                    await asyncio.sleep(0.002)
        for task in self.server_state.tasks:
            task.cancel()


def _listener(port: int) -> socket.socket:
    # asyncio turns Nagle's algorithm off only for sockets that name TCP; otherwise each answer waits 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    listener.settimeout(0)
    return listener


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, ws="none", loop="none")
