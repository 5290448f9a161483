"""Groups, inline cards, and whatever else people send."""

from world import BOT, World


async def test_in_a_group_the_bot_answers_only_when_it_is_named(world: World) -> None:
    phone = world.phone("mentor", group=True)
    await phone.types("wie doet onderzoek naar dyslexie?")
    asked = await phone.types(f"@{BOT} wie betaalt een laptop bij dyslexie?")
    answer = await phone.sees("Hulpmiddelen bij dyslexie")
    assert answer.raw["reply_to"] == asked
    assert len(await phone.messages()) == 3


async def test_inline_mode_offers_answer_cards_in_any_chat(world: World) -> None:
    phone = world.phone("coordinator", group=True)
    cards = (await phone.looks_up("dyslexie laptop"))["results"]
    assert cards[0]["title"] == "Hulpmiddelen bij dyslexie"
    await phone.posts_card("dyslexie laptop", cards[0]["id"])
    posted = (await phone.messages())[-1]
    assert posted.raw["via"] == f"@{BOT}"
    assert "Bron:" in posted.text


async def test_inline_mode_offers_something_before_anything_is_typed(world: World) -> None:
    assert len((await world.phone("mentor").looks_up(""))["results"]) >= 3


async def test_an_unknown_command_names_those_that_exist(world: World) -> None:
    phone = world.phone("mentor")
    await phone.types("/roosters")
    await phone.sees("Dat commando ken ik niet.", "/help")


async def test_an_edited_question_is_not_answered_silently(world: World) -> None:
    phone = world.phone("mentor")
    asked = await phone.types("welke trein gaat er naar het strand")
    await phone.sees("Dat weet ik niet.")
    await phone.edits(asked, "wie doet onderzoek naar dyslexie?")
    await phone.sees("Stuur je vraag als nieuw bericht.")


async def test_a_button_that_still_leads_somewhere_works_however_old_the_message(world: World) -> None:
    phone = world.phone("mentor")
    greeting = await phone.asks("/start")
    await phone.taps_on(greeting, greeting.data_of("Wie betaalt wat? De tabel"))
    await phone.sees("Wie betaalt wat?")


async def test_somebody_who_blocked_the_bot_is_noted_and_can_come_back(world: World) -> None:
    world.may_refuse = ("too_late", "blocked")
    phone = world.phone("mentor")
    await phone.types("/start")
    await phone.sees("Welkom")
    await phone.blocks_the_bot()
    await phone.unblocks_the_bot()
    await phone.types("/help")
    await phone.sees("Zo werkt Wegwijs")
