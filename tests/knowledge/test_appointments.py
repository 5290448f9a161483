"""A day and a time as people type them, read on Saturday 21 November 2026 at ten o'clock."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.appointments import Fault, read_appointment, split_day

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 21, 10, tzinfo=AMSTERDAM)
TUESDAY_EIGHTH = date(2026, 12, 8)


@pytest.mark.parametrize(
    "line",
    [
        "di 8 dec 15:30",
        "Dinsdag 8 december om half vier",
        "8-12 om half vier",
        "8/12 15u30",
        "8.12 om 15.30",
        "2026-12-08 15:30",
        "8-12-2026 om 15.30 uur",
        "dinsdag de 8e om half 4",
        "week 50 dinsdag 15:30",
        "over 2 weken dinsdag 15:30 (8 dec)",
        "Tue 8 Dec 3:30 pm",
        "December 8th at half past three",
        "kan het op 8 dec om half vier?",
    ],
)
def test_the_same_moment_in_many_ways(line: str) -> None:
    read = read_appointment(line, NOW)
    assert (read.day, read.time, read.fault) == (TUESDAY_EIGHTH, time(15, 30), None)


@pytest.mark.parametrize(
    ("line", "day", "at"),
    [
        ("morgen 14u", date(2026, 11, 22), time(14)),
        ("overmorgen 12:00", date(2026, 11, 23), time(12)),
        ("the day after tomorrow at noon", date(2026, 11, 23), time(12)),
        ("at 4 pm tomorrow", date(2026, 11, 22), time(16)),
        ("volgende week dinsdag 15.30", date(2026, 11, 24), time(15, 30)),
        ("next week Tuesday at 3.30", date(2026, 11, 24), time(15, 30)),
        ("maandag 9 uur", date(2026, 11, 23), time(9)),
        ("dinsdag morgen 9u", date(2026, 11, 24), time(9)),
        ("vrijdagmiddag 3 uur", date(2026, 11, 27), time(15)),
        ("a.s. donderdag tien voor half vier", date(2026, 11, 26), time(15, 20)),
        ("donderdag vijf over half drie", date(2026, 11, 26), time(14, 35)),
        ("donderdag kwart voor een", date(2026, 11, 26), time(12, 45)),
        ("dinsdag over 3 weken om 14 uur", date(2026, 12, 8), time(14)),
        ("over een week om 14 uur", date(2026, 11, 28), time(14)),
        ("in two weeks on Thursday at quarter to four", date(2026, 12, 3), time(15, 45)),
        ("over 3 dagen 10:00", date(2026, 11, 24), time(10)),
        ("12 jan 10 uur", date(2027, 1, 12), time(10)),
        ("8 mei 9 uur", date(2027, 5, 8), time(9)),
        ("dinsdag 10.05", date(2026, 11, 24), time(10, 5)),
        ("28-11 14.30 uur", date(2026, 11, 28), time(14, 30)),
    ],
)
def test_days_and_times_near_now(line: str, day: date, at: time) -> None:
    read = read_appointment(line, NOW)
    assert (read.day, read.time) == (day, at)


@pytest.mark.parametrize(
    ("line", "days", "times", "fault"),
    [
        ("di 9 dec 15:30", [TUESDAY_EIGHTH, date(2026, 12, 9)], ["15:30"], Fault.OTHER_WEEKDAY),
        ("zaterdag 11:00", [date(2026, 11, 21), date(2026, 11, 28)], ["11:00"], Fault.WHICH_WEEK),
        ("vrijdag 7 uur", [date(2026, 11, 27)], ["07:00", "19:00"], Fault.WHICH_HALF),
        ("31 feb 14:00", [], ["14:00"], Fault.NO_SUCH_DAY),
        ("week 54 dinsdag", [], [], Fault.NO_SUCH_DAY),
        ("9999-12-31 maandag 14:00", [], ["14:00"], Fault.NO_SUCH_DAY),
        ("8 nov 15:30", [date(2026, 11, 8)], ["15:30"], Fault.PAST),
        ("vandaag 9:00", [date(2026, 11, 21)], ["09:00"], Fault.PAST),
        ("gisteren 9:00", [date(2026, 11, 20)], ["09:00"], Fault.PAST),
        ("8-12-2025 15:30", [date(2025, 12, 8)], ["15:30"], Fault.PAST),
        ("8 dec 03:00", [TUESDAY_EIGHTH], ["03:00"], Fault.ODD_HOUR),
        ("8 dec 21:30", [TUESDAY_EIGHTH], ["21:30"], Fault.ODD_HOUR),
    ],
)
def test_what_is_ambiguous_odd_or_past_is_a_question_and_no_guess(
    line: str, days: list[date], times: list[str], fault: Fault
) -> None:
    read = read_appointment(line, NOW)
    assert (list(read.days), [at.strftime("%H:%M") for at in read.times], read.fault) == (days, times, fault)


def test_next_friday_is_doubtful_before_friday_and_sure_on_it() -> None:
    tuesday, friday = NOW.replace(day=24), NOW.replace(day=27)
    assert read_appointment("volgende vrijdag 10:00", tuesday).fault is Fault.WHICH_WEEK
    assert read_appointment("volgende vrijdag 10:00", friday).day == date(2026, 12, 4)


def test_the_last_minute_before_now_is_past_and_the_next_is_not() -> None:
    assert read_appointment("vandaag 10:00", NOW).fault is Fault.PAST
    assert read_appointment("vandaag 10:01", NOW).day == NOW.date()


def test_half_of_it_leaves_the_other_half_open() -> None:
    assert (read_appointment("8 dec", NOW).day, read_appointment("8 dec", NOW).time) == (TUESDAY_EIGHTH, None)
    assert (read_appointment("om vier", NOW).day, read_appointment("om vier", NOW).time) == (None, time(16))


@pytest.mark.parametrize("line", ["wie belt de jeugdarts?", "", "ja", "K7T-4", "bedankt!", "wat doet PM4"])
def test_what_names_no_day_and_no_time_says_nothing(line: str) -> None:
    assert not read_appointment(line, NOW).says_something


@given(st.dates(date(2026, 11, 22), date(2027, 7, 1)), st.integers(8, 20), st.integers(0, 59))
def test_every_day_and_time_written_in_full_is_read_back(day: date, hour: int, minute: int) -> None:
    read = read_appointment(f"{day.day}-{day.month}-{day.year} {hour:02}:{minute:02}", NOW)
    assert (read.day, read.time) == (day, time(hour, minute))


@given(st.text(alphabet="0123456789:.-/ aehiklmnorstuvwd", max_size=24))
def test_whatever_is_typed_is_read_without_an_error_and_a_sure_day_is_never_past(line: str) -> None:
    read = read_appointment(line, NOW)
    if read.day is not None:
        assert read.day >= NOW.date()


@pytest.mark.parametrize(
    ("line", "words", "day"),
    [
        ("Ouders bellen, vrijdag", "Ouders bellen", date(2026, 11, 27)),
        ("mentor belt ouders uiterlijk 4 december", "mentor belt ouders", date(2026, 12, 4)),
        ("vrijdag: ouders bellen", "ouders bellen", date(2026, 11, 27)),
        ("call the parents by Friday", "call the parents", date(2026, 11, 27)),
        ("gesprek met moeder, di 1 dec 15:30", "gesprek met moeder, di 1 dec 15:30", date(2026, 12, 1)),
    ],
)
def test_the_day_is_taken_off_what_will_be_done(line: str, words: str, day: date) -> None:
    split = split_day(line, NOW)
    assert split is not None
    assert (split.words, split.heard.day) == (words, day)


@pytest.mark.parametrize(
    "line", ["rooster aanpassen voor 2231", "bel ma", "morgen bel ik de ouders", "ouders bellen gisteren"]
)
def test_what_names_no_day_beside_the_words_stays_whole(line: str) -> None:
    assert split_day(line, NOW) is None
