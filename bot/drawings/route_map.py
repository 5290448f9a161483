"""The route map as a picture: the steps inside school, the AOJ-team with its signs, and what comes after."""

from bot.drawings.canvas import MARGIN, QUIET, WIDTH, Canvas, Face, font, wrap

STEP_FILL, STEP_EDGE, STEP_TAG = "#e9f3f4", "#8fb9bf", "#0b6a76"
TEAM_FILL, TEAM_EDGE, TEAM_TAG = "#fdf3dd", "#d9a93b", "#7a5200"
PAD, TAG_WIDTH = 28, 132
INNER = WIDTH - 2 * MARGIN - 2 * PAD
GAP = 24
SIGN = round(INNER * 0.54)
WHO = INNER - SIGN - GAP
BODY, SMALL = 38, 34


def draw_route_map(words: str) -> bytes:
    """Draw lines of `kind: words | words`: title, part, step, team, sign or foot."""
    canvas, lines = Canvas(), [line.partition(": ") for line in words.splitlines() if line.strip()]
    signs = [_halves(rest) for kind, _, rest in lines if kind == "sign"]
    for kind, _, rest in lines:
        if kind == "title":
            canvas.y += canvas.text(rest, MARGIN, WIDTH - 2 * MARGIN, Face(56, bold=True)) + 8
        elif kind == "part":
            canvas.y += 18
            canvas.y += canvas.text(rest, MARGIN, WIDTH - 2 * MARGIN, Face(BODY, bold=True, colour=QUIET)) + 12
        elif kind == "step":
            _step(canvas, *_halves(rest))
        elif kind == "team":
            _team(canvas, *_halves(rest), signs)
        elif kind == "foot":
            canvas.y += 16
            canvas.y += canvas.text(rest, MARGIN, WIDTH - 2 * MARGIN, Face(SMALL, colour=QUIET))
    return canvas.png()


def _halves(rest: str) -> tuple[str, str]:
    left, _, right = rest.partition(" | ")
    return left.strip(), right.strip()


def _step(canvas: Canvas, tag: str, words: str) -> None:
    width = INNER - TAG_WIDTH
    height = _height(words, BODY, width) + 2 * PAD - 8
    canvas.box(height, fill=STEP_FILL, edge=STEP_EDGE)
    canvas.y += PAD - 4
    canvas.text(tag, MARGIN + PAD, TAG_WIDTH, Face(BODY, bold=True, colour=STEP_TAG))
    canvas.text(words, MARGIN + PAD + TAG_WIDTH, width, Face(BODY))
    canvas.y += height - PAD + 4 + 14


def _team(canvas: Canvas, tag: str, words: str, signs: list[tuple[str, str]]) -> None:
    heights = [max(_height(sign, SMALL, SIGN), _height(f"→ {who}", SMALL, WHO, bold=True)) for sign, who in signs]
    height = PAD + 70 + sum(heights) + 24 * len(signs) + PAD
    canvas.box(height, fill=TEAM_FILL, edge=TEAM_EDGE)
    bottom = canvas.y + height
    canvas.y += PAD
    canvas.text(tag, MARGIN + PAD, TAG_WIDTH, Face(44, bold=True, colour=TEAM_TAG))
    canvas.text(words, MARGIN + PAD + TAG_WIDTH, INNER - TAG_WIDTH, Face(44, bold=True))
    canvas.y += 70
    for (sign, who), tall in zip(signs, heights, strict=True):
        canvas.pen.line((MARGIN + PAD, canvas.y, WIDTH - MARGIN - PAD, canvas.y), fill=TEAM_EDGE, width=2)
        canvas.y += 12
        canvas.text(sign, MARGIN + PAD, SIGN, Face(SMALL))
        canvas.text(f"→ {who}", MARGIN + PAD + SIGN + GAP, WHO, Face(SMALL, bold=True, colour=TEAM_TAG))
        canvas.y += tall + 12
    canvas.y = bottom + 14


def _height(words: str, size: int, width: int, *, bold: bool = False) -> int:
    return len(wrap(words, font(size, bold=bold), width)) * round(size * 1.3)
