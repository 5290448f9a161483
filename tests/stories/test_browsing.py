"""Finding one's way by buttons: the table, the route map, who is who, languages and help."""

from world import World

ROWS = 31


async def test_every_row_of_the_table_is_three_taps_away(world: World) -> None:
    phone = world.phone("brug")
    await phone.types("/tabel")
    blocks = await phone.sees("Wie betaalt wat?")
    rows = 0
    for block in blocks.labels:
        await phone.taps(block)
        shown = await phone.sees("Waar gaat het om?")
        rows += len(shown.labels) - 1
        await phone.taps("← Alle onderwerpen")
        await phone.sees("Wie betaalt wat?")
    assert rows == ROWS


async def test_a_row_shows_both_acts_and_how_certain_we_are(world: World) -> None:
    phone = world.phone("brug")
    await phone.types("/tabel")
    await phone.sees("Wie betaalt wat?")
    await phone.taps("Overige")
    await phone.sees("Waar gaat het om?")
    await phone.taps("Ergotherapie")
    row = await phone.sees("Jeugdwet (gemeente): – nee", "Onderwijswetten (school): ✓ ja", "Anders: anders Zvw")
    assert "zekerheid: hoog" in row.text
    await phone.taps("Eerste stap en meer")
    await phone.sees("Eerste stap:")


async def test_the_route_map_comes_as_a_picture_and_can_be_walked_to_the_end(world: World) -> None:
    phone = world.phone("mentor")
    await phone.types("/routekaart")
    (_, shown) = await phone.sees_in_all(2)
    assert shown.raw["photo"]["width"] == 1080
    for place in ("Er is iets aan de hand", "Vaak afwezig", "Vaak of lang ziek"):
        shown = await phone.taps_and_sees(place)
        assert "Bron:" in shown.text
        assert len(shown.labels) <= 4
    await phone.taps("Meer hierover")
    await phone.sees("Eerste stap:")


async def test_who_is_who_tells_what_a_role_does_with_its_source(world: World) -> None:
    phone = world.phone("mentor")
    await phone.types("/wie")
    await phone.sees("Wie is wie?")
    await phone.taps("Wat doet elke rol?")
    roles = await phone.sees("Deze vier horen er altijd bij")
    assert len(roles.labels) == 5
    await phone.taps("Brugfunctionaris")
    told = await phone.sees("Bron:")
    assert "wijkteam" in told.text
    await phone.taps("← Iedereen")
    await phone.sees("Deze vier horen er altijd bij")
    await phone.taps("Volgende →")
    await phone.sees("Deze rollen horen er per vraag of per school bij")
    await phone.taps("Jongerenwerker (Indebuurt033)")
    await phone.sees("Staat dicht bij jongeren", "Bron:")


async def test_a_member_chooses_english_and_is_answered_in_it_from_then_on(world: World) -> None:
    phone = world.phone("mentor")
    await phone.types("/taal")
    await phone.sees("In welke taal")
    await phone.taps("English")
    await phone.sees("From now on I answer in English.")
    await phone.types("wie betaalt een laptop bij dyslexie?")
    await phone.sees("First step:")


async def test_start_and_help_say_what_one_can_do(world: World) -> None:
    phone = world.phone("mentor")
    await phone.types("/start")
    greeting = await phone.sees("Welkom bij Wegwijs.", "Noem geen namen")
    assert len(greeting.labels) == 4
    await phone.taps("Hulp")
    await phone.sees("/tabel", "/routekaart", "/wie", "112")


async def test_commands_are_listed_in_the_readers_language(world: World) -> None:
    await world.phone("mentor").types("/start")
    await world.phone("mentor").sees("Welkom")
    dutch = (await world.phone("mentor").chat_state())["commands"]
    english = (await world.phone("jeugdarts").chat_state())["commands"]
    commands = [c["command"] for c in dutch]
    assert {"routekaart", "signaal", "zaken", "evaluatie", "trends", "privacy", "taal"} <= set(commands)
    assert (commands[0], commands[-1]) == ("tabel", "help")
    assert dutch[0]["description"] == "Jeugdwet of onderwijs: wie betaalt wat?"
    assert english[0]["description"] == "Jeugdwet or education: who pays for what?"
