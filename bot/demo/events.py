"""What happens, as it happens: the stream the pages live on."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from bot.demo.store import dump

HEARTBEAT = 15.0
LONGEST_BACKLOG = 2_000


class Events:
    """Sends each event to every page that listens; a page that does not keep up is let go and reconnects."""

    def __init__(self) -> None:
        self._pages: set[asyncio.Queue[str | None]] = set()

    @property
    def heard(self) -> bool:
        """Whether any page listens, so that views need not be made for nobody."""
        return bool(self._pages)

    def publish(self, event: dict[str, Any]) -> None:
        """Send an event to all pages."""
        line = f"data: {dump(event)}\n\n"
        for page in list(self._pages):
            if page.qsize() >= LONGEST_BACKLOG:
                self._pages.discard(page)
                page.put_nowait(None)
            else:
                page.put_nowait(line)

    def close(self) -> None:
        """End all streams: the stand-in stops."""
        for page in self._pages:
            page.put_nowait(None)
        self._pages.clear()

    def subscribe(self) -> AsyncIterator[str]:
        """The stream of one page, as lines of text/event-stream; events count from this call on."""
        page: asyncio.Queue[str | None] = asyncio.Queue()
        self._pages.add(page)
        return self._lines(page)

    async def _lines(self, page: asyncio.Queue[str | None]) -> AsyncIterator[str]:
        try:
            yield "retry: 1000\n\n"
            while True:
                line = await _next_line(page)
                if line is None:
                    return
                yield line
        finally:
            self._pages.discard(page)


async def _next_line(page: asyncio.Queue[str | None]) -> str | None:
    try:
        async with asyncio.timeout(HEARTBEAT):
            return await page.get()
    except TimeoutError:
        return ": still here\n\n"
