"""The bot's requests as they came, for tests and for checking against the Bot API description."""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.demo.params import Params
from bot.demo.store import dump

LEFT_OUT = "getupdates"
MOST_REMEMBERED = 20_000


class Transcript:
    """Keeps the last requests in memory and, when asked, all of them in a file, one JSON line each."""

    def __init__(self, path: Path | None = None, *, hear: Callable[[str, Params], None] | None = None) -> None:
        self._hear = hear
        self._requests: deque[dict[str, Any]] = deque(maxlen=MOST_REMEMBERED)
        self._file = path.open("a", encoding="utf-8", buffering=1) if path else None

    def record(self, method: str, params: Params) -> None:
        """Note one request; getUpdates is left out."""
        if method.lower() == LEFT_OUT:
            return
        request = {"method": method, "params": dict(params.values), "files": list(params.files)}
        self._requests.append(request)
        if self._hear:
            self._hear(method, params)
        if self._file:
            self._file.write(dump(request) + "\n")

    def requests(self) -> list[dict[str, Any]]:
        """The requests so far, oldest first."""
        return list(self._requests)

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()
