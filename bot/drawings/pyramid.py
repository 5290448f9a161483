"""The pyramid of school attendance: four bands, how many pupils stand in each, and what the target is."""

from typing import NamedTuple

from bot.drawings.canvas import INK, MARGIN, QUIET, WIDTH, Canvas, Face, font
from bot.drawings.patterns import Pattern

TALL, GAP, BASE = 214, 10, 400
MIDDLE = MARGIN + BASE // 2
WORDS = MARGIN + BASE + 44
LINE = 46


class Look(NamedTuple):
    """The colour of a band and the pattern that tells it from the others without colour."""

    fill: str
    edge: str
    pattern: Pattern


LOOKS = {
    "rood": Look("#f3b0a5", "#a2331f", Pattern.CROSSED),
    "oranje": Look("#fad2a8", "#a35a0a", Pattern.RISING),
    "geel": Look("#fbeeb0", "#8a7200", Pattern.LEVEL),
    "groen": Look("#cfe8d2", "#2c7a3f", Pattern.PLAIN),
}


def draw_pyramid(words: str) -> bytes:
    """Draw lines of `kind: words | words`: title, part, the bands from the top down, note or foot."""
    canvas, inner = Canvas(), WIDTH - 2 * MARGIN
    lines = [line.partition(": ") for line in words.splitlines() if line.strip()]
    bands = [rest for kind, _, rest in lines if kind == "band"]
    for kind, _, rest in lines:
        if kind == "title":
            canvas.y += canvas.text(rest, MARGIN, inner, Face(54, bold=True)) + 6
        elif kind == "part":
            canvas.y += canvas.text(rest, MARGIN, inner, Face(38, colour=QUIET)) + 30
        elif kind == "band":
            _band(canvas, rest, bands.index(rest), len(bands))
        elif kind == "note":
            canvas.y += 22
            canvas.y += canvas.text(rest, MARGIN, inner, Face(38))
        elif kind == "foot":
            canvas.y += 22
            canvas.y += canvas.text(rest, MARGIN, inner, Face(32, colour=QUIET))
    return canvas.png()


def _band(canvas: Canvas, rest: str, place: int, many: int) -> None:
    band, *told = (part.strip() for part in rest.split(" | "))
    look, top = LOOKS[band], canvas.y
    upper, lower = (BASE * edge // (2 * many) for edge in (place, place + 1))
    bottom = top + TALL - GAP
    lower = upper + (lower - upper) * (TALL - GAP) // TALL
    corners = ((MIDDLE - upper, top), (MIDDLE + upper, top), (MIDDLE + lower, bottom), (MIDDLE - lower, bottom))
    canvas.shape(corners, fill=look.fill, edge=look.edge, pattern=look.pattern)
    _count(canvas, told[1], look, (MIDDLE, (top + bottom) // 2 + (34 if place == 0 else 0)))
    canvas.y = top + 6
    canvas.y += canvas.text(told[0], WORDS, WIDTH - MARGIN - WORDS, Face(44, bold=True))
    for line in told[2:]:
        canvas.y += canvas.text(line, WORDS, WIDTH - MARGIN - WORDS, Face(36, colour=INK if line is told[2] else QUIET))
    canvas.y = top + TALL


def _count(canvas: Canvas, count: str, look: Look, middle: tuple[int, int]) -> None:
    face = font(LINE, bold=True)
    left, top, right, bottom = canvas.pen.textbbox(middle, count, anchor="mm", font=face)
    corners = (left - 16, top - 12, right + 16, bottom + 12)
    canvas.pen.rounded_rectangle(corners, radius=14, fill="#ffffff", outline=look.edge, width=3)
    canvas.pen.text(middle, count, anchor="mm", font=face, fill=INK)
