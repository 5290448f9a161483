"""The words of a signal are checked when they are read, and every fault is told at once."""

from pathlib import Path

import pytest

from knowledge.faults import TableError
from knowledge.signals.kinds import CONCERNS
from knowledge.signals.table import FILE, read_table

GOOD = FILE.read_text(encoding="utf-8")


def _faults(tmp_path: Path, content: str) -> list[str]:
    file = tmp_path / "signals.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(TableError) as told:
        read_table(file)
    return [str(fault) for fault in told.value.faults]


def test_the_words_that_ship_are_right():
    assert read_table().concern.keys() == set(CONCERNS)


def test_a_file_that_is_no_table_is_told(tmp_path):
    assert _faults(tmp_path, "word = [")[0].startswith("signals.toml: is not readable as TOML")


def test_a_form_of_two_words_is_told(tmp_path):
    faults = _faults(tmp_path, GOOD.replace('beter = ["beter"', 'beter = ["ziek", "beter"'))

    assert faults == ["signals.toml, word.ziek and beter: 'ziek' means both"]


def test_every_fault_of_form_is_told_at_once(tmp_path):
    content = GOOD.replace('beter = ["beter"', 'beter = ["Beter", "beter", "beter"') + "\n[colour]\nred = []\n"
    faults = _faults(tmp_path, content)

    assert faults == [
        "signals.toml, colour: unknown table",
        "signals.toml, word.beter: 'Beter' is no word in small letters",
        "signals.toml, word.beter: used twice: beter",
    ]


def test_a_doubtful_form_must_mean_a_word(tmp_path):
    assert _faults(tmp_path, GOOD.replace('means = "zondag"', 'means = "feestdag"')) == [
        "signals.toml, doubtful sun: means 'feestdag', which is no word",
        "signals.toml, doubtful zo: means 'feestdag', which is no word",
    ]


def test_a_list_that_is_missing_is_told(tmp_path):
    assert _faults(tmp_path, GOOD.replace("\n[leave]\nwords =", "\n[leave]\nword =")) == [
        "signals.toml, leave: must hold words"
    ]
