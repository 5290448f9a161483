"""Figures over the periods of a school year: a row of bars for each, with its number above it."""

from typing import NamedTuple

from bot.drawings.canvas import INK, MARGIN, QUIET, WIDTH, Canvas, Face, font
from bot.drawings.patterns import Pattern

TALL, LOW, LABELS, ABOVE = 190, 30, 56, 62
SMALLEST_SCALE = 10
"""A bar of two pupils must not look as tall as one of twenty."""
WIDEST, STUB = 120, 26
FILL, EDGE, PALE, FLOOR = "#2b8a96", "#0b5964", "#d8eef0", "#8fa3a9"


class Bar(NamedTuple):
    """One period: its name, what stands above the bar, and how it looks; `value` is 0 where none is told."""

    name: str
    told: str
    value: int
    look: str


def draw_trend(words: str) -> bytes:
    """Draw lines of `kind: words | words`: title, part, then figures each followed by their bars, and foot."""
    canvas, inner = Canvas(), WIDTH - 2 * MARGIN
    waiting: list[Bar] = []
    for kind, _, rest in (line.partition(": ") for line in words.splitlines() if line.strip()):
        if kind == "bar":
            waiting.append(_read(rest))
            continue
        waiting = _row(canvas, waiting)
        if kind == "title":
            canvas.y += canvas.text(rest, MARGIN, inner, Face(54, bold=True)) + 6
        elif kind == "part":
            canvas.y += canvas.text(rest, MARGIN, inner, Face(38, colour=QUIET)) + 12
        elif kind == "figure":
            canvas.y += 22
            canvas.y += canvas.text(rest, MARGIN, inner, Face(42, bold=True)) + 4
        elif kind == "foot":
            canvas.y += 14
            canvas.y += canvas.text(rest, MARGIN, inner, Face(32, colour=QUIET))
    _row(canvas, waiting)
    return canvas.png()


def _read(rest: str) -> Bar:
    name, told, value, look = (part.strip() for part in rest.split(" | "))
    return Bar(name, told, int(value), look)


def _row(canvas: Canvas, bars: list[Bar]) -> list[Bar]:
    """Draw the bars that wait, if any, and give an empty list for the next."""
    if not bars:
        return []
    highest = max(SMALLEST_SCALE, *(bar.value for bar in bars))
    tall = TALL if any(bar.value for bar in bars) else LOW
    column = (WIDTH - 2 * MARGIN) // len(bars)
    floor = canvas.y + ABOVE + tall
    for place, bar in enumerate(bars):
        middle = MARGIN + place * column + column // 2
        _bar(canvas, bar, (middle, floor), tall * bar.value // highest)
        canvas.pen.text((middle, floor + LABELS // 2 + 4), bar.name, anchor="mm", font=font(34), fill=QUIET)
    canvas.pen.line((MARGIN, floor, WIDTH - MARGIN, floor), fill=FLOOR, width=4)
    canvas.y = floor + LABELS
    return []


def _bar(canvas: Canvas, bar: Bar, foot: tuple[int, int], height: int) -> None:
    middle, floor = foot
    half = min(WIDEST, (WIDTH - 2 * MARGIN) // 8) // 2
    height = STUB if bar.look == "hidden" else height
    if height:
        corners = (
            (middle - half, floor - height),
            (middle + half, floor - height),
            (middle + half, floor),
            (middle - half, floor),
        )
        pattern = {"running": Pattern.RISING, "hidden": Pattern.CROSSED}.get(bar.look, Pattern.PLAIN)
        canvas.shape(corners, fill=FILL if bar.look == "full" else PALE, edge=EDGE, pattern=pattern)
    canvas.pen.text((middle, floor - height - 32), bar.told, anchor="mm", font=font(40, bold=True), fill=INK)
