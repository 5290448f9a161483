"""A long list in pages, because a message holds 4096 units and its buttons must stay readable."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

Item = TypeVar("Item")
ON_A_PAGE = 8
FEW = 4
"""Where much is told of each."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some of the items, and the numbers of the pages around it, from 0; None where there is none."""

    items: Sequence[Item]
    before: int | None
    after: int | None

    @classmethod
    def of(cls, items: Sequence[Item], number: int = 0, *, size: int = ON_A_PAGE) -> Self:
        """Give one page of a list; a number beyond it gives the last page."""
        last = max(0, (len(items) - 1) // size)
        number = min(max(number, 0), last)
        shown = items[number * size : (number + 1) * size]
        return cls(shown, number - 1 if number else None, number + 1 if number < last else None)
