"""A signal is read, confirmed, undone and corrected; a stranger and a group are told why it is not kept."""

from case_steps import logs
from loop_world import LoopWorld
from sqlalchemy import update

from bot.models import Service


async def test_a_signal_is_undone_within_ten_minutes_and_whoever_was_told_hears_it(loop: LoopWorld) -> None:
    mentor, bridge = loop.phone("mentor"), loop.phone("brug")
    await logs(mentor, "zorgen over thuissituatie K7T-4")
    await bridge.hears("K7T-4")
    loop.waits(minutes=9)
    await mentor.taps("Maak ongedaan")
    await mentor.hears("Ingetrokken: K7T-4")
    await bridge.hears("K7T-4: het signaal is ingetrokken of verbeterd.")
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
    await mentor.hears("Je laatste signalen", "1. L3-017: ziek op 9 nov 2026")
    await mentor.taps("1")
    await mentor.hears("Gemeld op 17 nov 2026.")
    await mentor.taps("Verbeter")
    await mentor.hears("Wat klopt er niet?")
    await mentor.taps("De dag")
    await mentor.hears("Wat was de eerste ziektedag?")
    await mentor.taps("Vandaag")
    await mentor.hears("Zo lees ik het:", "L3-017: ziek sinds 17 nov 2026")
    await mentor.taps("Ja, bewaar dit")
    await mentor.hears("Bewaard:", "17 nov 2026")
    old, new = await loop.signals()
    assert (old.withdrawn_at is not None, old.replaced_by, new.withdrawn_at) == (True, new.id, None)


async def test_a_question_during_a_signal_is_answered_and_nothing_is_stored(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await mentor.types("/signaal")
    await mentor.sees("Wat wil je melden?")
    await mentor.taps("Ziek")
    await mentor.sees("Typ de code.")
    await mentor.types("wie doet onderzoek naar dyslexie?")
    await mentor.hears("Onderzoek naar dyslexie", "Bron:")
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
