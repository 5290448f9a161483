"""Meetings from the first word of the chair to the last agreement, with the clock moved."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from loop_world import LoopWorld, loop_world
from phone import Phone


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[LoopWorld]:
    async with loop_world(tmp_path) as world:
        yield world


async def plans_an_evaluation(chair: Phone) -> None:
    """Plan it in one line, with a place."""
    await chair.asks("/overleg evaluatie di 8 dec 15:30")
    await chair.sees("AOJ-team: evaluatie", "di 8 dec 2026, 15:30", "90 minuten", "Ik nodig uit:")
    await chair.taps("Plaats")
    await chair.sees("Waar is het?")
    await chair.types("kamer 12")
    await chair.sees("kamer 12", "Ik nodig uit:")
    await chair.taps("Ja, nodig uit")
    await chair.sees("Met dit bestand zet je het in je eigen agenda")


async def notes_an_agreement(chair: Phone) -> None:
    """Note beside the agenda what is agreed, by whom and for when."""
    await chair.taps("Noteer een afspraak")
    await chair.sees("Wat spreken jullie af?")
    await chair.types("rooster met invallers maken")
    await chair.sees("Wie is regiehouder?")
    await chair.taps("Leerplichtambtenaar")
    await chair.sees("Wanneer moet het klaar zijn?")
    await chair.types("vr 18 dec")
    await chair.sees("Klaar op: vr 18 dec 2026")
    await chair.taps("Ja, leg dit vast")
    await chair.sees("Afgesproken voor vr 18 dec 2026.")


async def test_an_evaluation_is_planned_answered_prepared_and_held(world: LoopWorld) -> None:
    chair, doctor, officer, brug = (world.phone(who) for who in ("coordinator", "jeugdarts", "leerplicht", "brug"))
    await plans_an_evaluation(chair)
    await doctor.sees("Are you coming?", "Tue 8 Dec 2026, 15:30–17:00", "kamer 12")
    await doctor.taps("I cannot")
    await chair.sees("De jeugdarts kan niet.")
    await doctor.taps("I am coming after all")
    await doctor.sees("You are coming.")
    await chair.sees("Er komt toch iemand: jeugdarts.")
    await officer.taps("Ik kom")
    # The answer takes the place of the question under the file.
    assert (await officer.sees("Je komt.")).raw["document"]["name"] == "overleg.ics"
    await officer.asks("/agendapunt hoe spreken we vervanging af?")
    await officer.sees("Op welke agenda zet ik dit?")
    await officer.taps("Evaluatie 8 dec · De Zeven Bruggen")
    await officer.sees("Op de agenda:", "hoe spreken we vervanging af?")
    world.goes_to(8, 12, 8)
    await officer.sees("Vandaag: AOJ-team: evaluatie", "jouw punt: hoe spreken we vervanging af?")
    await brug.sees("Vandaag:", "Kom je?")
    await world.goes_on_to(8, 12, 15, minute=30)
    await chair.types("/overleg")
    await chair.sees("Overleggen", "1. di 8 dec, 15:30: evaluatie")
    await chair.taps("1. Evaluatie")
    await chair.sees("Kernpartners die komen: 3 van de 4", "Op de agenda: 4 punten.")
    await chair.taps("Begin het overleg")
    await chair.sees("Punt 1 van 5", "Algemene bespreekpunten", "Hoe hoog is het ongeoorloofd verzuim?")
    for place in (2, 3, 4):
        await chair.taps("Volgende →")
        await chair.sees(f"Punt {place} van 5")
    await chair.sees("hoe spreken we vervanging af?")
    await notes_an_agreement(chair)
    await chair.taps("Verder met de agenda")
    await chair.sees("Punt 4 van 5")
    await chair.taps("Volgende →")
    await chair.sees("Dat was de agenda.")
    await chair.taps("Het overleg is gehouden")
    await chair.sees("Het overleg is gehouden.")
