"""The kinds of meeting as the source gives them, and what their reader refuses."""

from pathlib import Path

import pytest

from knowledge.faults import TableError
from knowledge.meetings import FILE, meeting_table, read_meetings
from knowledge.model import Certainty
from knowledge.tables import knowledge

TABLE = FILE.read_text(encoding="utf-8")
CORE = ("ondersteuningscoordinator", "brugfunctionaris", "jeugdarts", "leerplichtambtenaar")


def test_the_four_core_partners_are_invited_and_counted_at_case_meetings_and_evaluations() -> None:
    for kind in ("casusoverleg", "evaluatie"):
        assert meeting_table().kinds[kind].counted == CORE


def test_the_team_evaluates_and_the_city_meets_at_least_three_times_a_year() -> None:
    assert {kind.id: kind.at_least for kind in meeting_table().kinds.values() if kind.at_least} == {
        "evaluatie": 3,
        "stedelijk": 3,
    }


def test_the_coordinator_chairs_the_team_and_the_municipality_starts_the_city_meeting() -> None:
    assert [meeting_table().kinds[kind].led_by for kind in ("casusoverleg", "evaluatie", "stedelijk")] == [
        "ondersteuningscoordinator",
        "ondersteuningscoordinator",
        "beleid",
    ]


def test_who_sits_in_the_platform_is_not_claimed_to_be_known() -> None:
    platform = meeting_table().kinds["ondersteuningsplatform"]
    assert (platform.certainty, platform.counted) == (Certainty.LAAG, ())
    assert platform.heed is not None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("evaluatie di 8 dec 15:30", "evaluatie"),
        ("Casus vr 18 dec", "casusoverleg"),
        ("case meeting Tue 8 Dec", "casusoverleg"),
        ("di 8 dec stedelijk overleg", "stedelijk"),
        ("TOM-tafel morgen", "tom_tafel"),
        ("di 8 dec 15:30", None),
        ("vandaag", None),
    ],
)
def test_a_line_names_its_kind_of_meeting(line: str, kind: str | None) -> None:
    found = meeting_table().kind_in(line)
    assert (found.id if found else None) == kind


def test_every_kind_is_quoted_from_a_source_we_know() -> None:
    cited = {citation.source for kind in meeting_table().kinds.values() for citation in kind.citations}
    assert cited <= set(knowledge().sources)


def test_two_weeks_two_days_and_the_day_itself_are_the_usual_moments() -> None:
    assert [(moment.id, moment.days) for moment in meeting_table().moments.values() if moment.usual] == [
        ("two_weeks", 14),
        ("two_days", 2),
        ("morning", 0),
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('id = "evaluatie"', 'id = "evaluaties"'), "evaluatie: the kind is missing"),
        (('guests = ["jongerenwerker", "osj"]', 'guests = ["jeugdarts"]'), "names a seat twice"),
        (('led_by = "beleid"', 'led_by = "wethouder"'), "is led by 'wethouder', which has no seat"),
        (('"ggd_jgz", "leerplicht"', '"ggd", "leerplicht"'), "unknown seat 'ggd'"),
        (("days = 7", "days = 21"), "do not go from early to late"),
        (("minutes = 90", "minutes = 5"), "minutes: Input should be greater"),
        (('id = "swa"', 'id = "swv"'), "id used twice"),
        (("[[seat]]", "[[chair]]"), "chair: unknown table"),
        (("[[kind]]", "[["), "not readable as TOML"),
    ],
)
def test_a_table_that_is_wrong_is_refused(tmp_path: Path, change: tuple[str, str], fault: str) -> None:
    assert change[0] in TABLE
    file = tmp_path / "meetings.toml"
    file.write_text(TABLE.replace(*change, 1), encoding="utf-8")
    with pytest.raises(TableError, match=fault):
        read_meetings(file)
