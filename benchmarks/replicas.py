"""The bot as real programs on loopback: one or several of them, before the stand-in, to be killed and started again."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from benchmarks.crowd import Crowd
from bot.app import utc_now
from bot.config import Settings
from bot.demo.looking import LONGEST_PAGE
from bot.demo.run import TOKEN, Place, made_up_school, settings_for
from bot.demo.seed import seed_database
from bot.demo.standin import StandIn

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from postgres import server

SECRET = "s" * 40
CHATS = {"mentor": 701, "coordinator": 702, "brug": 703, "jeugdarts": 704, "leerplicht": 705, "jongerenwerker": 706}
HOST = "127.0.0.1"
PATIENCE = 60.0


def a_free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass
class Program:
    """One replica, or another bot beside it: a process of its own."""

    environment: dict[str, str]
    port: int = 0
    arguments: tuple[str, ...] = ("-c", "from bot.cli import main; main()", "run")
    python: str = sys.executable
    process: asyncio.subprocess.Process | None = None
    _emptying: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        """Give the number of the process."""
        assert self.process
        return self.process.pid

    async def start(self, *, hears: bool = False) -> None:
        """Start it; one that `hears` has its log read."""
        command = [self.python, *self.arguments]
        own = {name: value for name, value in os.environ.items() if not name.startswith("WEGWIJS_")}
        changed = {**own, **self.environment, "WEGWIJS_LISTEN_PORT": str(self.port)}
        log = asyncio.subprocess.PIPE if hears else asyncio.subprocess.DEVNULL
        self.process = await asyncio.create_subprocess_exec(*command, env=changed, stderr=log)

    async def says(self, words: bytes) -> None:
        """Wait until it writes these words in its log; what it writes after that is thrown away."""
        assert self.process
        assert self.process.stderr
        log = self.process.stderr
        while words not in (line := await log.readline()):
            if not line:
                raise SystemExit("the program stopped")
        self._emptying = asyncio.create_task(_empty(log))

    async def kill(self) -> None:
        """Stop it as a power cut would."""
        assert self.process
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self) -> int:
        """Ask it to stop and wait for it; give its exit status."""
        if self.process is None:
            return 0
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        return await self.process.wait()


async def _empty(log: asyncio.StreamReader) -> None:
    """Read what nobody wants to know: a full pipe would stop who writes to it."""
    while await log.read(65536):
        pass


@dataclass
class Proxy:
    """Gives each connection to a replica that takes it, in turn: what a proxy before replicas does."""

    ports: list[int]
    port: int = 0
    _turn: int = 0
    _server: asyncio.Server | None = None

    async def start(self) -> None:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._serve, HOST, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Listen no more."""
        assert self._server
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in self.ports:
            self._turn = (self._turn + 1) % len(self.ports)
            try:
                behind, to = await asyncio.open_connection(HOST, self.ports[self._turn])
            except OSError:
                continue
            await asyncio.gather(_pipe(reader, to), _pipe(behind, writer))
            return
        writer.close()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while part := await reader.read(65536):
            writer.write(part)
            await writer.drain()
    with contextlib.suppress(OSError):
        writer.close()


@dataclass
class Town:
    """The stand-in, the programs before it, and phones."""

    standin: StandIn
    settings: Settings
    programs: list[Program]
    web: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        self.web = httpx.AsyncClient(base_url=self.standin.url, timeout=60)

    async def types(self, persona: str, text: str) -> None:
        """Let somebody type a text."""
        told = {"persona": persona, "chat": str(CHATS[persona]), "text": text}
        (await self.web.post("/api/send", json=told)).raise_for_status()

    async def messages(self, persona: str) -> list[dict[str, Any]]:
        """Give all that stands in somebody's chat, page by page."""
        found: list[dict[str, Any]] = []
        while True:
            before = {"before": str(found[0]["message_id"])} if found else {}
            asked = {"persona": persona, "chat": str(CHATS[persona]), "limit": str(LONGEST_PAGE), **before}
            page = (await self.web.get("/api/chat", params=asked)).raise_for_status().json()["messages"]
            found = [*page, *found]
            if len(page) < LONGEST_PAGE:
                return found


@contextmanager
def database_for(kind: str, home: Path) -> Iterator[str]:
    """Give the address of a new database; PostgreSQL is started for it."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{home / 'wegwijs.db'}"
        return
    with server() as postgres:
        if postgres is None:
            raise SystemExit("no PostgreSQL to be had")
        yield postgres.new_database().render_as_string(hide_password=False)


@asynccontextmanager
async def town(kind: str, replicas: int) -> AsyncIterator[Town]:
    """Start the stand-in and the replicas; more than one are brought their updates through a proxy."""
    async with quiet_town(kind, replicas) as here:
        for program in here.programs:
            await program.start()
        yield here


@asynccontextmanager
async def quiet_town(kind: str, replicas: int, crowd: Crowd | None = None) -> AsyncIterator[Town]:
    """Start the stand-in, with a crowd in it where one is given; the programs are not started yet."""
    with tempfile.TemporaryDirectory() as folder, database_for(kind, Path(folder)) as url:
        place = Place(Path(folder))
        standin = made_up_school(place)
        if crowd:
            standin.personas, standin.hear = [*standin.personas, *crowd.people], crowd.hear
        await standin.start()
        settings = settings_for(standin, place).model_copy(update={"database_url": url})
        await seed_database(settings, utc_now())
        ports = [a_free_port() for _ in range(replicas)]
        proxy = Proxy(ports)
        await proxy.start()
        environment = {
            "WEGWIJS_TOKEN": TOKEN,
            "WEGWIJS_API_URL": standin.url,
            "WEGWIJS_DATABASE_URL": url,
            "WEGWIJS_KEY_FILE": str(settings.key_file),
            "WEGWIJS_POLL_SECONDS": "5",
            "WEGWIJS_A_MINUTE": "100000",
            "WEGWIJS_SENDS_A_SECOND": "10000" if crowd else "30",
        }
        if replicas > 1:
            environment |= {
                "WEGWIJS_WEBHOOK_URL": f"http://{HOST}:{proxy.port}/telegram",
                "WEGWIJS_WEBHOOK_SECRET": SECRET,
            }
        here = Town(standin, settings, [Program(environment, port) for port in ports])
        try:
            yield here
        finally:
            for program in here.programs:
                await program.stop()
            await here.web.aclose()
            await proxy.stop()
            await standin.stop()
