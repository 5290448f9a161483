"""What was agreed about reading a line, each agreement by its name. Today is Wednesday 11 November 2026."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.rules import What
from knowledge.signals import Kind, SignalDraft, read_signal
from knowledge.signals.vocabulary import vocabulary

TODAY = date(2026, 11, 11)
NOVEMBER = {day: date(2026, 11, day) for day in range(1, 31)}


def _read(text: str, today: date = TODAY) -> SignalDraft:
    draft = read_signal(text, today)
    assert draft is not None
    return draft


def _days(text: str, today: date = TODAY) -> tuple[date | None, date | None]:
    draft = _read(text, today)
    return draft.start, draft.end


def test_a_sick_report_without_a_day_is_of_today():
    assert _read("L3-017 ziek") == SignalDraft(Kind.SICK, "L3-017", start=TODAY)


def test_only_yesterday_begins_and_ends_yesterday():
    assert _days("L3-017 alleen gisteren ziek") == (NOVEMBER[10], NOVEMBER[10])


def test_since_yesterday_has_no_end():
    assert _days("L3-017 sinds gisteren ziek") == (NOVEMBER[10], None)


def test_up_to_and_including_a_day_to_come_begins_today():
    assert _days("L3-017 ziek t/m vrijdag") == (TODAY, NOVEMBER[13])


def test_up_to_a_day_that_is_over_does_not_tell_the_first_day():
    assert _days("L3-017 ziek t/m 9 november") == (None, NOVEMBER[9])


def test_a_weekday_is_the_latest_one_before_today():
    assert _days("L3-017 sinds dinsdag ziek") == (NOVEMBER[10], None)
    assert _days("L3-017 sinds woensdag ziek") == (NOVEMBER[4], None)


def test_a_weekday_of_last_week_lies_in_the_calendar_week_before():
    assert _days("L3-017 ziek sinds vorige week dinsdag")[0] == NOVEMBER[3]
    assert _days("L3-017 ziek sinds dinsdag vorige week")[0] == NOVEMBER[3]


def test_a_week_number_runs_from_monday_to_friday():
    assert _days("L3-017 week 45 ziek") == (NOVEMBER[2], NOVEMBER[6])


def test_since_a_week_has_no_end():
    assert _days("L3-017 ziek sinds week 45") == (NOVEMBER[2], None)


def test_a_month_runs_from_its_first_to_its_last_day():
    assert _days("L3-017 in oktober 71% aanwezig") == (date(2026, 10, 1), date(2026, 10, 31))


def test_dates_are_day_before_month():
    assert _days("L3-017 ziek sinds 3-11")[0] == NOVEMBER[3]


def test_a_date_without_a_year_lies_behind_us_unless_it_is_near():
    assert _days("L3-017 ziek sinds 12 juni")[0] == date(2026, 6, 12)
    assert _days("L3-017 ziek sinds 20 december", date(2027, 1, 6))[0] == date(2026, 12, 20)
    assert _days("L3-017 ziek tot 20 november")[1] == NOVEMBER[20]


@pytest.mark.parametrize("day", ["31-11", "31 november", "30/2/2027", "29 februari 2027", "1-1-2031", "1-1-1999"])
def test_a_day_that_does_not_exist_or_lies_in_no_school_year_gives_no_start(day):
    assert _days(f"L3-017 ziek sinds {day}") == (None, None)


def test_days_in_a_row_are_counted_in_school_days():
    assert _days("L3-017 voor de derde dag op rij ziek")[0] == NOVEMBER[9]
    assert _days("L3-017 voor de derde dag op rij ziek", NOVEMBER[10])[0] == NOVEMBER[6]


def test_recovered_gives_the_first_day_back_which_can_be_tomorrow():
    assert _days("L3-017 komt morgen weer") == (NOVEMBER[12], None)
    assert _days("L3-017 komt vrijdag weer naar school") == (NOVEMBER[13], None)
    assert _days("L3-017 is sinds vrijdag weer op school") == (NOVEMBER[6], None)


def test_recovered_without_a_day_is_today():
    assert _days("L3-017 weer beter") == (TODAY, None)


def test_sick_again_is_sick_and_no_longer_sick_is_recovered():
    assert _read("L3-017 is weer ziek").kind is Kind.SICK
    assert _read("L3-017 is niet meer ziek").kind is Kind.RECOVERED
    assert _read("L3-017 is nog niet beter").kind is Kind.SICK


def test_ill_then_back_is_recovered_on_the_day_of_return():
    assert _days("L3-017 was maandag ziek, gisteren weer op school") == (NOVEMBER[10], None)


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("2e en 3e uur", "2"), ("1e t/m 4e uur", "4"), ("1e, 2e en 5e uur", "3"), ("eerste twee uur", "2"),
        ("laatste uur", "1"), ("blokuur", "2"), ("twee blokuren", "4"), ("anderhalf uur", "1.5"), ("2,5 uur", "2.5"),
        ("2½ uur", "2.5"), ("een half uur", "0.5"), ("twee en een half uur", "2.5"), ("uur 5 en 6", "2"),
        ("lesuur 4 t/m 6", "3"), ("3u", "3"), ("een les", "1"), ("van 9.00 tot 11.00 uur", "2"),
        ("08:30-10:00", "1.5"), ("periods 3 and 4", "2"), ("the last two hours", "2"), ("90 minuten", "1.5"),
        ("in totaal 9 uur", "9"), ("na het 4e uur weg, 3 uur", "3"),
    ],
)  # fmt: skip
def test_lesson_hours_are_counted(words, hours):
    draft = _read(f"L3-017 gespijbeld gisteren {words}")

    assert (draft.hours, draft.start, draft.end) == (Decimal(hours), NOVEMBER[10], None)


def test_a_whole_day_has_no_hours():
    draft = _read("L3-017 gisteren de hele dag gespijbeld")

    assert (draft.hours, draft.whole_day) == (None, True)
    assert not _read("L3-017 gisteren gespijbeld").whole_day


def test_unexcused_absence_has_an_end_only_for_a_range():
    assert _days("L3-017 maandag en dinsdag gespijbeld") == (NOVEMBER[9], NOVEMBER[10])
    assert _days("L3-017 maandag gespijbeld") == (NOVEMBER[9], None)


def test_a_range_of_unexcused_absence_never_lies_ahead():
    assert _days("L3-017 maandag t/m vrijdag gespijbeld") == (NOVEMBER[2], NOVEMBER[6])


@pytest.mark.parametrize(
    ("words", "percentage"),
    [
        ("60% aanwezig", "60"), ("60 procent afwezig", "40"), ("zit op 62,5 procent aanwezigheid", "62.5"),
        ("is zevenenzestig procent aanwezig", "67"), ("mist 30% van de lessen", "70"), ("attendance 47%", "47"),
        ("was absent 35% of the time", "65"), ("aanwezigheid van 80% naar 64%", "64"), ("0% aanwezig", "0"),
        ("aanwezigheid 100%", "100"), ("de helft van de tijd aanwezig", "50"),
        ("18 van de 30 lessen aanwezig", "60"),
    ],
)  # fmt: skip
def test_a_percentage_is_of_presence(words, percentage):
    assert _read(f"L3-017 {words}") == SignalDraft(Kind.ATTENDANCE, "L3-017", percentage=Decimal(percentage))


def test_a_percentage_above_a_hundred_is_none():
    assert read_signal("L3-017 140% aanwezig", TODAY) is None


@pytest.mark.parametrize(
    ("words", "concern"),
    [
        ("twijfel of L3-017 echt ziek is", "twijfel"),
        ("zorgen om de thuissituatie van L3-017", "thuissituatie"),
        ("L3-017 maatwerk lukt niet", "maatwerk"),
        ("ouders van L3-017 geven geen toestemming", "geen_toestemming"),
        ("L3-017 jongerenwerker nodig", "laagdrempelig"),
        ("L3-017 heeft behoefte aan een luisterend oor", "laagdrempelig"),
        ("L3-017 heeft een eetstoornis", "specialistisch"),
        ("de cijfers van L3-017 kelderen", "schoolprestaties"),
        ("L3-017 hangt rond met een groepje, ik maak me zorgen", "groep"),
        ("L3-017 had blauwe plekken", "veiligheid"),
        ("ik maak me zorgen over L3-017", None),
    ],
)
def test_a_worry_tells_what_it_is_about_where_it_can_and_no_day(words, concern):
    assert _read(f"{words} gisteren") == SignalDraft(Kind.CONCERN, "L3-017", concern=concern)


def test_every_worry_that_is_told_apart_is_one_the_rules_know():
    assert vocabulary().concerns - {"algemeen"} <= {what.value for what in What}


CODES = [
    "L3-017", "H4B-12", "2231", "0417", "LL 88", "LL 142", "K7T-4", "V5-203", "PRO-31", "VSO-12", "TL3-09", "K1-44",
    "LL88", "K7T4", "L3 017", "104233", "26-A17",
]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "line",
    ["{} ziek", "ziek {}", "ziek: {}, sinds 30/11/2025", "({}) ziek vandaag", "{}: 3 uur gespijbeld op 5 november"],
)
def test_a_code_is_found_before_and_after_in_capitals_as_typed(code, line):
    assert _read(line.format(code.lower())).code == code


@pytest.mark.parametrize(
    "words",
    [
        "uit 3HV2", "uit klas 2B", "van 4 havo", "in havo-4", "sinds 12-10", "sinds 3 november 2026",
        "sinds 2026-11-03",         "week 45", "de hele dag", "om 10.00 uur", "sinds covid-19", "op 5/11", "uit 5vwo",
    ],
)  # fmt: skip
def test_a_class_a_day_an_hour_a_year_or_a_week_is_never_taken_for_a_code(words):
    assert _read(f"leerling {words} ziek").code is None
    assert _read(f"L3-017 {words} ziek").code == "L3-017"


def test_a_percentage_beside_a_code_of_figures_stays_a_percentage():
    assert _read("aanwezigheid 2231 62%") == SignalDraft(Kind.ATTENDANCE, "2231", percentage=Decimal(62))


def test_a_signal_may_have_no_code_when_it_is_about_one_pupil():
    assert _read("een van mijn mentorleerlingen is ziek").code is None
    assert read_signal("veel leerlingen zijn ziek", TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "wat doe ik als L3-017 vaak ziek is?", "hoe meld ik L3-017 ziek", "is L3-017 ziek", "L3-017 is ziek, wat nu?",
        "how do i report L3-017 sick", "weet jij of L3-017 ziek is", "als L3-017 morgen ziek is bel ik",
    ],
)  # fmt: skip
def test_a_question_is_never_a_signal(text):
    assert read_signal(text, TODAY) is None


def test_a_request_to_note_somebody_down_is_a_signal():
    assert _read("kun je L3-017 ziekmelden?").kind is Kind.SICK


@pytest.mark.parametrize(
    "text",
    ["ik ben ziek", "ik lig met griep in bed", "I'm sick today", "mijn dochter is ziek", "de mentor van 2231 is ziek"],
)
def test_the_senders_own_illness_or_a_colleagues_is_no_signal(text):
    assert read_signal(text, TODAY) is None


@pytest.mark.parametrize("text", ["ziekmelding L3-017 was een vergissing", "L3-017 was toch niet ziek"])
def test_taking_a_report_back_is_no_new_report(text):
    assert read_signal(text, TODAY) is None


def test_hours_of_two_days_are_counted_together_with_or_without_the_word_for_hours():
    for line in ("L3-017 vorige week di 2 en do 3 uur gespijbeld", "spijbeluren L3-017: ma 2, di 3"):
        assert _read(line).hours == Decimal(5)


def test_a_month_before_the_word_for_a_vacation_names_no_days():
    line = "L3-017 mei vakantie verlengd zonder verlof, 10 t/m 12 mei"
    assert _days(line, date(2027, 5, 19)) == (date(2027, 5, 10), date(2027, 5, 12))
