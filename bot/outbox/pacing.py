"""How fast we may speak: Telegram's known limits, kept before it has to refuse."""

import time
from collections import deque
from collections.abc import Callable

A_SECOND = 30
"""Messages a second to all chats together."""
ONE_CHAT = (1, 1.0)
ONE_GROUP = (20, 60.0)
PACED = ("send", "editMessage", "copy", "forward")
PACED_PER_CHAT = ("send", "copy", "forward")
MOST_REMEMBERED = 10_000
Sent = deque[float]


class Pacing:
    """Counts what was sent; moments are seconds of a clock that only goes forward."""

    def __init__(self, a_second: int = A_SECOND, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self._all: Sent = deque(maxlen=a_second)
        self._chats: dict[int, Sent] = {}
        self._groups: dict[int, Sent] = {}

    def wait(self, chat_id: int | None, method: str, at: float) -> float:
        """Give the seconds from `at` until this may be sent; 0 when it may go now."""
        if not method.startswith(PACED):
            return 0.0
        waits = [_until_free(self._all, 1.0, at)]
        if chat_id is not None and method.startswith(PACED_PER_CHAT):
            waits.append(_until_free(self._chats.get(chat_id), ONE_CHAT[1], at))
            waits.append(_until_free(self._groups.get(chat_id), ONE_GROUP[1], at))
        return max(waits)

    def sent(self, chat_id: int | None, method: str, at: float) -> None:
        """Count one request."""
        if not method.startswith(PACED):
            return
        self._all.append(at)
        if chat_id is not None and method.startswith(PACED_PER_CHAT):
            _count(self._chats, chat_id, ONE_CHAT, at)
            if chat_id < 0:
                _count(self._groups, chat_id, ONE_GROUP, at)


def _until_free(sent: Sent | None, seconds: float, at: float) -> float:
    return max(0.0, sent[0] + seconds - at) if sent and len(sent) == sent.maxlen else 0.0


def _count(chats: dict[int, Sent], chat_id: int, limit: tuple[int, float], at: float) -> None:
    most, seconds = limit
    chats.setdefault(chat_id, deque(maxlen=most)).append(at)
    if len(chats) > MOST_REMEMBERED:
        for quiet in [one for one, sent in chats.items() if sent[-1] + seconds <= at]:
            del chats[quiet]
