"""A start: what is loaded for it, and what waits until somebody needs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from keys import KEY

from bot.lean import not_installed

A_START = """
import sys
from bot import cli, stopping

async def not_now(work):
    work.close()

stopping.until_stopped = not_now
cli.run()
print(*sys.modules)
"""
FOR_OTHERS = {"alembic", "docxtpl", "icalendar", "PIL", "rich", "starlette"}
EITHER_DATABASE = {"sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite"}


def test_a_start_leaves_what_it_does_not_need_itself(tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("WEGWIJS_")}
    settings = own | {"WEGWIJS_TOKEN": "99:made-up-token", "WEGWIJS_KEY": KEY}
    command = [sys.executable, "-c", A_START]
    told = subprocess.run(command, cwd=tmp_path, env=settings, capture_output=True, text=True, check=True, timeout=120)
    loaded = set(told.stdout.split())
    assert "bot.app" in loaded
    assert loaded & (FOR_OTHERS | EITHER_DATABASE) == set()


@pytest.fixture
def extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that a library would use where it is there."""
    (tmp_path / "made_up_extra.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "made_up_extra", raising=False)
    return "made_up_extra"


def test_what_is_kept_out_is_not_there_meanwhile_and_is_afterwards(extra: str) -> None:
    with not_installed(extra), pytest.raises(ModuleNotFoundError):
        __import__(extra)
    assert __import__(extra).__name__ == extra


def test_what_was_loaded_before_stays(extra: str) -> None:
    before = __import__(extra)
    with not_installed(extra):
        assert __import__(extra) is before
    assert sys.modules[extra] is before


def test_what_goes_wrong_meanwhile_keeps_nothing_out_afterwards(extra: str) -> None:
    with pytest.raises(ZeroDivisionError), not_installed(extra):
        _ = 1 / 0
    assert __import__(extra).__name__ == extra
