import shutil
from datetime import date, timedelta
from decimal import Decimal

import pytest

from knowledge.calendar import region_calendar
from knowledge.faults import TableError
from knowledge.rules import Attendance, Band, Sick, Unexcused, assess, history_of
from knowledge.rules.book import RuleBook, rule_book
from knowledge.rules.figures import FILE, read_absence

MIDDEN = region_calendar("midden")
TABLE = FILE.read_text(encoding="utf-8")
NEW_LAW = date(2027, 1, 4)
SIXTEEN = TABLE[TABLE.index('[[figure]]\nid = "leerplicht.16uur.hours"') :].split("\n\n")[0]
SEVEN = TABLE[TABLE.index('[[figure]]\nid = "mazl.duur.school_days"') :].split("\n\n")[0]
FOUR_WEEKS = TABLE[TABLE.index('[[figure]]\nid = "leerplicht.lrv.window"') :].split("\n\n")[0]
BROKEN = {
    "a figure that is a number and so may be inexact": ('value = "16"', "value = 16.0", "write the figure as text"),
    "a figure below nothing": ('value = "16"', 'value = "-16"', "leerplicht.16uur.hours: value"),
    "a unit of another figure": ('unit = "lesuur"', 'unit = "week"', "the unit is lesuur"),
    "half a spell": ('value = "4"\nunit = "keer_ziek"', 'value = "4.5"\nunit = "keer_ziek"', "whole numbers"),
    "a count that excludes itself": (
        'unit = "schooldag"\ninclusive = true',
        'unit = "schooldag"\ninclusive = false',
        "up to and including itself",
    ),
    "a figure no rule uses": ('id = "leerplicht.due"', 'id = "leerplicht.boete"', "leerplicht.boete: no rule uses"),
    "a figure that is gone": (
        'id = "leerplicht.due"',
        'id = "leerplicht.boete"',
        "leerplicht.due: the figure is missing",
    ),
    "an unknown source": ('source = "duo"', 'source = "krant"', "unknown source 'krant'"),
    "a role nobody has": ('role = "swv"', 'role = "tovenaar"', "unknown party 'tovenaar'"),
    "a rule that is listed twice": ('id = "zorg.groep"', 'id = "zorg.twijfel"', "zorg.twijfel: id used twice"),
    "an unknown rule": ('id = "zorg.groep"', 'id = "zorg.weer"', "zorg.weer: unknown rule"),
    "an unknown key": ('role = "swv"', 'role = "swv"\nhurry = true', "zorg.groep: hurry"),
    "no words of the source": ('words = "binnen 5 werkdagen"', 'words = ""', "leerplicht.due: citation.words"),
}


def _book(folder, text):
    for name in ("sources.toml", "parties.toml"):
        shutil.copy(FILE.parent / name, folder / name)
    (folder / FILE.name).write_text(text, encoding="utf-8")
    return RuleBook(read_absence(folder / FILE.name))


def _later(entry, value):
    """The same figure, changed by a law that starts on 4 January 2027."""
    old = next(line for line in entry.splitlines() if line.startswith("value"))
    since = next(line for line in entry.splitlines() if line.startswith("valid_from"))
    return entry.replace(old, f'value = "{value}"').replace(since, f"valid_from = {NEW_LAW}")


def _fired(events, on, book, rule):
    findings = assess(history_of(events, on=on, calendar=MIDDEN), book=book).findings
    return [finding.fired_on for finding in findings if finding.rule == rule]


@pytest.mark.parametrize(("right", "wrong", "told"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_table_does_not_load(tmp_path, right, wrong, told):
    assert right in TABLE
    with pytest.raises(TableError) as refused:
        _book(tmp_path, TABLE.replace(right, wrong, 1))
    assert told in str(refused.value)


def test_two_entries_of_one_figure_from_the_same_day_are_a_fault(tmp_path):
    with pytest.raises(TableError, match="two entries are valid from"):
        _book(tmp_path, f"{TABLE}\n{SIXTEEN}\n")


def test_every_figure_is_known_from_the_first_day_of_the_calendar():
    assert rule_book().first <= MIDDEN.first
    with pytest.raises(LookupError):
        rule_book().at(rule_book().first - timedelta(days=1))


def test_our_choices_are_marked_and_the_law_is_quoted():
    book, day = rule_book(), date(2026, 11, 23)

    assert "zestien uren" in book.figure("leerplicht.16uur.hours", day).citation.words
    assert book.figure("leerplicht.16uur.hours", day).choice is None
    assert book.figure("aanwezigheid.geel", day).choice is not None


def test_the_old_figure_answers_for_its_time_and_the_new_one_for_what_comes_after(tmp_path):
    book = _book(tmp_path, f"{TABLE}\n{_later(SIXTEEN, 10)}\n")
    before = [Unexcused(date(2026, 12, 16), Decimal(8)), Unexcused(date(2026, 12, 17), Decimal(4))]
    after = Unexcused(NEW_LAW, Decimal("0.5"))

    assert _fired(before, date(2026, 12, 18), book, "leerplicht.16uur") == []
    assert _fired([*before, after], NEW_LAW, book, "leerplicht.16uur") == [NEW_LAW]
    assert _fired([*before, after], NEW_LAW, rule_book(), "leerplicht.16uur") == []


def test_a_lower_limit_fires_for_who_is_ill_on_the_day_it_starts(tmp_path):
    book = _book(tmp_path, f"{TABLE}\n{_later(SEVEN, 5)}\n")
    ill = [Sick(date(2026, 12, 14), date(2027, 1, 8))]

    assert _fired(ill, date(2027, 1, 8), book, "mazl.duur") == [date(2027, 1, 4)]
    assert _fired(ill, date(2027, 1, 8), rule_book(), "mazl.duur") == [date(2027, 1, 5)]


def test_a_law_that_starts_on_the_last_day_of_a_spell_holds_for_that_day(tmp_path):
    book = _book(tmp_path, f"{TABLE}\n{_later(SEVEN, 5)}\n")
    ill = [Sick(date(2026, 12, 14), NEW_LAW)]

    assert _fired(ill, NEW_LAW, book, "mazl.duur") == [NEW_LAW]
    assert _fired(ill, NEW_LAW, rule_book(), "mazl.duur") == []


def test_a_higher_limit_holds_for_who_has_not_reached_the_old_one(tmp_path):
    book = _book(tmp_path, f"{TABLE}\n{_later(SEVEN, 9)}\n")
    ill = [Sick(date(2026, 12, 14), date(2027, 1, 8))]

    assert _fired(ill, date(2027, 1, 8), book, "mazl.duur") == [date(2027, 1, 7)]


def test_a_longer_absence_is_measured_by_the_law_of_the_day_it_reaches(tmp_path):
    book = _book(tmp_path, f"{TABLE}\n{_later(FOUR_WEEKS, 5)}\n")
    away = [
        Unexcused(day, Decimal(1), whole_day=True) for day in MIDDEN.school_days(date(2026, 11, 26), date(2027, 1, 29))
    ]

    assert _fired(away, date(2027, 1, 29), book, "leerplicht.lrv") == [date(2027, 1, 14)]
    assert _fired(away, date(2027, 1, 29), rule_book(), "leerplicht.lrv") == [date(2027, 1, 7)]


def test_a_limit_that_excludes_itself_needs_more(tmp_path):
    book = _book(
        tmp_path,
        TABLE.replace(
            'value = "16"\nunit = "lesuur"\ninclusive = true', 'value = "16"\nunit = "lesuur"\ninclusive = false'
        ),
    )
    hours = [Unexcused(date(2026, 9, 7), Decimal(12)), Unexcused(date(2026, 9, 8), Decimal(4))]
    more = Unexcused(date(2026, 9, 9), Decimal("0.01"))

    assert _fired(hours, date(2026, 9, 30), book, "leerplicht.16uur") == []
    assert _fired([*hours, more], date(2026, 9, 30), book, "leerplicht.16uur") == [date(2026, 9, 9)]


def test_a_band_that_excludes_its_edge_gives_the_edge_to_the_one_below(tmp_path):
    edge = 'id = "aanwezigheid.groen"\nvalue = "95"\nunit = "procent"\ninclusive = true'
    book = _book(tmp_path, TABLE.replace(edge, edge.replace("true", "false")))
    period = Attendance(date(2026, 10, 26), date(2026, 11, 20), Decimal(95), Decimal(100))

    verdict = assess(history_of([period], on=date(2026, 11, 20), calendar=MIDDEN), book=book)
    assert verdict.band is Band.GEEL
