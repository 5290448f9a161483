"""«/privacy»: what is told comes from the table of retention, in both languages and short enough to read."""

from datetime import date

import pytest

from bot.pages import Page
from bot.render import Renderer
from handlers.privacy import ON_A_PAGE
from knowledge.retention import FILE, Retention, read_retention, retention
from knowledge.tables import knowledge

FACTS = {"retention": retention(), "today": date(2026, 11, 21)}
PAGES = range(-(-len(retention().periods) // ON_A_PAGE))


def _page(number: int) -> Page:
    return Page.of(tuple(retention().periods.values()), number, size=ON_A_PAGE)


@pytest.fixture
def renderer() -> Renderer:
    return Renderer(knowledge(), "WegwijsBot")


def _overview(renderer: Renderer, table: Retention, language: str = "nl") -> str:
    return renderer.message("privacy", language, **{**FACTS, "retention": table}).text


def test_the_overview_says_how_long_messages_stay(renderer: Renderer) -> None:
    told = _overview(renderer, retention())
    assert "Wat je typt is na 24 uur weg." in told
    assert "na 40 uur uit je chat" in told
    assert "niet van begin tot eind versleuteld" in told


def test_the_overview_follows_the_table(renderer: Renderer, tmp_path) -> None:
    file = tmp_path / "retention.toml"
    file.write_text(FILE.read_text(encoding="utf-8").replace("hours = 40", "hours = 30"), encoding="utf-8")
    assert "na 30 uur uit je chat" in _overview(renderer, read_retention(file))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_overview_fits_on_a_phone(renderer: Renderer, language: str) -> None:
    assert len(_overview(renderer, retention(), language)) < 600


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_period_is_told_with_why_and_how_long(renderer: Renderer, language: str) -> None:
    told = [renderer.message("privacy_periods", language, page=_page(number), **FACTS).text for number in PAGES]
    assert max(len(page) for page in told) < 800
    for period in retention().periods.values():
        assert period.why.to(language)[1:] in "".join(told).replace("&#39;", "'")


def test_a_school_year_is_told_with_its_last_day(renderer: Renderer) -> None:
    told = "".join(renderer.message("privacy_periods", "nl", page=_page(number), **FACTS).text for number in PAGES)
    assert "tot het eind van het schooljaar, 31 jul 2027" in told
    assert "tot je het wist met /wis" in told
