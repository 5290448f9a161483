"""How fast we may speak: Telegram's known limits, kept before it has to refuse."""

from collections import defaultdict, deque

ALL_CHATS = (30, 1.0)
ONE_CHAT = (1, 1.0)
ONE_GROUP = (20, 60.0)
PACED = ("send", "editMessage", "copy", "forward")
PACED_PER_CHAT = ("send", "copy", "forward")


class Pacing:
    """Counts what was sent; moments are seconds of a clock that only goes forward."""

    def __init__(self) -> None:
        self._all: deque[float] = deque(maxlen=ALL_CHATS[0])
        self._chats: defaultdict[int, deque[float]] = defaultdict(lambda: deque(maxlen=ONE_CHAT[0]))
        self._groups: defaultdict[int, deque[float]] = defaultdict(lambda: deque(maxlen=ONE_GROUP[0]))

    def wait(self, chat_id: int | None, method: str, at: float) -> float:
        """Give the seconds from `at` until this may be sent; 0 when it may go now."""
        if not method.startswith(PACED):
            return 0.0
        waits = [_until_free(self._all, ALL_CHATS, at)]
        if chat_id is not None and method.startswith(PACED_PER_CHAT):
            waits.append(_until_free(self._chats[chat_id], ONE_CHAT, at))
            if chat_id < 0:
                waits.append(_until_free(self._groups[chat_id], ONE_GROUP, at))
        return max(waits)

    def sent(self, chat_id: int | None, method: str, at: float) -> None:
        """Count one request."""
        if not method.startswith(PACED):
            return
        self._all.append(at)
        if chat_id is not None and method.startswith(PACED_PER_CHAT):
            self._chats[chat_id].append(at)
            if chat_id < 0:
                self._groups[chat_id].append(at)


def _until_free(sent: deque[float], limit: tuple[int, float], at: float) -> float:
    count, seconds = limit
    return max(0.0, sent[0] + seconds - at) if len(sent) == count else 0.0
