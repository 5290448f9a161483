"""A question in free words, asked on a phone."""

from world import World


async def test_a_mentor_asks_who_assesses_dyslexia_and_gets_a_cited_answer(world: World) -> None:
    phone = world.phone("mentor")
    await phone.types("wie doet onderzoek naar dyslexie?")
    answer = await phone.sees("Onderzoek naar dyslexie", "Eerste stap:", "Bron:")
    assert "De school regelt en betaalt" in answer.text
    assert "bijlage 9" in answer.text
    assert "«Onderzoek naar dyslexie, niet zijnde ED»" in answer.text
    assert "zekerheid: middel" in answer.text


async def test_somebody_with_an_english_phone_is_answered_in_english(world: World) -> None:
    phone = world.phone("jeugdarts")
    await phone.types("wie doet onderzoek naar dyslexie?")
    answer = await phone.sees("First step:", "Source:")
    assert "appendix 9" in answer.text


async def test_what_sounds_like_danger_shows_the_emergency_numbers_first(world: World) -> None:
    phone = world.phone("mentor")
    await phone.types("leerling zegt dat ze niet meer wil leven en heeft pillen verzameld")
    first = (await phone.sees_in_all(2))[1]
    assert first.text.startswith("Is er nu gevaar? Bel 112.")
    for number in ("112", "0800-2000", "113", "0800-0113"):
        assert number in first.text


async def test_a_question_outside_the_field_is_admitted_and_kept_for_the_editors(world: World) -> None:
    phone = world.phone("mentor")
    await phone.types("welke trein gaat er naar het strand")
    await phone.sees("Dat weet ik niet.", "ondersteuningscoördinator")
    (kept,) = await world.editor_questions()
    assert (kept.kind, kept.words) == ("unanswered", "welke trein gaat er naar het strand")


async def test_a_condition_is_asked_with_buttons_and_its_answer_replaces_the_message(world: World) -> None:
    phone = world.phone("brug")
    await phone.types("/tabel")
    await phone.sees("Wie betaalt wat?")
    for label in ("Hulp bij leerproblemen", "Begeleider op school", "Eerste stap en meer"):
        asked = await phone.taps_and_sees(label)
    assert "Waarvoor is de begeleiding vooral bedoeld?" in asked.text
    assert len(asked.labels) <= 4
    await phone.taps("Zichzelf leren redden")
    told = await phone.sees("Zichzelf leren redden", "Jeugdwet")
    assert told.raw["message_id"] == asked.raw["message_id"]
    await phone.taps("← Het hele antwoord")
    await phone.sees("Waarvoor is de begeleiding vooral bedoeld?")


async def test_abbreviations_are_written_out_on_tap(world: World) -> None:
    phone = world.phone("mentor")
    await phone.types("wat doet het AOJ-team?")
    await phone.sees("AOJ")
    await phone.taps("Afkortingen")
    await phone.sees("Afkortingen in dit antwoord", "AOJ:")


async def test_an_answer_can_be_disputed_without_saying_who(world: World) -> None:
    phone = world.phone("mentor")
    await phone.types("wie betaalt een laptop bij dyslexie?")
    await phone.sees("Hulpmiddelen bij dyslexie")
    await phone.taps("Klopt dit niet?")
    await phone.sees("Wat klopt er niet aan «Hulpmiddelen bij dyslexie»?")
    await phone.taps("Het antwoord is fout")
    await phone.sees("De redactie kijkt ernaar.")
    (kept,) = await world.editor_questions()
    assert (kept.kind, kept.topic, kept.reason) == ("disputed", "dyslexie.hulpmiddelen", "fout")
    assert kept.words == "wie betaalt een laptop bij dyslexie?"
    assert not hasattr(kept, "telegram_id")


async def test_a_dispute_can_be_dropped_and_then_nothing_is_kept(world: World) -> None:
    phone = world.phone("mentor")
    await phone.types("wie betaalt een laptop bij dyslexie?")
    await phone.sees("Hulpmiddelen bij dyslexie")
    await phone.taps("Klopt dit niet?")
    await phone.sees("Wat klopt er niet")
    await phone.taps("Laat maar")
    await phone.sees("er is niets bewaard")
    assert await world.editor_questions() == []


async def test_two_topics_fit_and_one_question_with_at_most_four_buttons_is_asked(world: World) -> None:
    phone = world.phone("mentor")
    asked = await phone.asks("dyslexie")
    assert "?" in asked.text
    assert 2 <= len(asked.labels) <= 4
    await phone.taps(asked.labels[0])
    await phone.sees("Eerste stap:", "Bron:")
