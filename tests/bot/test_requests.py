"""Requests to Telegram: over connections that stay open, and the library's own errors when something goes wrong."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from telegram import Bot, InputFile
from telegram.error import NetworkError, TimedOut
from telegram.request import HTTPXRequest

from bot.outbox import requests
from bot.outbox.requests import Requests

TOKEN = "99:made-up"
SENT = b'{"ok":true,"result":{"message_id":7}}'


def answer(body: bytes = SENT, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


class Server:
    """Says what it was told to say, one thing to each request; nothing stands for hanging up."""

    def __init__(self) -> None:
        self.says: list[bytes] = []
        self.heard: list[tuple[bytes, bytes]] = []
        self.connections: list[asyncio.StreamWriter] = []
        self.hangs_up_after: bool = False
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections.append(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(
                    int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
                )
                self.heard.append((head, await reader.readexactly(length)))
                said = self.says.pop(0) if self.says else answer()
                writer.write(said)
                await writer.drain()
                if not said or self.hangs_up_after:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    here = Server()
    listening = await asyncio.start_server(here.serve, "127.0.0.1", 0)
    here.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/bot"
    yield here
    listening.close()
    for connection in here.connections:
        connection.close()


class Others(HTTPXRequest):
    """The library's own client: here it only tells what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    async def do_request(self, url: str, method: str, *_: Any, **__: Any) -> tuple[int, bytes]:
        self.asked.append(url.rsplit("/", 1)[1])
        return 200, SENT


@pytest.fixture
async def others() -> Others:
    return Others()


@pytest.fixture
async def bot(server: Server, others: Others) -> AsyncIterator[Bot]:
    requests = Requests(others, None)
    yield Bot(TOKEN, base_url=server.url, request=requests, get_updates_request=HTTPXRequest())
    await requests.shutdown()


async def says(bot: Bot, text: str = "hallo") -> Any:
    return await bot.do_api_request("sendSomething", api_kwargs={"chat_id": 1, "text": text, "markup": {"a": ["é"]}})


async def test_a_request_is_made_as_a_form_and_its_answer_is_given(bot: Bot, server: Server) -> None:
    assert await says(bot) == {"message_id": 7}
    ((head, body),) = server.heard
    assert head.startswith(f"POST /bot{TOKEN}/sendSomething HTTP/1.1\r\n".encode())
    assert body == b"chat_id=1&text=hallo&markup=%7B%22a%22%3A+%5B%22%5Cu00e9%22%5D%7D"


async def test_one_connection_serves_requests_that_follow_each_other(bot: Bot, server: Server) -> None:
    for _ in range(3):
        await says(bot)
    assert (len(server.heard), len(server.connections)) == (3, 1)


async def test_requests_beside_each_other_have_a_connection_each(bot: Bot, server: Server) -> None:
    for _ in range(2):
        await asyncio.gather(says(bot), says(bot), says(bot))
    assert (len(server.heard), len(server.connections)) == (6, 3)


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n"
        + SENT[:5]
        + b"\r\n20\r\n"
        + SENT[5:]
        + b"\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + answer(),
    ],
)
async def test_an_answer_may_come_in_parts(bot: Bot, server: Server, said: bytes) -> None:
    server.says = [said]
    assert await says(bot) == {"message_id": 7}
    assert await says(bot) == {"message_id": 7}
    assert len(server.connections) == 1


async def test_a_server_that_says_it_hangs_up_is_called_anew(bot: Bot, server: Server) -> None:
    server.says, server.hangs_up_after = [answer(SENT, "Connection: close")], True
    for _ in range(2):
        assert await says(bot) == {"message_id": 7}
    assert len(server.connections) == 2


async def test_a_server_that_has_hung_up_meanwhile_is_called_anew(bot: Bot, server: Server) -> None:
    server.hangs_up_after = True
    for _ in range(2):
        assert await says(bot) == {"message_id": 7}
        await asyncio.sleep(0.05)
    assert len(server.connections) == 2


async def test_a_connection_that_was_cut_off_meanwhile_is_made_anew(bot: Bot, server: Server) -> None:
    await says(bot)
    server.connections[0].transport.abort()
    await asyncio.sleep(0.05)
    assert await says(bot) == {"message_id": 7}
    assert len(server.connections) == 2


async def test_what_comes_after_an_answer_is_no_answer_to_what_is_asked_next(bot: Bot, server: Server) -> None:
    server.says = [answer() + b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"]
    for _ in range(2):
        assert await says(bot) == {"message_id": 7}
    assert len(server.connections) == 2


@pytest.mark.parametrize(("rests", "connections"), [(5.0, 1), (0.0, 2)])
async def test_a_connection_that_rested_for_long_is_not_trusted(
    bot: Bot, server: Server, monkeypatch: pytest.MonkeyPatch, rests: float, connections: int
) -> None:
    monkeypatch.setattr(requests, "RESTS", rests)
    for _ in range(2):
        await says(bot)
    assert len(server.connections) == connections


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", b"no such thing\r\n\r\n"])
async def test_who_hangs_up_before_the_end_gives_trouble_that_tells_no_address(
    bot: Bot, server: Server, said: bytes
) -> None:
    server.says, server.hangs_up_after = [said], True
    with pytest.raises(NetworkError) as trouble:
        await says(bot)
    assert TOKEN not in str(trouble.value)
    server.hangs_up_after = False
    assert await says(bot) == {"message_id": 7}


async def test_nobody_there_is_trouble_too(others: Others) -> None:
    bot = Bot(TOKEN, base_url="http://127.0.0.1:1/bot", request=Requests(others, None))
    with pytest.raises(NetworkError):
        await says(bot)


async def test_who_does_not_answer_in_time_is_hung_up_on(
    bot: Bot, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "ANSWERS", 0.05)
    server.says = [b"HTTP/1.1 200 OK\r\n"]
    with pytest.raises(TimedOut):
        await says(bot)
    monkeypatch.undo()
    assert await says(bot) == {"message_id": 7}
    assert len(server.connections) == 2


async def test_a_refusal_of_telegram_is_told_as_the_library_does(bot: Bot, server: Server) -> None:
    refusal = b'{"ok":false,"error_code":502,"description":"Bad Gateway"}'
    server.says = [answer(refusal).replace(b"200 OK", b"502 Bad Gateway")]
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await says(bot)
    assert await says(bot) == {"message_id": 7}


async def test_a_file_is_sent_by_the_library(bot: Bot, server: Server, others: Others) -> None:
    await bot.do_api_request("sendPicture", api_kwargs={"chat_id": 1, "photo": InputFile(b"x", "a.png")})
    assert (others.asked, server.heard) == (["sendPicture"], [])


async def test_who_wants_to_wait_longer_asks_the_library(bot: Bot, server: Server, others: Others) -> None:
    await bot.do_api_request("getSomething", api_kwargs={"chat_id": 1}, read_timeout=60)
    assert (others.asked, server.heard) == (["getSomething"], [])


@pytest.mark.parametrize(("name", "asked"), [("HTTPS_PROXY", ["sendSomething"]), ("NO_PROXY", [])])
async def test_through_a_proxy_goes_the_library(
    server: Server, others: Others, monkeypatch: pytest.MonkeyPatch, name: str, asked: list[str]
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:1")
    requests = Requests(others, None)
    await says(Bot(TOKEN, base_url=server.url, request=requests))
    await requests.shutdown()
    assert others.asked == asked


def certified(folder: Path) -> Path:
    """Write a key and a certificate for this computer, signed with that key, and give where they are."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, SHA256())
    )
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(
        Encoding.PEM
    )
    (folder / "both.pem").write_bytes(written)
    return folder / "both.pem"


@pytest.mark.parametrize("trusted", [True, False])
async def test_only_a_server_that_proves_who_it_is_hears_anything(
    tmp_path: Path, others: Others, trusted: bool
) -> None:
    server, file = Server(), certified(tmp_path)
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(file)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=ours)
    trust = ssl.create_default_context(cafile=str(file) if trusted else None)
    requests = Requests(others, trust)
    bot = Bot(TOKEN, base_url=f"https://localhost:{listening.sockets[0].getsockname()[1]}/bot", request=requests)
    if trusted:
        assert [await says(bot) for _ in range(2)] == [{"message_id": 7}] * 2
        assert len(server.connections) == 1
    else:
        with pytest.raises(NetworkError):
            await says(bot)
        assert server.heard == []
    await requests.shutdown()
    listening.close()
