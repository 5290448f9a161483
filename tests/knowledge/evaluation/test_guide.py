"""The gespreksleidraad: complete, cited, and refused when it is wrong."""

import shutil
from pathlib import Path

import pytest

from knowledge.evaluation import guide
from knowledge.evaluation.guide import FILE, Guide, read_guide
from knowledge.faults import TableError

TABLE = FILE.read_text(encoding="utf-8")
BROKEN = {
    "a question in no part": ('id = "trends"\npart = "algemeen"', 'id = "trends"\npart = "elders"', "trends: unknown"),
    "a figure nobody counts": ('figure = "sick"', 'figure = "ill"', "ill: unknown figure"),
    "a figure no question is about": ('figure = "sick"\n', "", "sick: no question is about this figure"),
    "two questions for one figure": ('figure = "sick"', 'figure = "cases"', "cases: two questions"),
    "a part without room for snags": ('asked = "snag"\n', "", "about a snag"),
    "a question under one that is not there": ('under = "knelpunten"', 'under = "weg"', "stands under 'weg'"),
    "an addition without a source": (
        'citation = { source = "monitor2021"',
        'cited = { source = "monitor2021"',
        "veiligheid",
    ),
    "a source nobody lists": ('source = "duo"', 'source = "duol"', "unknown source 'duol'"),
    "a party nobody lists": ('party = "swv"', 'party = "svw"', "unknown party 'svw'"),
    "an address that is none": ('address = "info@swveemland.nl"', 'address = "swveemland.nl"', "report: address"),
    "a reminder after the last day": ("remind_on = [7, 12, 14]", "remind_on = [7, 12, 15]", "report: the days"),
    "reminders out of order": ("remind_on = [7, 12, 14]", "remind_on = [12, 7, 14]", "report: the days"),
    "a term in another unit": ('unit = "maand"', 'unit = "week"', "no_education: the unit is maand"),
    "a term that is missing": ('id = "evaluations"', 'id = "evaluatie"', "evaluations: the term is missing"),
    "a band that is aimed at twice": ('bands = ["rood"]', 'bands = ["rood", "geel"]', "target: geel has 2 targets"),
    "a target that says nothing": ("at_least = 80\n", "", "sterk: a target has"),
    "a part that is missing": ('id = "partners"\ntitle', 'id = "anderen"\ntitle', "part: the parts are"),
    "an id used twice": ('id = "ziekte"', 'id = "cases"', "cases: id used twice"),
    "a table nobody reads": ("[report]", "[note]\na = 1\n\n[report]", "note: unknown table"),
    "a button too long for a phone": (
        'button = { nl = "Met partners"',
        'button = { nl = "Met alle partners van de hele stad"',
        "button",
    ),
}


def _read(folder: Path, text: str) -> Guide:
    for beside in ("sources.toml", "parties.toml"):
        shutil.copy(FILE.parent / beside, folder / beside)
    file = folder / "evaluation.toml"
    file.write_text(text, encoding="utf-8")
    return read_guide(file)


@pytest.mark.parametrize(("right", "wrong", "told"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_table_does_not_load(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    assert right in TABLE
    with pytest.raises(TableError, match=r"evaluation\.toml") as refused:
        _read(tmp_path, TABLE.replace(right, wrong, 1))
    assert told in str(refused.value)


def test_all_eighteen_questions_of_the_source_stand_in_their_part() -> None:
    own = [question for question in guide().questions.values() if not question.added]
    assert [len([one for one in own if one.part == part]) for part in guide().parts] == [8, 6, 4]


def test_each_part_and_what_we_added_is_cited_with_document_and_place() -> None:
    added = [question.citation for question in guide().questions.values() if question.added]
    for cited in (*(part.citation for part in guide().parts.values()), *added):
        assert cited is not None
        assert cited.source in {"werkwijze", "monitor2021"}
        assert cited.place.nl


def test_the_report_is_due_in_fourteen_days_and_reminded_on_three_of_them() -> None:
    report = guide().report
    assert (report.address, report.due_days, report.remind_on) == ("info@swveemland.nl", 14, (7, 12, 14))


def test_three_evaluations_a_year_and_two_weeks_of_preparation() -> None:
    assert (guide().term("evaluations"), guide().term("ask_before"), guide().term("no_education")) == (3, 14, 3)
