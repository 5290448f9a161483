"""Requests to Telegram over a few connections that stay open.

The library's own client takes four times as long over a short request as the request itself. It is still asked for what
is not short or not plain: files, and whatever goes through a proxy.
"""

import asyncio
import time
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit
from urllib.request import getproxies

import h11
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData

CONNECTS, ANSWERS = 5.0, 5.0
"""Seconds after which there will be no connection, or no answer: what the library waits as well."""
RESTS = 5.0
"""Seconds for which an unused connection is kept: a server may close it any moment after that."""
PIECE = 65536
NEXT_ADDRESS = 0.25
"""Seconds after which a second address of a host is tried beside the first."""
FORM = "application/x-www-form-urlencoded"


class Requests(BaseRequest):
    """Makes requests for the library's bot; `others` makes those it does not make itself, with the same trust."""

    def __init__(self, others: HTTPXRequest, trusted: Any) -> None:
        self._others, self._trusted = others, trusted
        self._resting: list[_Connection] = []
        self._proxied = bool(getproxies().keys() - {"no"})

    @property
    def read_timeout(self) -> float | None:
        """Give how long the library waits for what it asks for itself."""
        return self._others.read_timeout

    async def initialize(self) -> None:
        """Get ready."""
        await self._others.initialize()

    async def shutdown(self) -> None:
        """Close every connection."""
        while self._resting:
            self._resting.pop().close()
        await self._others.shutdown()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **named: Any
    ) -> tuple[int, bytes]:
        """Make a request; raises NetworkError, and TimedOut where nothing came back in time."""
        plain = request_data is not None and not request_data.contains_files and not (timeouts or _given(named))
        if self._proxied or not plain or request_data is None:
            return await self._others.do_request(url, method, request_data, *timeouts, **named)
        body = urlencode(request_data.json_parameters).encode()
        address = urlsplit(url)
        try:
            connection = self._rested(address) or await self._connect(address)
            async with asyncio.timeout(ANSWERS):
                answer = await connection.exchange(method, address, body)
        except TimeoutError as error:
            raise TimedOut from error
        except (OSError, h11.ProtocolError) as error:
            # Its words may hold the address, and with that the token.
            raise NetworkError(type(error).__name__) from error
        if connection.stays_open:
            self._resting.append(connection)
        else:
            connection.close()
        return answer

    def _rested(self, address: SplitResult) -> "_Connection | None":
        """Take a connection that was used last; close those that rested for too long."""
        now = time.monotonic()
        old = [one for one in self._resting if not one.works(now)]
        self._resting = [one for one in self._resting if one not in old]
        for one in old:
            one.close()
        found = next((one for one in reversed(self._resting) if one.leads_to == address[:2]), None)
        if found:
            self._resting.remove(found)
        return found

    async def _connect(self, address: SplitResult) -> "_Connection":
        secure = address.scheme == "https"
        where: dict[str, Any] = {"host": address.hostname, "port": address.port or (443 if secure else 80)}
        if secure:
            where |= {"ssl": self._trusted, "server_hostname": address.hostname}
        async with asyncio.timeout(CONNECTS):
            streams = await asyncio.open_connection(**where, happy_eyeballs_delay=NEXT_ADDRESS)
        return _Connection(address, *streams)


def _given(named: dict[str, Any]) -> bool:
    """Tell whether somebody asked for other timeouts than the usual."""
    return any(value is not BaseRequest.DEFAULT_NONE for value in named.values())


class _Connection:
    """A connection to one host, over which one request is made at a time."""

    def __init__(self, address: SplitResult, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.leads_to = address[:2]
        self._reader, self._writer, self._protocol = reader, writer, h11.Connection(h11.CLIENT)
        self._since = 0.0

    @property
    def stays_open(self) -> bool:
        """Tell whether another request can be made after this one."""
        return self._protocol.our_state is h11.IDLE

    def works(self, now: float) -> bool:
        """Tell whether the other side has most likely not closed it."""
        cut_off = self._reader.at_eof() or self._reader.exception() or self._writer.is_closing()
        return now - self._since < RESTS and not cut_off

    def close(self) -> None:
        """Close it."""
        self._writer.close()

    async def exchange(self, method: str, address: SplitResult, body: bytes) -> tuple[int, bytes]:
        """Make a request and give the status and body of the answer; what is cut off closes the connection."""
        try:
            self._writer.write(self._asked(method, address, body))
            await self._writer.drain()
            answer = await self._answered()
        except BaseException:
            self.close()
            raise
        ended = self._protocol.our_state is h11.DONE and self._protocol.their_state is h11.DONE
        # What came after the answer belongs to no request.
        if ended and not self._protocol.trailing_data[0]:
            self._protocol.start_next_cycle()
        self._since = time.monotonic()
        return answer

    def _asked(self, method: str, address: SplitResult, body: bytes) -> bytes:
        headers = {
            "Host": address.netloc,
            "User-Agent": BaseRequest.USER_AGENT,
            "Accept-Encoding": "identity",
            "Content-Type": FORM,
            "Content-Length": str(len(body)),
        }
        asked = h11.Request(method=method, target=address.path, headers=list(headers.items()))
        parts = (asked, h11.Data(data=body), h11.EndOfMessage())
        return b"".join(self._protocol.send(part) or b"" for part in parts)

    async def _answered(self) -> tuple[int, bytes]:
        status, parts = 0, []
        while not isinstance(happened := self._protocol.next_event(), h11.EndOfMessage):
            if happened is h11.NEED_DATA:
                # At the end of what is sent this is empty: the protocol then tells that it ended too soon.
                self._protocol.receive_data(await self._reader.read(PIECE))
            elif isinstance(happened, h11.Response):
                status = happened.status_code
            elif isinstance(happened, h11.Data):
                parts.append(bytes(happened.data))
            elif isinstance(happened, h11.ConnectionClosed):
                raise ConnectionResetError
        return status, b"".join(parts)
