"""A mail server of a few lines: takes e-mail, or refuses it, and keeps what it took."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

GREETING, FINE, GO_ON, BYE, NO = b"220 made-up", b"250 fine", b"354 go on", b"221 bye", b"451 not now"


class MailServer:
    """What arrived, and whether it refuses."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.port = 0
        self.refuses = False

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _say(writer, GREETING)
        while line := (await reader.readline()).strip().upper():
            if line == b"DATA":
                await _say(writer, GO_ON)
                content = await reader.readuntil(b"\r\n.\r\n")
                parsed = message_from_bytes(content.removesuffix(b".\r\n"), policy=policy.default)
                assert isinstance(parsed, EmailMessage)
                self.arrived.append(parsed)
            if line == b"QUIT":
                await _say(writer, BYE)
                break
            await _say(writer, NO if self.refuses and line.startswith(b"MAIL") else FINE)
        writer.close()


async def _say(writer: asyncio.StreamWriter, words: bytes) -> None:
    writer.write(words + b"\r\n")
    await writer.drain()


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """A server on this computer, as long as it is needed."""
    server = MailServer()
    listening = await asyncio.start_server(server.talk, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server
