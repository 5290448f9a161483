"""A pupil code from the day it is made to the day the school year ends."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from loop_world import LoopWorld, loop_world
from world import Phone

ISSUED = re.compile(r"Nieuwe code: (\S+)")


@pytest.fixture
async def loop(tmp_path: Path) -> AsyncIterator[LoopWorld]:
    async with loop_world(tmp_path) as world:
        yield world


async def issued_to(phone: Phone) -> str:
    told = await phone.asks("/code")
    found = ISSUED.search(told.text)
    assert found
    assert "Doe dat nooit hier in Telegram." in told.text
    return found[1]


def mistyped(code: str) -> str:
    return code[:-1] + ("4" if code[-1] != "4" else "7")


async def test_a_mistyped_code_is_asked_about_and_the_signal_goes_on_under_the_right_one(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    code = await issued_to(mentor)
    await mentor.types(f"{mistyped(code)} ziek sinds gisteren")
    asked = await mentor.sees(f"Bedoel je {code}?")
    assert len(asked.labels) == 3
    await mentor.taps(f"Ja, {code}")
    await mentor.sees(code, "ziek", "Klopt dit?")
    await mentor.taps("Ja, bewaar dit")
    await mentor.sees("Bewaard:", code)


async def test_who_meant_what_was_typed_says_so_and_is_not_asked_again(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    other = mistyped(await issued_to(mentor))
    await mentor.types(f"{other} ziek sinds gisteren")
    await mentor.sees("Bedoel je")
    await mentor.taps(f"Nee, {other} klopt")
    await mentor.sees(other, "Klopt dit?")


async def test_the_chair_lets_codes_go_on_and_the_others_are_refused_after_the_summer(loop: LoopWorld) -> None:
    mentor, chair = loop.phone("mentor"), loop.phone("coordinator")
    goes_on, ends = await issued_to(mentor), await issued_to(mentor)
    loop.goes_to(1, 6, year=2027)
    await chair.sees("Welke codes gaan volgend schooljaar door?", "lopen 2 codes af op 31 jul 2027")
    await chair.taps("Bekijk de codes")
    await chair.sees("Codes van De Zeven Bruggen", f"{goes_on}: tot en met 31 jul 2027")
    await chair.taps(goes_on)
    await chair.sees(f"{goes_on}: tot en met 31 jul 2028", f"{ends}: tot en met 31 jul 2027")
    loop.goes_to(7, 9, year=2027)
    await mentor.types(f"{ends} ziek sinds gisteren")
    await mentor.sees(f"De code {ends} liep af op 31 jul 2027.", "Vraag de ondersteuningscoördinator", "/codes")
    await mentor.types(f"{goes_on} ziek sinds gisteren")
    await mentor.sees(goes_on, "Klopt dit?")
    await chair.types("/codes")
    await chair.sees(f"{ends}: liep af op 31 jul 2027")
    await chair.taps("Alles wat afloopt gaat door (1)")
    await chair.sees(f"{ends}: tot en met 31 jul 2028")


async def test_a_code_is_only_made_for_who_logs_signals_and_never_in_a_group(loop: LoopWorld) -> None:
    refused = await loop.phone("leerplicht").asks("/code")
    assert refused.text.startswith("Dat kan ik niet voor je doen.")
    assert (await loop.phone("mentor").asks("/codes")).text == refused.text
    assert "privé" in (await loop.phone("mentor", group=True).asks("/code")).text
