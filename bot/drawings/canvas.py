"""A canvas as wide as a phone at three pixels a point, that grows downwards as things are put on it."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from bot.drawings.patterns import Pattern, Point

FONTS = Path(__file__).parent.parent / "fonts"
WIDTH = 1080
MARGIN = 48
TALLEST = 4000
INK, PAPER, QUIET = "#14252b", "#ffffff", "#4d6068"


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Give the house font at `size` pixels."""
    return ImageFont.truetype(FONTS / f"Inter-{'Bold' if bold else 'Regular'}.otf", size)


class Face(NamedTuple):
    """How words look: the house font at `size` pixels."""

    size: int
    bold: bool = False
    colour: str = INK


class Canvas:
    """Draws from top to bottom; `y` is where the next thing goes."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (WIDTH, TALLEST), PAPER)
        self.pen = ImageDraw.Draw(self._image)
        self.y = MARGIN

    def text(self, words: str, x: int, width: int, face: Face) -> int:
        """Write words in a column of `width` pixels from `x`, wrapped; give the height it took."""
        height, letters = 0, font(face.size, bold=face.bold)
        for line in wrap(words, letters, width):
            self.pen.text((x, self.y + height), line, font=letters, fill=face.colour)
            height += round(face.size * 1.3)
        return height

    def box(self, height: int, *, fill: str, edge: str, inset: int = 0) -> None:
        """Draw a rounded box over the width, from `y` down."""
        corners = (MARGIN + inset, self.y, WIDTH - MARGIN - inset, self.y + height)
        self.pen.rounded_rectangle(corners, radius=22, fill=fill, outline=edge, width=3)

    def shape(self, points: Sequence[Point], *, fill: str, edge: str, pattern: Pattern = Pattern.PLAIN) -> None:
        """Draw a filled shape; its pattern tells it from others for who does not see its colour."""
        self.pen.polygon(points, fill=fill)
        lines = list(pattern.lines(points))
        if lines:
            over = Image.new("RGB", self._image.size, fill)
            mask = Image.new("1", self._image.size)
            ImageDraw.Draw(mask).polygon(points, fill=1)
            pen = ImageDraw.Draw(over)
            for line in lines:
                pen.line(line, fill=edge, width=4)
            self._image.paste(over, mask=mask)
        self.pen.line((*points, points[0]), fill=edge, width=4, joint="curve")

    def png(self) -> bytes:
        """Give what was drawn, cut off below the last thing."""
        stream = BytesIO()
        self._image.crop((0, 0, WIDTH, min(TALLEST, self.y + MARGIN))).save(stream, "PNG", optimize=True)
        return stream.getvalue()


def wrap(words: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Break words into lines of at most `width` pixels; a word that is longer gets a line of its own."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
