"""A signal never ends in silence: whole walks through the loop, with a clock the story moves."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from loop_world import LoopWorld, loop_world
from sqlalchemy import update
from world import Phone, Seen

from bot.models import Service


@pytest.fixture
async def loop(tmp_path: Path) -> AsyncIterator[LoopWorld]:
    async with loop_world(tmp_path) as world:
        yield world


async def logs(phone: Phone, line: str) -> str:
    """Log one line and confirm it with one tap; give what the bot says."""
    await phone.types(line)
    await phone.sees("Klopt dit?")
    await phone.taps("Ja, bewaar dit")
    return (await hears(phone, "Bewaard:")).text


async def hears(phone: Phone, *words: str) -> Seen:
    """Wait until some message of the bot in this chat holds all these words; give the newest such message."""
    return await phone.hears(*words)


async def often_ill(loop: LoopWorld) -> None:
    """Let the mentor log the fourth spell of illness within twelve weeks."""
    await loop.was_ill("L3-017", "2026-10-05", "2026-11-02", "2026-11-09")
    await logs(loop.phone("mentor"), "L3-017 alleen ziek op 16-11")


async def takes(phone: Phone) -> None:
    """Take the case that was shown last."""
    await phone.taps("Ik pak dit op")
    await hears(phone, "opgepakt")


async def had_the_talk(mentor: Phone, *, consent: str) -> None:
    """Take the case, say that the talk took place, and whether there is consent for the jeugdarts."""
    await takes(mentor)
    await mentor.taps("Gesprek gehad: jeugdarts inschakelen")
    await hears(mentor, "Geven de ouders toestemming", "16 of ouder")
    await mentor.taps(consent)


async def test_a_fourth_spell_leads_from_the_mentors_talk_to_the_jeugdarts_and_back(loop: LoopWorld) -> None:
    mentor, doctor = loop.phone("mentor"), loop.phone("jeugdarts")
    await often_ill(loop)
    case = await hears(mentor, "Waarom nu?", "4 keer ziek in twaalf weken: 5 okt, 2 nov, 9 nov, 16 nov")
    assert "De mentor praat met de leerling en de ouders." in case.text
    assert "Bron: «gaat de school in gesprek met de leerling en ouders»" in case.text
    await had_the_talk(mentor, consent="Ja, toestemming")
    await hears(mentor, "L3-017 ligt nu bij: Youth doctor.")
    asked = await hears(doctor, "L3-017", "Why now?")
    assert "Source:" in asked.text
    await doctor.taps("I will take this")
    await hears(mentor, "Je signaal over L3-017 is opgepakt door: Youth doctor.")
    assert (await loop.case()).state == "taken"


async def test_without_consent_the_case_goes_to_the_aoj_team(loop: LoopWorld) -> None:
    mentor, chair = loop.phone("mentor"), loop.phone("coordinator")
    await often_ill(loop)
    await hears(mentor, "Waarom nu?")
    await had_the_talk(mentor, consent="Nee")
    await hears(chair, "L3-017", "Zet de leerling op de agenda van het AOJ-team.")
    assert (await loop.case()).role == "aoj_team"


async def test_sixteen_hours_are_counted_down_to_the_report_in_the_register(loop: LoopWorld) -> None:
    mentor, chair, officer = loop.phone("mentor"), loop.phone("coordinator"), loop.phone("leerplicht")
    await logs(mentor, "2231 9-11 gespijbeld 8 uur")
    assert "Nu 8 van 16 uur" in (await hears(mentor, "Bewaard:")).text
    await logs(mentor, "2231 16-11 gespijbeld 8 uur")
    told = await hears(chair, "2231", "Eerste stap:", "verzuimregister")
    assert "Uiterlijk 23 nov 2026: nog 4 werkdagen." in told.text
    await takes(chair)
    loop.goes_to(19, 11, 12)
    await hears(chair, "nog te melden", "nog 2 werkdagen")
    loop.goes_to(23, 11, 9)
    await hears(chair, "Vandaag is de laatste dag: 23 nov 2026.")
    await chair.taps("Gemeld in het verzuimregister")
    await hears(chair, "✓ Gemeld in het verzuimregister op 23 nov 2026.")
    await hears(officer, "De Zeven Bruggen heeft ongeoorloofd verzuim van 2231 gemeld")
    loop.goes_to(24, 11, 9)
    await loop.looks()
    told_of_term = [said for said in await loop.requests("sendMessage") if "nog te melden" in said["text"]]
    assert len(told_of_term) == 2


async def test_below_half_presence_the_aoj_team_names_a_regiehouder(loop: LoopWorld) -> None:
    mentor, chair, bridge = loop.phone("mentor"), loop.phone("coordinator"), loop.phone("brug")
    await logs(mentor, "aanwezigheid 2231 45%")
    await hears(chair, "2231", "Minder dan de helft aanwezig", "Het team kiest een regiehouder.")
    await takes(chair)
    await chair.taps("Kies een regiehouder")
    await hears(chair, "Wie is regiehouder van 2231?")
    await chair.taps("Brugfunctionaris")
    await hears(chair, "Wanneer kijken jullie er weer naar?")
    await chair.taps("Over 2 weken")
    await hears(chair, "Jullie kijken er weer naar op 1 dec 2026")
    await hears(bridge, "Je bent regiehouder van 2231.")
    await bridge.types("/acties")
    await hears(bridge, "Jouw afspraken", "1. 1 dec: regie over 2231")
    loop.goes_to(1, 12, 9)
    await hears(bridge, "Afgesproken: er weer naar kijken op 1 dec 2026.")
    await bridge.taps("Gedaan")
    await hears(bridge, "De afspraak is afgesloten.")


async def test_a_case_is_closed_with_an_outcome_and_only_after_the_question_about_safety(loop: LoopWorld) -> None:
    mentor, bridge = loop.phone("mentor"), loop.phone("brug")
    await logs(mentor, "zorgen over thuissituatie K7T-4")
    await hears(bridge, "K7T-4", "Lastige thuissituatie")
    await bridge.taps("Afgehandeld")
    await hears(mentor, "Je signaal over K7T-4 is opgepakt door: Brugfunctionaris.")
    await hears(bridge, "Is de veiligheid besproken?")
    await bridge.taps("Weet ik niet")
    await hears(bridge, "Veilig Thuis denkt mee: 0800-2000", "Hoe is K7T-4 afgelopen?")
    await bridge.taps("Er is hulp gestart")
    await hears(bridge, "K7T-4 is afgehandeld.")
    word = await hears(mentor, "Je signaal over K7T-4 is afgehandeld door: Brugfunctionaris.")
    assert "\n" not in word.text
    case = await loop.case()
    assert (case.state, case.outcome, case.safety) == ("closed", "hulp", "weet_niet")


async def test_nobody_answers_for_two_school_days_and_the_chair_gets_it(loop: LoopWorld) -> None:
    mentor, chair = loop.phone("mentor"), loop.phone("coordinator")
    await often_ill(loop)
    await hears(mentor, "Waarom nu?")
    loop.goes_to(18, 11, 10, minute=1)
    await hears(mentor, "Herinnering: dit wacht nog op je antwoord.")
    assert not [m for m in await chair.messages() if "L3-017" in m.text]
    loop.goes_to(19, 11, 10, minute=2)
    await hears(chair, "Je krijgt dit omdat er nog niet op is gereageerd.", "L3-017")
    await hears(mentor, "L3-017: er kwam nog geen antwoord. De zaak ligt nu bij: Ondersteuningscoördinator.")
    await takes(chair)


async def test_who_is_silent_after_taking_a_case_is_asked_again_after_a_week(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await often_ill(loop)
    await hears(mentor, "Waarom nu?")
    await takes(mentor)
    loop.goes_to(24, 11, 10, minute=5)
    await hears(mentor, "Je hebt dit een week geleden opgepakt. Loopt het nog?")
    await mentor.taps("Ja, het loopt nog")
    await loop.looks()
    assert await loop.steps() == ["opened", "taken", "asked_again", "going_on"]


async def test_the_brugfunctionaris_has_blocked_the_bot_and_the_next_in_line_gets_it(loop: LoopWorld) -> None:
    loop.may_refuse = ("blocked", "too_late")
    mentor, bridge, chair = loop.phone("mentor"), loop.phone("brug"), loop.phone("coordinator")
    await bridge.types("/start")
    await bridge.sees("Welkom")
    await logs(mentor, "zorgen over thuissituatie K7T-4")
    await hears(bridge, "K7T-4")
    await bridge.blocks_the_bot()
    await loop.looks()
    await hears(chair, "Je krijgt dit omdat een collega niet te bereiken is of gestopt is.", "K7T-4")
    await hears(mentor, "K7T-4: een collega is niet te bereiken of gestopt.")


async def test_the_jeugdarts_has_blocked_the_bot_so_the_coordinator_is_asked_and_told_why(loop: LoopWorld) -> None:
    loop.may_refuse = ("blocked", "too_late")
    mentor, doctor, chair = loop.phone("mentor"), loop.phone("jeugdarts"), loop.phone("coordinator")
    await doctor.types("/start")
    await doctor.sees("Wegwijs")
    await doctor.blocks_the_bot()
    await often_ill(loop)
    await hears(mentor, "Waarom nu?")
    await had_the_talk(mentor, consent="Ja, toestemming")
    await hears(chair, "L3-017", "niet te bereiken is of gestopt is", "Waarom nu?")
    await hears(mentor, "L3-017 ligt nu bij: Ondersteuningscoördinator.")


async def test_two_people_tap_at_once_and_one_of_them_has_it(loop: LoopWorld) -> None:
    mentor, bridge, chair = loop.phone("mentor"), loop.phone("brug"), loop.phone("coordinator")
    await logs(mentor, "zorgen over thuissituatie K7T-4")
    await hears(bridge, "K7T-4")
    await chair.types("/zaken")
    await hears(chair, "Lopende zaken")
    await chair.taps("K7T-4 · Lastige thuissituatie")
    await hears(chair, "Waarom nu?")
    await asyncio.gather(bridge.taps("Ik pak dit op"), chair.taps("Ik pak dit op"))
    both = [await hears(phone, "K7T-4") for phone in (bridge, chair)]
    for _ in range(100):
        both = [(await phone.messages())[-1].text for phone in (bridge, chair)]
        if sum("Je hoeft niets meer te doen." in text for text in both):
            break
        await asyncio.sleep(0.02)
    assert sorted("Je hoeft niets meer te doen." in text for text in both) == [False, True]
    assert await loop.steps() == ["opened", "taken"]


async def test_a_signal_is_undone_within_ten_minutes_and_whoever_was_told_hears_it(loop: LoopWorld) -> None:
    mentor, bridge = loop.phone("mentor"), loop.phone("brug")
    await logs(mentor, "zorgen over thuissituatie K7T-4")
    await hears(bridge, "K7T-4")
    loop.waits(minutes=9)
    await mentor.taps("Maak ongedaan")
    await hears(mentor, "Ingetrokken: K7T-4")
    await hears(bridge, "K7T-4: het signaal is ingetrokken of verbeterd.")
    case = await loop.case()
    assert (case.state, case.outcome) == ("closed", "vervallen")
    (signal,) = await loop.signals()
    assert signal.withdrawn_at == loop.now()


async def test_after_ten_minutes_a_signal_is_withdrawn_or_corrected_from_the_list_with_a_trace(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await logs(mentor, "L3-017 alleen ziek op 9-11")
    loop.waits(minutes=11)
    told = await mentor.taps("Maak ongedaan")
    assert "tien minuten zijn voorbij" in str(told)
    await mentor.types("/signalen")
    await hears(mentor, "Je laatste signalen", "1. L3-017: ziek op 9 nov 2026")
    await mentor.taps("1")
    await hears(mentor, "Gemeld op 17 nov 2026.")
    await mentor.taps("Verbeter")
    await hears(mentor, "Wat klopt er niet?")
    await mentor.taps("De dag")
    await hears(mentor, "Wat was de eerste ziektedag?")
    await mentor.taps("Vandaag")
    await hears(mentor, "Zo lees ik het:", "L3-017: ziek sinds 17 nov 2026")
    await mentor.taps("Ja, bewaar dit")
    await hears(mentor, "Bewaard:", "17 nov 2026")
    old, new = await loop.signals()
    assert (old.withdrawn_at is not None, old.replaced_by, new.withdrawn_at) == (True, new.id, None)


async def test_a_signal_during_the_vacation_is_told_when_school_begins_again(loop: LoopWorld) -> None:
    loop.goes_to(22, 12)
    mentor, chair = loop.phone("mentor"), loop.phone("coordinator")
    await logs(mentor, "aanwezigheid 2231 45%")
    await loop.looks()
    assert not [m for m in await chair.messages() if "2231" in m.text]
    assert await loop.faults() == []
    loop.goes_to(4, 1, 8, year=2027, minute=1)
    await hears(chair, "2231", "Minder dan de helft aanwezig")


async def test_safety_does_not_wait_for_the_evening_or_the_vacation(loop: LoopWorld) -> None:
    loop.goes_to(23, 12, 21)
    mentor, chair = loop.phone("mentor"), loop.phone("coordinator")
    await mentor.types("zorgen over K7T-4")
    await mentor.sees("Waar gaat de zorg over?")
    await mentor.taps("Zorg over veiligheid")
    await mentor.sees("Klopt dit?")
    await mentor.taps("Ja, bewaar dit")
    await hears(chair, "K7T-4", "Veilig Thuis: 0800-2000")


async def test_a_question_during_a_signal_is_answered_and_nothing_is_stored(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await mentor.types("/signaal")
    await mentor.sees("Wat wil je melden?")
    await mentor.taps("Ziek")
    await mentor.sees("Typ de code.")
    await mentor.types("wie doet onderzoek naar dyslexie?")
    await hears(mentor, "Onderzoek naar dyslexie", "Bron:")
    await mentor.sees("Je was nog een signaal aan het melden.")
    await mentor.taps("Ga verder met het signaal")
    await mentor.sees("Typ de code.")
    assert await loop.signals() == []


async def test_a_signal_takes_at_most_four_taps_besides_typing_the_code(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await mentor.types("/signaal")
    await mentor.sees("Wat wil je melden?")
    await mentor.taps("Ongeoorloofd afwezig")
    await mentor.sees("Typ de code.")
    await mentor.types("l3-017")
    await mentor.sees("Op welke dag?")
    await mentor.taps("Vandaag")
    await mentor.sees("Hoeveel lesuren")
    await mentor.taps("Hele dag: 7 uur")
    await mentor.sees("L3-017: ongeoorloofd afwezig, 7 lesuren (de hele dag) op 17 nov 2026")
    await mentor.taps("Ja, bewaar dit")
    await mentor.sees("Bewaard:")
    (signal,) = await loop.signals()
    assert signal.event == {"kind": "unexcused", "day": "2026-11-17", "hours": "7", "whole_day": True}


async def test_signaal_typed_twice_starts_anew_and_old_buttons_say_that_they_are_dead(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await mentor.types("/signaal L3-017 ziek sinds maandag")
    await mentor.sees("Klopt dit?")
    await mentor.types("/signaal")
    await mentor.sees("Wat wil je melden?")
    told = await mentor.taps("Ja, bewaar dit")
    assert "Begin opnieuw" in str(told)
    assert await loop.signals() == []


async def test_a_button_confirms_what_stood_above_it_and_not_what_was_typed_later(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await mentor.types("L3-017 ziek sinds maandag")
    first = await mentor.sees("L3-017", "Klopt dit?")
    await mentor.types("2231 weer beter")
    await mentor.sees("2231", "Klopt dit?")
    told = await mentor.taps_on(first, first.data_of("Ja, bewaar dit"))
    assert "Begin opnieuw" in str(told)
    assert await loop.signals() == []


async def test_an_open_sick_report_fires_on_its_seventh_school_day_without_a_new_message(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await logs(mentor, "L3-017 ziek sinds maandag")
    loop.goes_to(23, 11, 9)
    await loop.looks()
    assert await loop.cases() == []
    loop.goes_to(24, 11, 9)
    told = await hears(mentor, "L3-017", "Ziek sinds 16 nov.")
    assert "schooldag 7 achter elkaar" in told.text


async def test_more_shows_the_weeks_as_a_picture_and_the_worksheet(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await often_ill(loop)
    await hears(mentor, "Waarom nu?")
    await mentor.taps("Meer weten")
    sheet = await hears(mentor, "Stand op 17 nov 2026")
    assert "5 okt, 2 nov, 9 nov, 16 nov" in sheet.text
    assert any(m.raw.get("photo") for m in await mentor.messages())


async def test_not_for_me_asks_why_and_goes_to_the_next_in_line(loop: LoopWorld) -> None:
    mentor, bridge, chair = loop.phone("mentor"), loop.phone("brug"), loop.phone("coordinator")
    await logs(mentor, "zorgen over thuissituatie K7T-4")
    await hears(bridge, "K7T-4")
    await bridge.taps("Niet voor mij")
    await hears(bridge, "Waarom is K7T-4 niet voor jou?")
    await bridge.taps("Ik ken het gezin")
    await hears(bridge, "K7T-4 ligt nu bij: Ondersteuningscoördinator.")
    await hears(chair, "Je krijgt dit omdat een collega het heeft doorgegeven.")
    await hears(mentor, "K7T-4: de zaak is doorgegeven")


async def test_a_stranger_who_types_a_signal_hears_how_to_join_and_nothing_is_kept(loop: LoopWorld) -> None:
    async with loop.database.transaction() as session:
        await session.execute(update(Service).values(state="left"))
    mentor = loop.phone("mentor")
    await mentor.types("L3-017 ziek sinds vrijdag")
    await mentor.sees("Dat kan alleen een lid van het team melden.", "uitnodiging")
    assert await loop.signals() == []


async def test_in_a_group_a_signal_is_not_read_aloud(loop: LoopWorld) -> None:
    phone = loop.phone("mentor", group=True)
    await phone.types("@WegwijsDemoBot L3-017 ziek sinds vrijdag")
    await phone.sees("Stuur me dit privé.")
    assert await loop.signals() == []
