"""The names by which is logged who saw or changed what, and what their reader refuses."""

import pytest

from knowledge.faults import TableError
from knowledge.processing import FILE, read_processing

TABLE = FILE.read_text(encoding="utf-8")
BROKEN = {
    "an id used twice": ('id = "taken"', 'id = "passed"', "passed: id used twice"),
    "a name the program writes": ('id = "shown"', 'id = "sent"', "shown: is missing"),
    "another kind": ('kind = "inzien"', 'kind = "kijken"', "kind"),
    "an activity without id": ('id = "6b8a6d62-4d9d-442a-a3f9-28f06965473e"', 'id = "zes"', "UUID"),
    "an unknown table": ("[activity]", "[note]\na = 1\n[activity]", "note: unknown table"),
    "no table": ("[activity]", "[[", "not readable as TOML"),
}


def test_the_table_that_ships_is_sound():
    assert read_processing().activity.confidentiality == "vertrouwelijk"


@pytest.mark.parametrize(("right", "wrong", "told"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_table_does_not_load(tmp_path, right, wrong, told):
    assert right in TABLE
    file = tmp_path / "processing.toml"
    file.write_text(TABLE.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(TableError) as refused:
        read_processing(file)
    assert told in str(refused.value)
