"""No pupil in Telegram: what somebody types, shares, edits or passes on is looked at before it is stored."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from world import BOT, Phone, World


async def mine(phone: Phone) -> list[str]:
    return [message.text for message in await phone.messages() if message.raw["mine"]]


def kept_anywhere(home: Path, *words: str) -> list[str]:
    """Give which of these words stand in the bot's database or its log of changes."""
    files = [file.read_bytes() for file in home.glob("wegwijs.db*")]
    return [word for word in words if any(word.encode() in content for content in files)]


async def test_a_name_is_told_cleaned_approved_and_answered(world: World, tmp_path: Path) -> None:
    phone = world.phone("mentor")
    await phone.types("wie betaalt een laptop bij dyslexie voor Quintijn?")
    told = await phone.sees("Ik zie een naam.", "wie betaalt een laptop bij dyslexie voor [naam]?")
    assert told.labels == ["Zo versturen", "Niet versturen"]
    assert await mine(phone) == []
    await phone.taps("Zo versturen")
    await phone.hears("Hulpmiddelen bij dyslexie", "Eerste stap")
    assert (await phone.hears("Verstuurd:")).labels == []
    assert kept_anywhere(tmp_path, "Quintijn") == []


async def test_what_is_not_sent_is_not_answered(world: World) -> None:
    phone = world.phone("mentor")
    await phone.types("wie betaalt een laptop bij dyslexie voor Quintijn?")
    await phone.sees("Ik zie een naam.")
    await phone.taps("Niet versturen")
    await phone.sees("Niet verstuurd. Er is niets bewaard.")


async def test_a_message_that_gets_a_name_later_is_treated_the_same(world: World, tmp_path: Path) -> None:
    phone = world.phone("mentor")
    asked = await phone.types("wie betaalt een laptop bij dyslexie?")
    await phone.sees("Hulpmiddelen bij dyslexie")
    await phone.edits(asked, "wie betaalt een laptop bij dyslexie voor Quintijn?")
    await phone.sees("Ik zie een naam.")
    assert await mine(phone) == []
    assert kept_anywhere(tmp_path, "Quintijn") == []


async def test_a_photo_is_refused_kindly_and_taken_away(world: World, tmp_path: Path) -> None:
    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    phone = world.phone("mentor")
    await phone.sends_photo(content.getvalue(), "brief van de huisarts van Quintijn")
    await phone.sees("Ik lees alleen tekst.", "niets bewaard")
    assert len(await phone.messages()) == 1
    assert kept_anywhere(tmp_path, "Quintijn", "PgAC") == []


async def test_a_contact_and_a_place_are_taken_away_likewise(world: World, tmp_path: Path) -> None:
    phone = world.phone("mentor")
    await phone.shares("contact", first_name="Quintijn", phone_number="+31612345678")
    await phone.sees("In een contact staan een naam en een nummer.")
    await phone.shares("location", latitude="52.155", longitude="5.387")
    await phone.sees("Een plek kan laten zien waar een leerling woont.")
    assert await mine(phone) == []
    assert kept_anywhere(tmp_path, "Quintijn", "612345678", "52.155") == []


async def test_of_a_forwarded_message_who_wrote_it_is_not_kept(world: World, tmp_path: Path) -> None:
    phone = world.phone("mentor")
    await phone.forwards("wie betaalt een laptop bij dyslexie?", of="Quintijn Achterberg")
    await phone.sees("Hulpmiddelen bij dyslexie")
    assert kept_anywhere(tmp_path, "Quintijn", "Achterberg") == []


async def test_where_the_bot_may_not_take_it_away_it_says_so(world: World, tmp_path: Path) -> None:
    world.may_refuse = ("too_late", "not_deleted")
    phone = world.phone("mentor", group=True)
    await phone.types(f"@{BOT} wie betaalt een laptop bij dyslexie voor Quintijn?")
    await phone.hears("Ik zie een naam.")
    await phone.hears("Verwijder je bericht zelf")
    assert kept_anywhere(tmp_path, "Quintijn") == []


async def test_danger_comes_first_also_with_a_name_in_it(world: World, tmp_path: Path) -> None:
    phone = world.phone("mentor")
    await phone.types("Quintijn zegt dat hij niet meer wil leven en heeft pillen verzameld")
    await phone.sees("Ik zie een naam.")
    first, _ = await phone.messages()
    assert first.text.startswith("Is er nu gevaar? Bel 112.")
    assert await mine(phone) == []
    assert kept_anywhere(tmp_path, "Quintijn") == []


async def test_a_signal_with_a_name_in_it_is_asked_the_code(world: World, tmp_path: Path) -> None:
    phone = world.phone("mentor")
    await phone.types("/signaal Quintijn ziek sinds gisteren")
    await phone.sees("Ik zie een naam.")
    await phone.taps("Zo versturen")
    await phone.hears("Wat wil je melden?")
    assert kept_anywhere(tmp_path, "Quintijn") == []
