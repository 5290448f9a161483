"""«wegwijs key» in the terminal."""

from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from bot.keyring import Keyring


def test_a_new_key_is_shown_when_no_file_is_named() -> None:
    result = CliRunner().invoke(app, ["key", "new"])
    assert result.exit_code == 0
    assert Keyring.read(result.stdout).older == []


def test_a_new_key_is_written_to_a_file_but_never_over_another(tmp_path: Path) -> None:
    file = tmp_path / "key"
    assert CliRunner().invoke(app, ["key", "new", str(file)]).exit_code == 0
    first = file.read_text()
    again = CliRunner().invoke(app, ["key", "new", str(file)])
    assert (again.exit_code, again.stderr) == (1, f"{file}: File exists; er is niets overschreven\n")
    assert file.read_text() == first
    assert first not in again.output
