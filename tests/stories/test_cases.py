"""A signal never ends in silence: whole walks through the loop, with a clock the story moves."""

from case_steps import had_the_talk, logs, often_ill, takes
from loop_world import LoopWorld


async def test_a_fourth_spell_leads_from_the_mentors_talk_to_the_jeugdarts_and_back(loop: LoopWorld) -> None:
    mentor, doctor = loop.phone("mentor"), loop.phone("jeugdarts")
    await often_ill(loop)
    case = await mentor.hears("Waarom nu?", "4 keer ziek in twaalf weken: 5 okt, 2 nov, 9 nov, 16 nov")
    assert "De mentor praat met de leerling en de ouders." in case.text
    assert "Bron: «gaat de school in gesprek met de leerling en ouders»" in case.text
    await had_the_talk(mentor, consent="Ja, toestemming")
    await mentor.hears("L3-017 ligt nu bij: Youth doctor.")
    asked = await doctor.hears("L3-017", "Why now?")
    assert "Source:" in asked.text
    await doctor.taps("I will take this")
    await mentor.hears("Je signaal over L3-017 is opgepakt door: Youth doctor.")
    assert (await loop.case()).state == "taken"


async def test_without_consent_the_case_goes_to_the_aoj_team(loop: LoopWorld) -> None:
    mentor, chair = loop.phone("mentor"), loop.phone("coordinator")
    await often_ill(loop)
    await mentor.hears("Waarom nu?")
    await had_the_talk(mentor, consent="Nee")
    await chair.hears("L3-017", "Zet de leerling op de agenda van het AOJ-team.")
    assert (await loop.case()).role == "aoj_team"


async def test_sixteen_hours_are_counted_down_to_the_report_in_the_register(loop: LoopWorld) -> None:
    mentor, chair, officer = loop.phone("mentor"), loop.phone("coordinator"), loop.phone("leerplicht")
    await logs(mentor, "2231 9-11 gespijbeld 8 uur")
    assert "Nu 8 van 16 uur" in (await mentor.hears("Bewaard:")).text
    await logs(mentor, "2231 16-11 gespijbeld 8 uur")
    told = await chair.hears("2231", "Eerste stap:", "verzuimregister")
    assert "Uiterlijk 23 nov 2026: nog 4 werkdagen." in told.text
    await takes(chair)
    loop.goes_to(19, 11, 12)
    await chair.hears("nog te melden", "nog 2 werkdagen")
    loop.goes_to(23, 11, 9)
    await chair.hears("Vandaag is de laatste dag: 23 nov 2026.")
    await chair.taps("Gemeld in het verzuimregister")
    await chair.hears("✓ Gemeld in het verzuimregister op 23 nov 2026.")
    await officer.hears("De Zeven Bruggen heeft ongeoorloofd verzuim van 2231 gemeld")
    loop.goes_to(24, 11, 9)
    await loop.looks()
    told_of_term = [said for said in await loop.requests("sendMessage") if "nog te melden" in said["text"]]
    assert len(told_of_term) == 2


async def test_below_half_presence_the_aoj_team_names_a_regiehouder(loop: LoopWorld) -> None:
    mentor, chair, bridge = loop.phone("mentor"), loop.phone("coordinator"), loop.phone("brug")
    await logs(mentor, "aanwezigheid 2231 45%")
    await chair.hears("2231", "Minder dan de helft aanwezig", "Het team kiest een regiehouder.")
    await takes(chair)
    await chair.taps("Kies een regiehouder")
    await chair.hears("Wie is regiehouder van 2231?")
    await chair.taps("Brugfunctionaris")
    await chair.hears("Wanneer kijken jullie er weer naar?")
    await chair.taps("Over 2 weken")
    await chair.hears("Jullie kijken er weer naar op 1 dec 2026")
    await bridge.hears("Je bent regiehouder van 2231.")
    await chair.taps("Terug naar de zaak")
    case = await chair.sees(
        "Eerste stap: Regiehouder: Brugfunctionaris. Afgesproken: er weer naar kijken op 1 dec 2026."
    )
    assert "Het team kiest een regiehouder." not in case.text
    assert "Andere regiehouder" in case.labels
    await bridge.types("/acties")
    await bridge.hears("Jouw afspraken", "1. 1 dec: regie over 2231")
    loop.goes_to(1, 12, 9)
    await bridge.hears("Afgesproken: er weer naar kijken op 1 dec 2026.")
    await bridge.taps("Gedaan")
    await bridge.hears("De afspraak is afgesloten.")
    await chair.types("/zaken")
    await chair.taps("2231 · Minder dan de helft aanwezig")
    await chair.hears("Regiehouder: Brugfunctionaris. Wat was afgesproken, is gedaan. Tik op Afgehandeld")


async def test_a_case_is_closed_with_an_outcome_and_only_after_the_question_about_safety(loop: LoopWorld) -> None:
    mentor, bridge = loop.phone("mentor"), loop.phone("brug")
    await logs(mentor, "zorgen over thuissituatie K7T-4")
    await bridge.hears("K7T-4", "Lastige thuissituatie")
    await bridge.taps("Afgehandeld")
    await mentor.hears("Je signaal over K7T-4 is opgepakt door: Brugfunctionaris.")
    await bridge.hears("Is de veiligheid besproken?")
    await bridge.taps("Weet ik niet")
    await bridge.hears("Veilig Thuis denkt mee: 0800-2000", "Hoe is K7T-4 afgelopen?")
    await bridge.taps("Er is hulp gestart")
    await bridge.hears("K7T-4 is afgehandeld.")
    word = await mentor.hears("Je signaal over K7T-4 is afgehandeld door: Brugfunctionaris.")
    assert "\n" not in word.text
    case = await loop.case()
    assert (case.state, case.outcome, case.safety) == ("closed", "hulp", "weet_niet")


async def test_an_open_sick_report_fires_on_its_seventh_school_day_without_a_new_message(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await logs(mentor, "L3-017 ziek sinds maandag")
    loop.goes_to(23, 11, 9)
    await loop.looks()
    assert await loop.cases() == []
    loop.goes_to(24, 11, 9)
    told = await mentor.hears("L3-017", "Ziek sinds 16 nov.")
    assert "schooldag 7 achter elkaar" in told.text


async def test_more_shows_the_weeks_as_a_picture_and_the_worksheet(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await often_ill(loop)
    await mentor.hears("Waarom nu?")
    await mentor.taps("Meer weten")
    sheet = await mentor.hears("Stand op 17 nov 2026")
    assert "5 okt, 2 nov, 9 nov, 16 nov" in sheet.text
    assert any(m.raw.get("photo") for m in await mentor.messages())
