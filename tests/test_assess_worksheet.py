import json
from datetime import date

import pytest

from bot.render import Renderer
from bot.worksheet import explain_file, refusal, worded
from knowledge.calendar import region_calendar
from knowledge.rules import HistoryRefusedError, MazlWindow, Reason, read_history
from knowledge.tables import knowledge
from knowledge.worksheet import explain

MIDDEN = region_calendar("midden")
FOUR_TIMES = ["2026-09-07", "2026-09-28", "2026-10-12", "2026-11-09"]


@pytest.fixture(scope="module")
def renderer():
    return Renderer(knowledge())


def _sick(first, last=None):
    return {"kind": "sick", "first_day": first, "last_day": last or first}


def _unexcused(day, hours, *, whole_day=False):
    return {"kind": "unexcused", "day": day, "hours": hours, "whole_day": whole_day}


def _sheet(*events, on="2026-11-23", mazl_window=MazlWindow.CALENDAR, closed_days=()):
    raw = {"id": "a", "on": on, "closed_days": list(closed_days), "events": list(events)}
    return explain(read_history(raw, MIDDEN), mazl_window=mazl_window)


def _lines(sheet, renderer, language="nl"):
    return worded(sheet, renderer, language).splitlines()


def test_why_now_names_the_dates_that_made_it_fire(renderer):
    lines = _lines(_sheet(*map(_sick, FOUR_TIMES)), renderer)

    assert "Waarom nu? 4 keer ziek in 12 weken: 7 sep, 28 sep, 12 okt, 9 nov." in lines
    assert any("De herfstvakantie (17 okt t/m 25 okt) telt mee." in line for line in lines)
    assert any(line.startswith("Bron: «vier ziekmeldingen in twaalf weken") for line in lines)


def test_in_school_weeks_the_vacation_does_not_count_and_the_choice_is_the_schools(renderer):
    text = worded(_sheet(*map(_sick, FOUR_TIMES), mazl_window=MazlWindow.SCHOOL_WEEKS), renderer, "nl")

    assert "Waarom nu? 4 keer ziek in 12 schoolweken: 7 sep, 28 sep, 12 okt, 9 nov." in text
    assert "De herfstvakantie (17 okt t/m 25 okt) telt niet mee." in text
    assert "Wij nemen gewone weken" not in text


def test_hours_are_added_up_day_by_day(renderer):
    sheet = _sheet(_unexcused("2026-10-06", "8"), _unexcused("2026-10-06", "2"), _unexcused("2026-11-04", "6.5"))

    [why] = sheet.reasons
    assert [(str(step.hours), str(step.total)) for step in why.hours] == [("10", "10"), ("6.5", "16.5")]
    assert why.window == (date(2026, 10, 1), date(2026, 11, 4))
    assert [vacation.kind for vacation in why.vacations] == ["herfst"]
    assert "Waarom nu? 16,5 uur ongeoorloofd afwezig in 4 lesweken: 6 okt 10 uur + 4 nov 6,5 uur." in _lines(
        sheet, renderer
    )
    assert "Uiterlijk op: 11 nov 2026" in _lines(sheet, renderer)


def test_reports_that_were_joined_are_told(renderer):
    sheet = _sheet(_sick("2026-10-15", "2026-10-16"), _sick("2026-10-26"))

    [spell] = sheet.spells
    assert len(spell.reports) == 2
    assert "- 15 okt t/m 26 okt: 3 schooldagen, 2 meldingen (samen één keer ziek)." in _lines(sheet, renderer)
    assert "De herfstvakantie (17 okt t/m 25 okt) telt niet mee." in _lines(sheet, renderer)


def test_a_long_spell_names_its_seventh_school_day(renderer):
    lines = _lines(_sheet(_sick("2026-11-09", "2026-11-20")), renderer)
    assert "Waarom nu? Ziek sinds 9 nov, en 17 nov is schooldag 7 achter elkaar." in lines


def test_a_long_absence_names_the_first_day_of_its_run(renderer):
    days = MIDDEN.school_days(date(2026, 9, 1), date(2026, 9, 29))
    sheet = _sheet(*(_unexcused(str(day), "0.1", whole_day=True) for day in days))
    assert "Waarom nu? Sinds 1 sep elke schooldag de hele dag ongeoorloofd afwezig: langer dan 4 lesweken." in _lines(
        sheet, renderer
    )


def test_presence_is_told_with_hours_percentage_and_band(renderer):
    period = {
        "kind": "attendance",
        "from": "2026-10-26",
        "until": "2026-11-20",
        "attended_hours": "61",
        "scheduled_hours": "128",
    }
    lines = _lines(_sheet(period), renderer)

    assert "Waarom nu? 26 okt t/m 20 nov: 61 van 128 uur, dat is 47,6% (rood). Dat is minder dan 50%." in lines
    assert any(line.startswith("Onze keuze: De grenzen van de bron overlappen.") for line in lines)


def test_a_worry_names_whom_the_route_map_names(renderer):
    lines = _lines(_sheet({"kind": "concern", "day": "2026-11-20", "what": "thuissituatie"}), renderer)
    assert "Wie: brugfunctionaris" in lines


def test_without_a_finding_the_sheet_says_so_and_how_near_the_limits_are(renderer):
    lines = _lines(_sheet(*map(_sick, FOUR_TIMES[1:]), _unexcused("2026-11-20", "3.50")), renderer)

    assert "Er is geen grens bereikt." in lines
    assert "- Vaak ziek: 3 van 4 keer in 12 weken." in lines
    assert "- Lang ziek: 0 van 7 schooldagen achter elkaar." in lines
    assert "- Ongeoorloofd afwezig: 3,5 van 16 uur in 4 lesweken." in lines


def test_what_does_not_count_is_told_with_its_reason(renderer):
    nothing = {
        "kind": "attendance",
        "from": "2026-11-20",
        "until": "2026-11-20",
        "attended_hours": "0",
        "scheduled_hours": "0",
    }
    lines = _lines(
        _sheet(
            _unexcused("2026-11-20", "4"),
            {"kind": "recovered", "day": "2026-11-19"},
            nothing,
            _sick("2026-11-24"),
            closed_days=["2026-11-20"],
        ),
        renderer,
    )

    assert "- Gebeurtenis 1: 20 nov is geen schooldag." in lines
    assert "- Gebeurtenis 2: beter op 19 nov, maar er stond geen ziekmelding open." in lines
    assert "- Gebeurtenis 3: zonder uren in het rooster is er geen percentage." in lines
    assert "- Gebeurtenis 4: deze ligt na de dag waarop wij kijken." in lines


def test_every_rule_has_words_in_each_language(renderer):
    days = MIDDEN.school_days(date(2026, 9, 1), date(2026, 9, 29))
    whats = [
        "twijfel",
        "thuissituatie",
        "laagdrempelig",
        "specialistisch",
        "maatwerk",
        "geen_toestemming",
        "schoolprestaties",
        "groep",
        "veiligheid",
    ]
    sheet = _sheet(
        *map(_sick, FOUR_TIMES),
        _sick("2026-11-09", "2026-11-20"),
        *(_unexcused(str(day), "1", whole_day=True) for day in days),
        *({"kind": "concern", "day": "2026-11-20", "what": what} for what in whats),
        {
            "kind": "attendance",
            "from": "2026-10-26",
            "until": "2026-11-20",
            "attended_hours": "1",
            "scheduled_hours": "3",
        },
    )

    assert len({why.finding.rule for why in sheet.reasons}) == 14
    for language in ("nl", "en"):
        assert len(worded(sheet, renderer, language)) > 2000


@pytest.mark.parametrize("reason", Reason)
def test_each_kind_of_refusal_has_a_sentence_a_person_understands(renderer, reason):
    for language in ("nl", "en"):
        told = refusal(HistoryRefusedError(2, reason, {"field": "hours"}), renderer, language=language)
        assert "3" in told
        assert len(told.split()) >= 4
        assert "\n" not in told


def test_a_refusal_names_the_event_as_people_count(renderer):
    wrong = HistoryRefusedError(2, Reason.LAST_BEFORE_FIRST)
    assert refusal(wrong, renderer) == "Gebeurtenis 3: de laatste dag ligt vóór de eerste dag."


def test_a_refusal_without_an_event_names_the_field(renderer):
    wrong = HistoryRefusedError(None, Reason.BAD_DATE, {"field": "on"})
    assert refusal(wrong, renderer) == (
        "De gegevens zijn niet te lezen: «on» is geen datum. Schrijf jaar-maand-dag, zoals 2026-11-09."
    )


def test_the_worksheet_of_a_file_ends_with_the_timeline(renderer, tmp_path):
    file = tmp_path / "history.json"
    file.write_text(json.dumps({"id": "a", "on": "2026-11-23", "events": [_sick("2026-11-09", "2026-11-20")]}))

    told = explain_file(file, renderer)
    assert told.startswith("Stand op 23 nov 2026\n")
    assert "16 nov  Z   Z!  Z   Z   Z\n" in told


@pytest.mark.parametrize("content", [b"", b"nope", b"\xff", b'[{"id": 1}]'])
def test_a_file_that_holds_no_history_is_refused(renderer, tmp_path, content):
    file = tmp_path / "history.json"
    file.write_bytes(content)
    with pytest.raises(HistoryRefusedError):
        explain_file(file, renderer)
