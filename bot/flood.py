"""Not more than a person can mean to say: who sends too much hears so once, and then nothing until the minute is over.

It is counted in memory. Each replica counts for itself and a restart forgets, which is harmless: this only protects the
program, and writing down each count would cost the very work it must spare. What must not be forgotten, such as guesses
of a link, is counted in the database.
"""

import time
from collections.abc import Callable, Hashable
from enum import Enum

WINDOW = 60.0
MOST_REMEMBERED = 10_000


class Entry(Enum):
    """What is done with an update: it goes in, it gets a sentence, or it gets no word back."""

    IN, TOLD, SILENT = range(3)


class Flood:
    """Counts in windows of a minute that begin with the first update; a moment is in seconds that only go forward."""

    def __init__(self, a_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_minute, self._clock = a_minute, clock
        self._windows: dict[Hashable, tuple[float, int]] = {}

    def count(self, who: Hashable) -> Entry:
        """Count one more, and tell what is done with it."""
        now = self._clock()
        since, count = self._windows.get(who, (now, 0))
        if now - since >= WINDOW:
            since, count = now, 0
        self._windows[who] = since, count + 1
        if len(self._windows) > MOST_REMEMBERED:
            self._forget_before(now - WINDOW)
        if count < self._a_minute:
            return Entry.IN
        return Entry.TOLD if count == self._a_minute else Entry.SILENT

    def _forget_before(self, moment: float) -> None:
        self._windows = {who: window for who, window in self._windows.items() if window[0] > moment}
