"""`wegwijs tabel`, `check` and `review`: what the tables say, whether all is right, what editors must look at."""

import asyncio
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from keys import KEY, KEYS
from typer.testing import CliRunner

from bot.cli import app
from bot.database import Database
from bot.models import DISPUTED, UNANSWERED, EditorQuestion
from knowledge.tables import knowledge

WEGWIJS = Path(sys.executable).parent / "wegwijs"
NAMES = ["id", "blok", "rij", "jeugdwet", "onderwijswetten", "andere", "zekerheid", "let_op", "bronnen"]
MARKS = {"ja", "nee", "voorwaarde", "toelichting", "onbekend"}


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("WEGWIJS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("WEGWIJS_KEY", KEY)


@pytest.fixture
def rows() -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["tabel", "--json"])
    assert result.exit_code == 0
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_the_table_as_json_holds_the_31_rows_in_the_order_of_the_source(rows: list[dict[str, object]]) -> None:
    assert [row["id"] for row in rows] == list(knowledge().responsibility)
    assert len(rows) == 31


def test_each_row_has_exactly_the_keys_that_scripts_rely_on(rows: list[dict[str, object]]) -> None:
    assert [list(row) for row in rows] == [NAMES] * 31


def test_both_columns_hold_one_of_the_five_marks(rows: list[dict[str, object]]) -> None:
    assert {mark for row in rows for mark in (row["jeugdwet"], row["onderwijswetten"])} <= MARKS


def test_certainty_is_one_of_three_and_every_row_has_a_source(rows: list[dict[str, object]]) -> None:
    assert {row["zekerheid"] for row in rows} <= {"hoog", "middel", "laag"}
    assert [row["id"] for row in rows if not row["bronnen"]] == []


def test_every_other_value_is_text_also_where_there_is_nothing_to_say(rows: list[dict[str, object]]) -> None:
    values = [row[name] for row in rows for name in ("id", "blok", "rij", "andere", "let_op")]
    assert {type(value) for value in values} == {str}


def test_the_table_in_the_terminal_shows_every_block_and_says_how_sure_we_are() -> None:
    result = CliRunner().invoke(app, ["tabel"], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    known = knowledge()
    lacking = [words for words in (*known.blocks(), *_rows()) if words not in " ".join(result.stdout.split())]
    assert lacking == []
    assert "De kruisjes zijn in de bron verloren gegaan" in result.stdout


def _rows() -> list[str]:
    return [row.rij.nl for row in knowledge().responsibility.values() if len(row.rij.nl) <= 50]


def test_everything_that_ships_is_right() -> None:
    result = CliRunner().invoke(app, ["check"])
    assert (result.stdout, result.exit_code) == ("Alles klopt.\n", 0)


def test_a_wrong_setting_is_told_by_check_with_exit_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", "mysql://somewhere")
    monkeypatch.setenv("WEGWIJS_ATTEMPTS", "0")
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 1
    told = [line.partition(":")[0] for line in result.stdout.splitlines() if line.startswith("WEGWIJS_")]
    assert told == ["WEGWIJS_DATABASE_URL", "WEGWIJS_ATTEMPTS"]
    assert result.stderr.endswith("fouten.\n")


def test_an_empty_database_has_nothing_for_the_editors(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", database_url)
    result = CliRunner().invoke(app, ["review"])
    assert (result.stdout, result.exit_code) == ("Geen vragen voor de redactie.\n", 0)


async def _keep(database_url: str, *questions: EditorQuestion) -> None:
    database = Database(database_url, KEYS)
    await database.upgrade()
    async with database.transaction() as session:
        session.add_all(questions)
    await database.close()


def test_the_editors_see_what_was_asked_and_disputed_oldest_first(database_url: str) -> None:
    late, early = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
    unanswered = EditorQuestion(kind=UNANSWERED, words="welke trein?", language="nl", asked_at=late)
    disputed = EditorQuestion(kind=DISPUTED, topic="adhd.diagnose", reason="oud", language="nl", asked_at=early)
    asyncio.run(_keep(database_url, unanswered, disputed))
    settings = {"WEGWIJS_DATABASE_URL": database_url, "COLUMNS": "160"}
    shown = CliRunner().invoke(app, ["review"], env=settings, catch_exceptions=False).stdout
    assert shown.index("2026-11-20") < shown.index("2026-11-23")
    for words in ("adhd.diagnose", "verouderd", "(woorden niet bewaard)", "zonder antwoord", "welke trein?"):
        assert words in shown


def test_the_tables_are_found_from_any_folder(tmp_path: Path) -> None:
    shown = subprocess.run(
        [WEGWIJS, "tabel", "--json"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=20
    ).stdout
    assert len(json.loads(shown)) == 31
    assert list(tmp_path.iterdir()) == []


def test_wrong_settings_are_a_list_and_not_a_trace(tmp_path: Path) -> None:
    settings = os.environ | {"WEGWIJS_DATABASE_URL": "mysql://somewhere"}
    done = subprocess.run(
        [WEGWIJS, "review"], cwd=tmp_path, env=settings, capture_output=True, text=True, check=False, timeout=20
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "Kan niet starten:",
        "WEGWIJS_DATABASE_URL: starts with sqlite+aiosqlite:// or postgresql+psycopg://",
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["ask", "--taal", "fr", "wie belt er?"], "'fr' is not one of 'nl', 'en'"),
        (["assess", "--region", "atlantis"], "geen schoolkalender van «atlantis», wel van: midden"),
        (["assess", "--mazl-window", "lunar"], "'lunar' is not one of 'calendar', 'school_weeks'"),
    ],
)
def test_a_wrong_choice_is_answered_with_what_there_is(wrong: list[str], told: str) -> None:
    result = CliRunner().invoke(app, wrong)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())
