import json
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from benchmarks.histories import Histories
from knowledge.calendar import region_calendar
from knowledge.rules import (
    Attendance,
    HistoryRefusedError,
    Reason,
    Sick,
    Unexcused,
    history_of,
    read_history,
)
from knowledge.rules.reading import MOST_KEPT, Decimals
from knowledge.rules.refusing import read_event, refuse

MIDDEN = region_calendar("midden")
DAY = date(2026, 11, 9)
FINE = {"kind": "concern", "day": "2026-11-09", "what": "twijfel"}
SICK = {"kind": "sick", "first_day": "2026-11-09", "last_day": None}
UNEXCUSED = {"kind": "unexcused", "day": "2026-11-09", "hours": "3.5"}
ATTENDANCE = {
    "kind": "attendance",
    "from": "2026-10-26",
    "until": "2026-11-20",
    "attended_hours": "61",
    "scheduled_hours": "128",
}
WRONG_EVENTS = {
    "the last day before the first": (SICK | {"last_day": "2026-11-08"}, "last_before_first"),
    "no last day at all": ({"kind": "sick", "first_day": "2026-11-09"}, "missing_field"),
    "no hours": (UNEXCUSED | {"hours": "0"}, "hours_out_of_range"),
    "no hours, written long": (UNEXCUSED | {"hours": "0.00"}, "hours_out_of_range"),
    "just more than twelve hours": (UNEXCUSED | {"hours": "12.01"}, "hours_out_of_range"),
    "negative hours": (UNEXCUSED | {"hours": "-1"}, "negative_hours"),
    "hours as a number": (UNEXCUSED | {"hours": 3.5}, "bad_decimal"),
    "hours with a comma": (UNEXCUSED | {"hours": "3,5"}, "bad_decimal"),
    "hours with an exponent": (UNEXCUSED | {"hours": "1e1"}, "bad_decimal"),
    "hours that end in a point": (UNEXCUSED | {"hours": "3."}, "bad_decimal"),
    "hours that start with a point": (UNEXCUSED | {"hours": ".5"}, "bad_decimal"),
    "hours that are empty": (UNEXCUSED | {"hours": ""}, "bad_decimal"),
    "hours with other digits": (UNEXCUSED | {"hours": "٣"}, "bad_decimal"),
    "hours that are no number": (UNEXCUSED | {"hours": "NaN"}, "bad_decimal"),
    "hours with an end of line": (UNEXCUSED | {"hours": "3\n"}, "bad_decimal"),
    "a whole day that is a word": (UNEXCUSED | {"whole_day": "true"}, "not_a_boolean"),
    "a whole day that is null": (UNEXCUSED | {"whole_day": None}, "not_a_boolean"),
    "a whole day that is a number": (UNEXCUSED | {"whole_day": 1}, "not_a_boolean"),
    "more attended than scheduled": (ATTENDANCE | {"attended_hours": "128.01"}, "attended_above_scheduled"),
    "attended without anything scheduled": (
        ATTENDANCE | {"attended_hours": "1", "scheduled_hours": "0"},
        "attended_above_scheduled",
    ),
    "negative attendance": (ATTENDANCE | {"attended_hours": "-1"}, "negative_hours"),
    "the start after the end": (ATTENDANCE | {"from": "2026-11-21"}, "from_after_until"),
    "an unknown kind": ({"kind": "late", "day": "2026-11-09"}, "unknown_kind"),
    "a kind that is a list": (FINE | {"kind": ["sick"]}, "unknown_kind"),
    "no kind": ({"day": "2026-11-09"}, "missing_field"),
    "an unknown field": (FINE | {"note": "x"}, "unknown_field"),
    "a field of another kind": (SICK | {"day": "2026-11-09"}, "unknown_field"),
    "an unknown worry": (FINE | {"what": "weer"}, "unknown_what"),
    "a worry that is a list": (FINE | {"what": ["groep"]}, "unknown_what"),
    "a date of another form": (FINE | {"day": "9-11-2026"}, "bad_date"),
    "a date without hyphens": (FINE | {"day": "20261109"}, "bad_date"),
    "a week date": (FINE | {"day": "2026-W46-1"}, "bad_date"),
    "a date with a time": (FINE | {"day": "2026-11-09T08:00"}, "bad_date"),
    "a date that does not exist": (FINE | {"day": "2027-02-29"}, "bad_date"),
    "a date that is null": (FINE | {"day": None}, "bad_date"),
    "a date that is a list": (FINE | {"day": ["2026-11-09"]}, "bad_date"),
    "a date before the table": (FINE | {"day": "2024-09-01"}, "calendar_unknown"),
    "a date after the table, also in the future": (FINE | {"day": "2029-08-20"}, "calendar_unknown"),
    "a last day after the table": (SICK | {"last_day": "2029-08-20"}, "calendar_unknown"),
    "no object": ("sick", "not_an_object"),
    "nothing": (None, "not_an_object"),
}
WRONG_TOPS = {
    "no list of events": ({"events": {}}, "not_a_list"),
    "closed days that are null": ({"closed_days": None}, "not_a_list"),
    "a closed day outside the table": ({"closed_days": ["2029-08-20"]}, "calendar_unknown"),
    "a closed day that is no date": ({"closed_days": [1]}, "bad_date"),
    "a day of assessment that is no date": ({"on": "vandaag"}, "bad_date"),
    "a day of assessment outside the table": ({"on": "2024-09-01"}, "calendar_unknown"),
    "an unknown field": ({"school": "x"}, "unknown_field"),
}


def _history(*events, **more):
    return {"id": "a", "on": "2026-11-23", "events": list(events)} | more


def _refused(raw):
    with pytest.raises(HistoryRefusedError) as refused:
        read_history(raw, MIDDEN)
    return refused.value.event, refused.value.reason


@pytest.mark.parametrize(("event", "reason"), WRONG_EVENTS.values(), ids=WRONG_EVENTS.keys())
def test_a_faulty_event_refuses_the_history_and_is_named(event, reason):
    assert _refused(_history(FINE, FINE, event, FINE)) == (2, reason)


@pytest.mark.parametrize(("wrong", "reason"), WRONG_TOPS.values(), ids=WRONG_TOPS.keys())
def test_a_fault_outside_the_events_names_no_event(wrong, reason):
    assert _refused(_history(FINE) | wrong) == (None, reason)


@pytest.mark.parametrize("name", ["id", "on", "events"])
def test_a_missing_field_of_the_history_names_no_event(name):
    raw = _history(FINE)
    del raw[name]
    assert _refused(raw) == (None, "missing_field")


@pytest.mark.parametrize("raw", [None, [], "x", 3, True])
def test_something_that_is_no_object_is_refused(raw):
    assert _refused(raw) == (None, "not_an_object")


def test_a_fault_that_belongs_to_no_event_goes_before_a_faulty_event():
    assert _refused(_history({"kind": "late"}, school="x")) == (None, "unknown_field")


def test_the_first_faulty_event_of_the_list_is_named():
    assert _refused(_history(FINE, SICK | {"last_day": "2026-11-08"}, {"kind": "late"})) == (1, "last_before_first")


def test_refusing_goes_before_ignoring():
    ahead = {"kind": "unexcused", "day": "2026-12-06", "hours": "13"}
    assert _refused(_history(FINE, ahead)) == (1, "hours_out_of_range")


def test_twelve_hours_and_a_sliver_of_an_hour_are_read():
    events = [UNEXCUSED | {"hours": "12"}, UNEXCUSED | {"hours": "12.00"}, UNEXCUSED | {"hours": "0.000001"}]
    assert len(read_history(_history(*events), MIDDEN).events) == 3


def test_reading_leaves_what_it_read_as_it_was():
    raw = _history(FINE, SICK, UNEXCUSED, ATTENDANCE, closed_days=["2026-11-20"])
    before = json.dumps(raw)
    read_history(raw, MIDDEN)
    assert json.dumps(raw) == before


def test_what_is_read_quickly_is_what_a_careful_reading_gives():
    histories, dice = Histories("twice"), Random("twice")
    for _ in range(300):
        raw = histories.crowded()
        raw["events"] = dice.sample(raw["events"], len(raw["events"]))
        assert list(read_history(raw, MIDDEN).events) == [read_event(event, MIDDEN) for event in raw["events"]]


def test_the_careful_reading_finds_no_fault_in_a_good_history():
    refuse(Histories("good").ordinary(), MIDDEN)


def test_what_stops_the_quick_reading_always_gets_a_name():
    histories = Histories("spoilt")
    named = set()
    for _ in range(1500):
        raw = histories.spoilt()
        try:
            read_history(raw, MIDDEN)
        except HistoryRefusedError as refused:
            named.add(refused.reason)
    assert len(named) >= 10


def test_decimals_that_were_read_before_are_kept_to_a_bound():
    decimals = Decimals()
    assert decimals["7." + "0" * 100] == 7
    assert len(decimals) == 0
    for number in range(MOST_KEPT + 10):
        assert decimals[f"{number}.5"] == number + Decimal("0.5")
    assert len(decimals) == MOST_KEPT


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (Sick(DAY, date(2026, 11, 8)), Reason.LAST_BEFORE_FIRST),
        (Sick(date(2024, 9, 1), None), Reason.CALENDAR_UNKNOWN),
        (Unexcused(DAY, Decimal("NaN")), Reason.HOURS_OUT_OF_RANGE),
        (Unexcused(DAY, Decimal(-1)), Reason.HOURS_OUT_OF_RANGE),
        (Attendance(DAY, DAY, Decimal(2), Decimal(1)), Reason.ATTENDED_ABOVE_SCHEDULED),
        (Attendance(DAY, DAY, Decimal(-2), Decimal(1)), Reason.NEGATIVE_HOURS),
        (Attendance(DAY, DAY, Decimal("Infinity"), Decimal(1)), Reason.BAD_DECIMAL),
    ],
)
def test_events_made_in_python_are_checked_the_same_way(event, reason):
    with pytest.raises(HistoryRefusedError) as refused:
        history_of([Sick(DAY, None), event], on=DAY, calendar=MIDDEN)
    assert (refused.value.event, refused.value.reason) == (1, reason)


def test_a_day_of_assessment_outside_the_table_is_refused_from_python_too():
    with pytest.raises(HistoryRefusedError, match="calendar_unknown"):
        history_of([], on=date(2029, 8, 20), calendar=MIDDEN)
