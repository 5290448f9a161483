"""Telegram's known sending limits: 30 a second overall, 1 a second per private chat, 20 a minute per group."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from bot.demo.errors import too_many_requests

COUNTED = {
    "sendmessage", "sendphoto", "senddocument",
    "editmessagetext", "editmessagecaption", "editmessagereplymarkup", "editmessagemedia",
}  # fmt: skip
OVERALL = (30, 30.0)
PRIVATE = (3, 1.0)
GROUP = (20, 20 / 60)


@dataclass
class _Bucket:
    capacity: int
    per_second: float
    left: float
    filled_at: float

    def wait(self, now: float) -> float:
        self.left = min(self.capacity, self.left + (now - self.filled_at) * self.per_second)
        self.filled_at = now
        return 0.0 if self.left >= 1 else (1 - self.left) / self.per_second


class Limits:
    """One bucket per chat and one for all; a refused request does not count."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[int, _Bucket] = {}

    def check(self, method: str, chat_id: int) -> None:
        """Count one request; a 429 with retry_after when it is one too many."""
        if method not in COUNTED:
            return
        now = self._clock()
        buckets = [self._bucket(0, OVERALL, now)]
        if chat_id:
            buckets.append(self._bucket(chat_id, PRIVATE if chat_id > 0 else GROUP, now))
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for bucket in buckets:
            bucket.left -= 1

    def _bucket(self, key: int, size: tuple[int, float], now: float) -> _Bucket:
        if key not in self._buckets:
            self._buckets[key] = _Bucket(*size, left=size[0], filled_at=now)
        return self._buckets[key]
