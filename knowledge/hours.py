"""Hours of the day, of local time."""

from typing import NamedTuple


class Hours(NamedTuple):
    """Hours from `start`, inclusive, until `end`, exclusive; they may pass midnight."""

    start: int
    end: int

    def holds(self, hour: int) -> bool:
        """Tell whether this hour is one of them."""
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end
