"""«/afspraak» and «/acties», as the coordinator and the regiehouder type and tap."""

from caller import BRIDGE, CHAIR, MENTOR, OFFICER, Caller
from desk import Clock
from office import Office


async def proposed(chair: Caller) -> None:
    await chair.types("/afspraak")
    await chair.types("mentor belt de ouders van L3-017")
    await chair.taps("Brugfunctionaris")


async def test_an_agreement_takes_a_line_and_three_taps_and_is_ticked_off_with_two(school_office: Office) -> None:
    chair, bridge = Caller(school_office, CHAIR), Caller(school_office, BRIDGE)
    assert "Typ het in één regel." in await chair.types("/afspraak")
    assert "Wie is regiehouder?" in await chair.types("mentor belt de ouders van L3-017")
    assert "Wanneer moet het klaar zijn?" in await chair.taps("Brugfunctionaris")
    shown = await chair.taps("ma 7 dec 2026")
    assert "mentor belt de ouders van L3-017" in shown
    assert "Klaar op: ma 7 dec 2026" in shown
    assert "Regiehouder: Brugfunctionaris. Die krijgt bericht" in await chair.taps("Ja, leg dit vast")
    assert "gemaakt door: Ondersteuningscoördinator" in await bridge.sees()
    assert "1. 7 dec: mentor belt de ouders van L3-017" in await bridge.types("/acties")
    await bridge.taps("1")
    assert "Gedaan" in await bridge.taps("✓ Gedaan")
    assert "Er lopen geen afspraken." in await bridge.types("/acties")


async def test_words_behind_the_command_are_taken_at_once(school_office: Office) -> None:
    assert "Wie is regiehouder?" in await Caller(school_office, CHAIR).types("/afspraak rooster aanpassen voor 2231")


async def test_words_and_day_in_one_line_take_one_tap(school_office: Office) -> None:
    chair, bridge = Caller(school_office, CHAIR), Caller(school_office, BRIDGE)
    shown = await chair.types("/afspraak Ouders bellen, vrijdag")
    assert "<b>Ouders bellen</b>\nRegiehouder: jij\nKlaar op: vr 27 nov 2026" in shown
    assert "Jij bent regiehouder." in await chair.taps("Ja, leg dit vast")
    await chair.types("/afspraak")
    assert "Klaar op: vr 4 dec 2026" in await chair.types("ouders van L3-017 bellen voor vr 4 dec")
    assert "Wie is regiehouder?" in await chair.taps("Iemand anders")
    assert "Regiehouder: Brugfunctionaris" in await chair.taps("Brugfunctionaris")
    await chair.taps("Ja, leg dit vast")
    assert "1. 4 dec: ouders van L3-017 bellen" in await bridge.types("/acties")


async def test_a_day_in_the_line_that_may_be_two_is_asked_about(school_office: Office) -> None:
    chair = Caller(school_office, CHAIR)
    assert "Welke dag bedoel je?" in await chair.types("/afspraak ouders bellen maandag")
    assert "Klaar op: ma 30 nov 2026" in await chair.taps("ma 30 nov 2026")


async def test_a_day_may_be_typed(school_office: Office) -> None:
    chair = Caller(school_office, CHAIR)
    await proposed(chair)
    assert "Klaar op: vr 11 dec 2026" in await chair.types("vr 11 dec")


async def test_a_weekday_that_is_not_that_date_is_asked_about(school_office: Office) -> None:
    chair = Caller(school_office, CHAIR)
    await proposed(chair)
    assert "Welke dag bedoel je?" in await chair.types("vr 12 dec")
    assert (await chair.labels())[:2] == ["vr 11 dec 2026", "za 12 dec 2026"]


async def test_a_day_that_has_passed_or_lies_beyond_the_calendar_is_said_to_be_so(school_office: Office) -> None:
    chair = Caller(school_office, CHAIR)
    await proposed(chair)
    assert "Die dag is voorbij." in await chair.types("20 nov")
    assert "Die datum ken ik niet." in await chair.types("12-3-2031")


async def test_words_that_are_too_long_are_refused_and_the_next_line_is_taken(school_office: Office) -> None:
    chair = Caller(school_office, CHAIR)
    await chair.types("/afspraak")
    assert "hooguit 200 tekens" in await chair.types("rooster aanpassen " * 12)
    assert "Wie is regiehouder?" in await chair.types("mentor belt de ouders")


async def test_a_name_never_gets_past_the_door(school_office: Office) -> None:
    chair = Caller(school_office, CHAIR)
    await chair.types("/afspraak")
    assert "Ik zie een naam." in await chair.types("Fatima belt de ouders")
    await chair.taps("Zo versturen")
    assert "Fatima" not in await chair.taps("Brugfunctionaris")


async def test_a_question_typed_instead_is_answered_with_one_tap(school_office: Office) -> None:
    chair = Caller(school_office, CHAIR)
    await chair.types("/afspraak")
    await chair.types("wie doet onderzoek naar dyslexie")
    assert "Dat weet ik niet." in await chair.taps("Dit was iets anders")
    assert "Wie is regiehouder?" not in await chair.types("rooster aanpassen")


async def test_a_second_tap_keeps_nothing_more(school_office: Office) -> None:
    chair = Caller(school_office, CHAIR)
    await proposed(chair)
    await chair.taps("ma 7 dec 2026")
    await chair.taps("Ja, leg dit vast")
    assert "Begin opnieuw met /afspraak." in await chair.taps("Ja, leg dit vast")
    assert (await chair.types("/acties")).count("mentor belt de ouders") == 1


async def test_who_serves_two_schools_picks_the_school_and_sees_it_in_the_list(school_office: Office) -> None:
    officer = Caller(school_office, OFFICER)
    assert "Om welke school gaat het?" in await officer.types("/afspraak verzuim bekijken")
    assert "Wie is regiehouder?" in await officer.taps("De Stroom")
    await officer.taps("Leerplichtambtenaar")
    await officer.taps("di 24 nov 2026")
    await officer.taps("Ja, leg dit vast")
    assert "24 nov: verzuim bekijken · De Stroom" in await officer.types("/acties")


async def test_another_day_and_no_longer_needed_are_two_taps_away(school_office: Office, clock: Clock) -> None:
    officer = Caller(school_office, OFFICER)
    await officer.types("/afspraak verzuim bekijken")
    await officer.taps("De Stroom")
    await officer.taps("Leerplichtambtenaar")
    await officer.taps("di 24 nov 2026")
    await officer.taps("Ja, leg dit vast")
    clock.passes(3 * 86_400)
    assert "(datum voorbij)" in await officer.types("/acties")
    await officer.taps("1")
    await officer.taps("Andere dag")
    assert "Klaar op: do 3 dec 2026" in await officer.taps("do 3 dec 2026")
    assert "Niet meer nodig. De afspraak is afgesloten." in await officer.taps("Niet meer nodig")


async def test_a_mentor_makes_no_agreements(school_office: Office) -> None:
    assert "Dat kan ik niet voor je doen." in await Caller(school_office, MENTOR).types("/afspraak ouders bellen")
