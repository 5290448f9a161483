"""A line about a pupil that is no signal, or only half of one: nobody is left without a next step."""

import pytest
from caller import BRIDGE, CHAIR, MENTOR, Caller
from office import ANNE, Office

from bot.models import Draft, Signal


async def test_coming_late_is_no_signal_and_leads_to_what_can_be_logged(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    for line in ("L3-017 3x te laat", "3x te laat L3-017", "L3-017 weer te laat", "L3-017 is late again"):
        told = await mentor.types(line)
        assert "Te laat komen tel ik niet mee. Er is niets bewaard." in told
        assert "L3-017 vandaag 0,5 uur ongeoorloofd" in told
    assert "Op welke dag?" in await mentor.taps("Meld gemiste lesuren")
    assert "Hoeveel lesuren" in await mentor.taps("Vandaag")
    assert "L3-017: ongeoorloofd afwezig, 1 lesuur op 23 nov 2026" in await mentor.taps("1")


async def test_missed_lesson_time_beside_coming_late_is_a_signal(school_office: Office) -> None:
    assert "Klopt dit?" in await Caller(school_office, MENTOR).types("L3-017 te laat gekomen, 1e uur gemist")


async def test_a_question_about_coming_late_is_answered_as_a_question(school_office: Office) -> None:
    assert "Dat weet ik niet." in await Caller(school_office, MENTOR).types("telt te laat komen mee?")


async def test_a_code_by_itself_asks_what_to_log(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    assert "Wat wil je melden over L3-017?" in await mentor.types("L3-017")
    assert "Wat was de eerste ziektedag?" in await mentor.taps("Ziek")


async def test_word_of_a_pupil_that_is_no_signal_leads_to_what_can_be_logged(school_office: Office) -> None:
    told = await Caller(school_office, CHAIR).types("L3-017 is geschorst")
    assert "Wat wil je melden over L3-017?" in told
    assert "Verlof, een schorsing en te laat komen houd ik niet bij." in told


async def test_who_may_not_log_hears_no_more_than_before(school_office: Office) -> None:
    assert "Dat kan ik niet voor je doen." in await Caller(school_office, BRIDGE).types("L3-017 3x te laat")
    assert "Dat weet ik niet." in await Caller(school_office, BRIDGE).types("L3-017")
    assert "Dat kan alleen een lid van het team melden." in await Caller(school_office, ANNE).types("L3-017 te laat")
    assert await school_office.rows(Draft) == []


async def test_hours_of_a_week_together_are_divided_and_not_counted_on_each_day(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    told = await mentor.types("L3-017 vorige week in totaal 9 uur ongeoorloofd")
    assert "9 lesuren samen, van 16 nov 2026 t/m 20 nov 2026" in told
    assert "Ik verdeel de uren over 5 schooldagen." in told
    assert "Nu 9 van 16 uur" in await mentor.taps("Ja, bewaar dit")
    assert [row.event["hours"] for row in await school_office.rows(Signal)] == ["2", "1.75", "1.75", "1.75", "1.75"]


async def test_hours_that_do_not_fit_on_the_days_lead_to_choosing_the_hours(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    assert "hooguit 12 lesuren op een dag" in await mentor.types("L3-017 vandaag 14 uur gespijbeld")
    assert "Hoeveel lesuren" in await mentor.taps("Kies het aantal lesuren")


async def test_what_was_asked_may_be_typed_as_well_as_tapped(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    await mentor.types("/signaal")
    await mentor.taps("Ongeoorloofd afwezig")
    await mentor.types("L3-017")
    assert "Hoeveel lesuren" in await mentor.types("vrijdag")
    assert "L3-017: ongeoorloofd afwezig, 2,5 lesuren op 20 nov 2026" in await mentor.types("2,5 uur")
    await mentor.types("/signaal 2231")
    await mentor.taps("Aanwezigheid in procenten")
    assert "2231: aanwezigheid 62%" in await mentor.types("62%")


async def test_something_else_typed_where_a_number_was_asked_is_a_question(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    await mentor.types("L3-017 spijbelt")
    assert "Je was nog een signaal aan het melden." in await mentor.types("is 3 uur veel?")


async def test_what_was_understood_wrongly_is_mended_before_it_is_kept(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    await mentor.types("L3-017 vrijdag 2 uur gespijbeld")
    assert "Wat klopt er niet?" in await mentor.taps("Verbeter iets")
    assert "Hoeveel lesuren" in await mentor.taps("Het aantal lesuren")
    assert "3 lesuren" in await mentor.taps("3")


async def test_a_greeting_and_thanks_get_a_word_back(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    assert "Waar kan ik mee helpen?" in await mentor.types("hoi")
    assert "Waar kan ik mee helpen?" in await mentor.types("Goedemorgen!")
    assert await mentor.types("dank je wel, top") == "Graag gedaan."
    assert "Dat weet ik niet." in await mentor.types("hoi, wat is het weer?")


async def test_days_named_apart_are_kept_apart(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    told = await mentor.types("L3-017 vorige week di en do ziek")
    assert "L3-017: ziek op 17 nov 2026 en 19 nov 2026" in told
    assert "Dat zijn 2 aparte ziekmeldingen." in told
    assert "Nu 2 van 4 keer ziek" in await mentor.taps("Ja, bewaar dit")
    kept = [(row.event["first_day"], row.event["last_day"]) for row in await school_office.rows(Signal)]
    assert kept == [("2026-11-17", "2026-11-17"), ("2026-11-19", "2026-11-19")]


async def test_days_in_a_row_among_days_apart_are_one_sick_report(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    assert "ziek op 16 nov 2026, 17 nov 2026 en 19 nov 2026" in await mentor.types(
        "L3-017 vorige week ma, di en do ziek"
    )
    await mentor.taps("Ja, bewaar dit")
    kept = [(row.event["first_day"], row.event["last_day"]) for row in await school_office.rows(Signal)]
    assert kept == [("2026-11-16", "2026-11-17"), ("2026-11-19", "2026-11-19")]


async def test_hours_of_days_named_apart_fall_on_no_other_day(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    told = await mentor.types("L3-017 vorige week di 2 uur en do 4 uur gespijbeld")
    assert "6 lesuren samen, op 17 nov 2026 en 19 nov 2026" in told
    assert "Ik verdeel de uren over 2 schooldagen." in told
    await mentor.taps("Ja, bewaar dit")
    kept = [(row.event["day"], row.event["hours"]) for row in await school_office.rows(Signal)]
    assert kept == [("2026-11-17", "3"), ("2026-11-19", "3")]


async def test_one_sick_day_that_was_meant_as_the_first_is_opened_with_one_tap(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    assert "L3-017: ziek op 19 nov 2026" in await mentor.types("L3-017 ziek op 19 nov")
    assert "L3-017: ziek sinds 19 nov 2026, nog niet beter" in await mentor.taps("Nog niet beter")
    await mentor.taps("Verbeter iets")
    assert "Wat was de laatste ziektedag?" in await mentor.taps("De laatste ziektedag")
    assert "nog niet beter" in await mentor.taps("Nog niet beter")


@pytest.mark.parametrize("line", ["L3-017 vandaag weer", "L3-017 vandaag weer niet op school"])
async def test_again_without_what_is_asked(school_office: Office, line: str) -> None:
    assert "Wat wil je melden over L3-017?" in await Caller(school_office, MENTOR).types(line)


async def test_an_illness_of_which_the_first_day_is_not_said_asks_for_it(school_office: Office) -> None:
    told = await Caller(school_office, MENTOR).types("L3-017 al een paar dagen ziek")
    assert "Wat was de eerste ziektedag?" in told


async def test_a_second_code_in_a_line_is_named_and_not_lost(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    told = await mentor.types("L3-017 en H4B-12 vandaag ziek")
    assert "L3-017: ziek sinds 23 nov 2026" in told
    assert "Ik neem één code tegelijk. Meld daarna apart: H4B-12" in told
    assert "Meld daarna apart" not in await Caller(school_office, CHAIR).types("L3-017 vandaag ziek")


async def test_a_last_sick_day_that_was_told_is_kept_when_the_first_is_asked(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    told = await mentor.types("L3-017 ziek t/m 20 november")
    assert "L3-017: ziek t/m 20 nov 2026" in told
    assert "Wat was de eerste ziektedag?" in told
    assert "L3-017: ziek van 18 nov 2026 t/m 20 nov 2026" in await mentor.types("18 november")


async def test_a_first_day_after_the_last_that_was_told_leaves_the_illness_open(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    await mentor.types("L3-017 ziek t/m 18 november")
    assert "ziek sinds 20 nov 2026, nog niet beter" in await mentor.types("20 november")
