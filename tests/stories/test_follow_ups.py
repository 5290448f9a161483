"""A conversation keeps its thread."""

from world import World


async def test_who_pays_for_that_is_understood_within_the_last_answer(world: World) -> None:
    phone = world.phone("mentor")
    await phone.asks("wie betaalt een laptop bij dyslexie?")
    step = await phone.asks("en wat is de eerste stap?")
    assert "Eerste stap:" in step.text
    assert "Let op:" not in step.text
    paid = await phone.asks("en wie betaalt dat?")
    assert "De school regelt en betaalt hulpmiddelen" in paid.text
    assert "Het hele antwoord" in paid.labels


async def test_a_new_question_is_never_swallowed_by_the_last_answer(world: World) -> None:
    phone = world.phone("mentor")
    await phone.asks("wie betaalt een laptop bij dyslexie?")
    told = await phone.asks("wat doet de brugfunctionaris?")
    assert "brugfunctionaris" in told.text
    assert "Hulpmiddelen" not in told.text


async def test_a_question_taken_for_a_follow_up_can_be_asked_anew(world: World) -> None:
    phone = world.phone("mentor")
    await phone.asks("wie betaalt een laptop bij dyslexie?")
    await phone.asks("en wie betaalt dat?")
    shown = await phone.taps_and_sees("Nee, dit is een nieuwe vraag")
    assert "Het hele antwoord" not in shown.labels


async def test_somebody_else_in_a_group_does_not_inherit_the_thread(world: World) -> None:
    await world.phone("mentor", group=True).asks("@WegwijsDemoBot wie betaalt een laptop bij dyslexie?")
    told = await world.phone("brug", group=True).asks("@WegwijsDemoBot en wie betaalt dat?")
    assert "Het hele antwoord" not in told.labels
