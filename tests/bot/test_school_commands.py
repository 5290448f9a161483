"""Making schools in the terminal."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner
from upgraded import upgraded_file

from bot.school_commands import app

LINK = re.compile(r"https://t\.me/WegwijsBot\?start=[\w-]{32}$", re.MULTILINE)


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", upgraded_file(tmp_path / "wegwijs.db"))
    monkeypatch.setenv("WEGWIJS_BOT", "@WegwijsBot")


def says(*words: str, status: int = 0) -> str:
    outcome = CliRunner().invoke(app, words)
    assert outcome.exit_code == status, outcome.output
    return outcome.output


def test_a_new_school_gives_the_link_for_its_chair() -> None:
    shown = says("add", "kompas", "Het Kompas", "--region", "midden", "--chair", "de coördinator")
    assert shown.startswith("Stuur dit aan de coördinator.")
    assert LINK.search(shown)
    assert says("list") == "kompas\tHet Kompas\tmidden\t0 dagen dicht\n"


def test_the_same_school_twice_is_said_in_one_line() -> None:
    says("add", "kompas", "Het Kompas")
    assert says("add", "kompas", "Het Kompas", status=1) == "kompas: deze school bestaat al\n"


def test_a_link_that_ran_out_is_replaced_by_another() -> None:
    first = LINK.search(says("add", "kompas", "Het Kompas"))
    second = LINK.search(says("invite", "kompas"))
    assert first
    assert second
    assert first[0] != second[0]
    assert says("invite", "nergens", status=1) == "nergens: deze school bestaat niet\n"


def test_a_school_where_nobody_did_anything_has_an_empty_log() -> None:
    says("add", "kompas", "Het Kompas")
    assert says("log", "kompas") == ""


def test_closed_days_replace_the_old_ones() -> None:
    says("add", "kompas", "Het Kompas")
    says("closed", "kompas", "2026-11-20", "2026-11-19")
    assert says("closed", "kompas", "2026-12-04") == "kompas: dicht op 2026-12-04\n"
    assert "\t1 dagen dicht" in says("list")


def test_closed_days_of_an_unknown_school_are_refused() -> None:
    assert says("closed", "nergens", "2026-11-20", status=1) == "nergens: deze school bestaat niet\n"


def test_a_closed_day_outside_the_calendar_is_refused() -> None:
    says("add", "kompas", "Het Kompas")
    assert says("closed", "kompas", "2031-11-20", status=1) == "2031-11-20: valt buiten de schoolkalender\n"


def test_messages_about_cases_stay_when_a_school_says_so() -> None:
    says("add", "kompas", "Het Kompas")
    assert says("messages", "kompas", "--stay") == "kompas: berichten over een zaak blijven staan\n"
    assert says("messages", "kompas", "--go") == "kompas: berichten over een zaak gaan na 40 uur uit de chat\n"
    assert says("messages", "nergens", "--stay", status=1) == "nergens: deze school bestaat niet\n"
