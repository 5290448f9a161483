"""docs/privacy.md tells what the tables say: whoever changes what is kept, changes the page."""

from pathlib import Path

import pytest

from docs.privacy_tables import PAGE, TABLES, written
from knowledge.retention import retention

ROOT = Path(__file__).parent.parent


def test_the_page_is_as_the_data_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert written(page) == page, "python -m docs.privacy_tables makes the tables anew"


def test_a_change_that_was_forgotten_shows() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert written(page.replace("| `code` | de leerlingcode", "| `code` | iets")) == page


@pytest.mark.parametrize("name", TABLES)
def test_marks_that_are_gone_are_missed(name: str) -> None:
    page = PAGE.read_text(encoding="utf-8").replace(f"<!-- /{name} -->", "")
    with pytest.raises(LookupError, match=name):
        written(page)


def test_the_figures_in_the_running_text_are_those_of_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    hours = retention().lasts("case_messages").total_seconds() / 3600
    assert page.count(f"na {hours:.0f} uur") == 3
    assert "na 40 uur" in page or hours != 40
