"""The pyramid and the trend: from the figures of a school to the words they are drawn from."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from babel.numbers import format_percent

from bot.render import Renderer
from knowledge.evaluation import guide
from knowledge.evaluation.disclosure import LEAST, Hidden
from knowledge.evaluation.records import Target
from knowledge.rules import Band, rule_book

BELOW, WITHHELD, UNKNOWN = f"<{LEAST}", "–", "?"
MARKS = {None: UNKNOWN, Hidden.BELOW.value: BELOW, Hidden.WITHHELD.value: WITHHELD}
LOOKS = {BELOW: "hidden", WITHHELD: "unknown", UNKNOWN: "unknown"}
ORDER = (Band.GROEN, Band.GEEL, Band.ORANJE, Band.ROOD)


class Layer(NamedTuple):
    """One band of the pyramid as it is told: from `low` up to `high` percent, both None at its ends."""

    band: str
    low: int | None
    high: int | None
    told: str
    share: str | None
    target: Target


class Bar(NamedTuple):
    """One period of a trend as it is told."""

    period: str
    told: str
    value: int
    look: str


def draw(picture: Mapping[str, str], renderer: Renderer) -> bytes:
    """Give a picture as PNG: its name, its language, and the facts as they travel with it."""
    from bot.drawings.pyramid import draw_pyramid  # noqa: PLC0415  # the drawing library loads when first used
    from bot.drawings.trend import draw_trend  # noqa: PLC0415

    drawer = {"pyramid": draw_pyramid, "trend": draw_trend}[picture["name"]]
    return drawer(WORDED[picture["name"]](json.loads(picture["facts"]), renderer, picture["language"]))


def pyramid_words(facts: Mapping[str, Any], renderer: Renderer, language: str) -> str:
    """Give the words from which a pyramid is drawn."""
    told = {band: count for band, count in facts["bands"].items() if isinstance(count, int)}
    rest = facts["pupils"] - sum(told.values()) if facts["pupils"] else None
    return renderer.words(
        "pyramid_picture",
        language,
        **_span(facts),
        layers=[_layer(band, facts, language) for band in facts["bands"]],
        pupils=facts["pupils"],
        rest=rest,
        marks={MARKS[count] for count in facts["bands"].values() if not isinstance(count, int)},
    )


def trend_words(facts: Mapping[str, Any], renderer: Renderer, language: str) -> str:
    """Give the words from which a trend is drawn."""
    rows = {figure: _bars(counts, facts) for figure, counts in facts["rows"].items()}
    marks = {bar.told for bars in rows.values() for bar in bars if bar.look in LOOKS.values()}
    running = any(bar.look == "running" for bars in rows.values() for bar in bars)
    return renderer.words("trend_picture", language, **_span(facts), rows=rows, marks=marks, running=running)


def _span(facts: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(facts[name]) for name in ("first", "last")}
    return {"school": facts["school"], "exact": facts["exact"], **days}


def _layer(name: str, facts: Mapping[str, Any], language: str) -> Layer:
    band, count, pupils = Band(name), facts["bands"][name], facts["pupils"]
    limits = {reached: int(limit.value) for limit, reached in rule_book().at(date.fromisoformat(facts["last"])).bands}
    above = ORDER[ORDER.index(band) - 1] if band is not ORDER[0] else None
    return Layer(
        band=name,
        low=limits.get(band),
        high=limits[above] if above else None,
        told=str(count) if isinstance(count, int) else MARKS[count],
        share=_share(count, pupils, language) if pupils and isinstance(count, int) else None,
        target=guide().target_of(band),
    )


def _share(count: int, pupils: int, language: str) -> str:
    return format_percent(count / pupils, format="0.0%", locale=language)


def _bars(counts: list[Any], facts: Mapping[str, Any]) -> list[Bar]:
    last = len(counts) - 1 if facts["running"] else len(counts)
    return [
        Bar(period, *_told(count, "running" if place == last else "full"))
        for place, (period, count) in enumerate(zip(facts["periods"], counts, strict=True))
    ]


def _told(count: Any, look: str) -> tuple[str, int, str]:
    if isinstance(count, int):
        return str(count), count, look
    return MARKS[count], 0, LOOKS[MARKS[count]]


WORDED = {"pyramid": pyramid_words, "trend": trend_words}
