"""How long things are kept: the table that ships, its days, and what its reader refuses."""

from datetime import date, timedelta

import pytest

from knowledge.faults import TableError
from knowledge.retention import FILE, read_retention, retention

TABLE = FILE.read_text(encoding="utf-8")
BROKEN = {
    "a period nobody asked for": ('id = "drafts"', 'id = "concepts"', "the periods are, in this order"),
    "two lengths at once": ("hours = 1\n", "hours = 1\ndays = 2\n", "drafts: give one of hours, days and until"),
    "no length": ("days = 365\n", "", "audit_log: give one of hours, days and until"),
    "no time at all": ("days = 30", "days = 0", "greater than 0"),
    "an end nobody knows": ('until = "leaving"', 'until = "ever"', "membership: until"),
    "a case message that Telegram no longer deletes": ("hours = 40", "hours = 48", "within 48 hours only"),
    "words in one language": (', en = "what you send the bot" }', " }", "updates: what.en"),
    "a last day that is none": ("day = 31", "day = 32", "school_year: day"),
    "an unknown table": ("[school_year]", "[note]\na = 1\n[school_year]", "note: unknown table"),
    "no table": ("[school_year]", "[[", "not readable as TOML"),
}


def test_what_the_issue_asks_is_what_the_table_says():
    asked = {"updates": 24, "sent_texts": 24, "drafts": 1, "advice": 7 * 24, "editor_questions": 30 * 24}
    assert {name: retention().lasts(name) // timedelta(hours=1) for name in asked} == asked
    assert retention().lasts("case_messages") < timedelta(hours=48)
    assert retention().periods["closed_cases"].until == "school_year"


def test_what_lasts_until_a_day_has_no_length():
    with pytest.raises(LookupError):
        retention().lasts("closed_cases")


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 11, 21), date(2027, 7, 31)),
        (date(2027, 7, 31), date(2027, 7, 31)),
        (date(2027, 8, 1), date(2028, 7, 31)),
    ],
)
def test_a_school_year_ends_on_the_last_of_july(day, end):
    assert retention().year_end(day) == end
    assert retention().last_year_end(day) == end.replace(year=end.year - 1)


@pytest.mark.parametrize(("right", "wrong", "told"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_table_does_not_load(tmp_path, right, wrong, told):
    assert right in TABLE
    file = tmp_path / "retention.toml"
    file.write_text(TABLE.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(TableError) as refused:
        read_retention(file)
    assert told in str(refused.value)
