"""A case always lies with somebody: who does not answer, cannot be reached or passes it on has a next in line."""

import asyncio

from case_steps import had_the_talk, logs, often_ill, takes
from loop_world import LoopWorld


async def test_nobody_answers_for_two_school_days_and_the_chair_gets_it(loop: LoopWorld) -> None:
    mentor, chair = loop.phone("mentor"), loop.phone("coordinator")
    await often_ill(loop)
    await mentor.hears("Waarom nu?")
    loop.goes_to(18, 11, 10, minute=1)
    await mentor.hears("Herinnering: dit wacht nog op je antwoord.")
    assert not [m for m in await chair.messages() if "L3-017" in m.text]
    loop.goes_to(19, 11, 10, minute=2)
    await chair.hears("Je krijgt dit omdat er nog niet op is gereageerd.", "L3-017")
    await mentor.hears("L3-017: er kwam nog geen antwoord. De zaak ligt nu bij: Ondersteuningscoördinator.")
    await takes(chair)


async def test_who_is_silent_after_taking_a_case_is_asked_again_after_a_week(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await often_ill(loop)
    await mentor.hears("Waarom nu?")
    await takes(mentor)
    loop.goes_to(24, 11, 10, minute=5)
    await mentor.hears("Je hebt dit een week geleden opgepakt. Loopt het nog?")
    await mentor.taps("Ja, het loopt nog")
    await loop.looks()
    assert await loop.steps() == ["opened", "taken", "asked_again", "going_on"]


async def test_the_brugfunctionaris_has_blocked_the_bot_and_the_next_in_line_gets_it(loop: LoopWorld) -> None:
    loop.may_refuse = ("blocked", "too_late")
    mentor, bridge, chair = loop.phone("mentor"), loop.phone("brug"), loop.phone("coordinator")
    await bridge.types("/start")
    await bridge.sees("Welkom")
    await logs(mentor, "zorgen over thuissituatie K7T-4")
    await bridge.hears("K7T-4")
    await bridge.blocks_the_bot()
    await loop.looks()
    await chair.hears("Je krijgt dit omdat een collega niet te bereiken is of gestopt is.", "K7T-4")
    await mentor.hears("K7T-4: een collega is niet te bereiken of gestopt.")


async def test_the_jeugdarts_has_blocked_the_bot_so_the_coordinator_is_asked_and_told_why(loop: LoopWorld) -> None:
    loop.may_refuse = ("blocked", "too_late")
    mentor, doctor, chair = loop.phone("mentor"), loop.phone("jeugdarts"), loop.phone("coordinator")
    await doctor.types("/start")
    await doctor.sees("Wegwijs")
    await doctor.blocks_the_bot()
    await often_ill(loop)
    await mentor.hears("Waarom nu?")
    await had_the_talk(mentor, consent="Ja, toestemming")
    await chair.hears("L3-017", "niet te bereiken is of gestopt is", "Waarom nu?")
    await mentor.hears("L3-017 ligt nu bij: Ondersteuningscoördinator.")


async def test_two_people_tap_at_once_and_one_of_them_has_it(loop: LoopWorld) -> None:
    mentor, bridge, chair = loop.phone("mentor"), loop.phone("brug"), loop.phone("coordinator")
    await logs(mentor, "zorgen over thuissituatie K7T-4")
    await bridge.hears("K7T-4")
    await chair.types("/zaken")
    await chair.hears("Lopende zaken")
    await chair.taps("K7T-4 · Lastige thuissituatie")
    await chair.hears("Waarom nu?")
    await asyncio.gather(bridge.taps("Ik pak dit op"), chair.taps("Ik pak dit op"))
    both = [await phone.hears("K7T-4") for phone in (bridge, chair)]
    for _ in range(100):
        both = [(await phone.messages())[-1].text for phone in (bridge, chair)]
        if sum("Je hoeft niets meer te doen." in text for text in both):
            break
        await asyncio.sleep(0.02)
    assert sorted("Je hoeft niets meer te doen." in text for text in both) == [False, True]
    assert await loop.steps() == ["opened", "taken"]


async def test_not_for_me_asks_why_and_goes_to_the_next_in_line(loop: LoopWorld) -> None:
    mentor, bridge, chair = loop.phone("mentor"), loop.phone("brug"), loop.phone("coordinator")
    await logs(mentor, "zorgen over thuissituatie K7T-4")
    await bridge.hears("K7T-4")
    await bridge.taps("Niet voor mij")
    await bridge.hears("Waarom is K7T-4 niet voor jou?")
    await bridge.taps("Ik ken het gezin")
    await bridge.hears("K7T-4 ligt nu bij: Ondersteuningscoördinator.")
    await chair.hears("Je krijgt dit omdat een collega het heeft doorgegeven.")
    await mentor.hears("K7T-4: de zaak is doorgegeven")


async def test_a_signal_during_the_vacation_is_told_when_school_begins_again(loop: LoopWorld) -> None:
    loop.goes_to(22, 12)
    mentor, chair = loop.phone("mentor"), loop.phone("coordinator")
    await logs(mentor, "aanwezigheid 2231 45%")
    await loop.looks()
    assert not [m for m in await chair.messages() if "2231" in m.text]
    assert await loop.faults() == []
    loop.goes_to(4, 1, 8, year=2027, minute=1)
    await chair.hears("2231", "Minder dan de helft aanwezig")


async def test_safety_does_not_wait_for_the_evening_or_the_vacation(loop: LoopWorld) -> None:
    loop.goes_to(23, 12, 21)
    mentor, chair = loop.phone("mentor"), loop.phone("coordinator")
    await mentor.types("zorgen over K7T-4")
    await mentor.sees("Waar gaat de zorg over?")
    await mentor.taps("Zorg over veiligheid")
    await mentor.sees("Klopt dit?")
    await mentor.taps("Ja, bewaar dit")
    await chair.hears("K7T-4", "Veilig Thuis: 0800-2000")
