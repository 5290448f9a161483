"""Patterns that tell shapes apart without their colour."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

Point = tuple[int, int]
APART = {"rising": 30, "falling": 30, "crossed": 24, "level": 22}


class Pattern(StrEnum):
    """How a shape is filled: evenly, or with lines that rise, fall, cross or lie level."""

    PLAIN = "plain"
    RISING = "rising"
    FALLING = "falling"
    CROSSED = "crossed"
    LEVEL = "level"

    def lines(self, points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
        """Give lines that cover the box around a shape."""
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        tall = bottom - top
        if self is Pattern.PLAIN:
            return
        if self is Pattern.LEVEL:
            yield from (((left, y), (right, y)) for y in range(top, bottom, APART[self]))
        if self in {Pattern.RISING, Pattern.CROSSED}:
            yield from (((x, bottom), (x + tall, top)) for x in range(left - tall, right, APART[self]))
        if self in {Pattern.FALLING, Pattern.CROSSED}:
            yield from (((x, top), (x + tall, bottom)) for x in range(left - tall, right, APART[self]))
