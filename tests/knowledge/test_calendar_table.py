import pytest

from knowledge.calendar_table import FILE, read_calendar
from knowledge.faults import TableError

TABLE = FILE.read_text(encoding="utf-8")
BROKEN = {
    "a vacation that ends before it starts": (
        "herfst = [2026-10-17, 2026-10-25]",
        "herfst = [2026-10-25, 2026-10-17]",
        "2026-2027: the vacations do not",
    ),
    "a school year that is skipped": ('id = "2026-2027"', 'id = "2025-2027"', "2025-2027"),
    "a vacation in another year": (
        "herfst = [2026-10-17, 2026-10-25]",
        "herfst = [2025-10-17, 2025-10-25]",
        "do not lie in the school year",
    ),
    "a region nobody lists": (
        'region = "midden"\nid = "2028-2029"',
        'region = "zuid"\nid = "2028-2029"',
        "unknown region 'zuid'",
    ),
    "an unknown key": ("closes = false", "closes = false\nopen = true", "goede_vrijdag: open"),
    "an unknown table": ("[[region]]", "[[note]]\nid = 1\n\n[[region]]", "note: unknown table"),
    "a holiday that misses a year": (
        "days = [2025-01-01, 2026-01-01, ",
        "days = [2026-01-01, ",
        "nieuwjaarsdag: has no day in 2025",
    ),
    "a holiday with a hole in it": ("2026-05-14, ", "", "hemelvaartsdag: the days are not one a year"),
    "a vacation without a name": ('id = "mei"\nname', 'id = "zomer"\nname', "mei: the vacation has no name"),
    "a first day outside the first year": (
        "first_day = 2024-09-02",
        "first_day = 2024-11-02",
        "midden: first_day does not lie in 2024-2025",
    ),
    "a date that is none": ("first_day = 2024-09-02", "first_day = 2024-09-31", "is not readable as TOML"),
    "a school year that is listed twice": ('id = "2028-2029"', 'id = "2027-2028"', "id used twice"),
}


def _read(folder, text):
    file = folder / "calendar.toml"
    file.write_text(text, encoding="utf-8")
    return read_calendar(file)


def test_the_table_that_ships_is_sound():
    assert list(read_calendar()) == ["midden"]


@pytest.mark.parametrize(("right", "wrong", "told"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_table_does_not_load(tmp_path, right, wrong, told):
    assert right in TABLE
    with pytest.raises(TableError, match=r"calendar\.toml") as refused:
        _read(tmp_path, TABLE.replace(right, wrong, 1))
    assert told in str(refused.value)


def test_every_fault_is_told_at_once(tmp_path):
    text = TABLE.replace("closes = false", "closes = 7").replace("2026-05-14, ", "")
    text = text.replace('certainty = "middel"', 'certainty = "half"', 1)

    with pytest.raises(TableError) as refused:
        _read(tmp_path, text)
    assert len(refused.value.faults) >= 3


def test_a_file_that_is_missing_is_a_fault(tmp_path):
    with pytest.raises(TableError, match="the file is missing"):
        read_calendar(tmp_path / "calendar.toml")
