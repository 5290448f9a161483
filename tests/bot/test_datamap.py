"""The data map against the tables themselves: nothing is kept that it does not tell of."""

import pytest

from bot.models import Base
from bot.sealing import TELEGRAM, Blind
from knowledge.datamap import FILE, data_map, read_data_map
from knowledge.faults import TableError

TABLES = Base.metadata.tables
MAP = data_map().tables


def names_somebody(column) -> bool:
    """Tell whether a column says which member or which account a row is about."""
    points = any(key.target_fullname == "members.id" for key in column.foreign_keys)
    return points or (isinstance(column.type, Blind) and column.type.of == TELEGRAM)


def test_every_table_is_told_of_and_no_other():
    assert sorted(MAP) == sorted(TABLES)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_is_told_of_and_no_other(name):
    assert sorted(MAP[name].columns) == sorted(TABLES[name].columns.keys())


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_that_names_somebody_is_an_own_row_or_a_mention(name):
    naming = {column.name for column in TABLES[name].columns if names_somebody(column)}
    told = {*MAP[name].whose, *MAP[name].mentions}
    assert naming - {"telegram_hash"} <= told if name == "members" else naming <= told


@pytest.mark.parametrize("name", [name for name, kept in MAP.items() if "code_hash" in kept.columns and kept.pupil])
def test_what_is_under_a_code_is_a_pupils_and_in_nobodys_file(name):
    assert {"code", "code_hash"} <= set(MAP[name].pupil)
    assert not {"code", "code_hash"} & set(MAP[name].exported())


BROKEN = {
    "an unknown ground": ('ground = "c"', 'ground = "d"', "attempts: unknown ground 'd'"),
    "an unknown period": ('period = "limits"', 'period = "ever"', "attempts: unknown period 'ever'"),
    "a column that is none": ('whose = ["who"]', 'whose = ["whom"]', "names columns it does not have: whom"),
    "an own row without what leaving does": ('whose = ["who"]\nleaving = "name"', 'whose = ["who"]', "say with whose"),
    "another way of leaving": ('leaving = "content"', 'leaving = "all"', "inbox: leaving"),
    "somebody's data without a period": ('period = "limits"\n', "", "attempts: what is about people has"),
    "the same words twice": ('kind = "wat"', 'kind = "wie"', "attempts: two columns are told of in the same words"),
    "an unknown table": ("[grounds]", "[note]\na = 1\n[grounds]", "note: unknown table"),
    "no table": ("[grounds]", "[[", "not readable as TOML"),
    "no grounds": ("[grounds]", "[tables.x]", "grounds"),
}


@pytest.mark.parametrize(("right", "wrong", "told"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_map_does_not_load(tmp_path, right, wrong, told):
    text = FILE.read_text(encoding="utf-8")
    assert right in text
    file = tmp_path / "datamap.toml"
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(TableError) as refused:
        read_data_map(file)
    assert told in str(refused.value)
