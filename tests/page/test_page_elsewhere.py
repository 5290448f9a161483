"""Other people, groups, cards, pictures and blocking, in the chat page."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import expect
from screen import PHONE, OpenScreen
from world import BOT, GROUP

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOOKUP_PAUSE = 400


async def test_what_is_said_in_the_group_is_counted_as_unread_at_the_others(look: OpenScreen) -> None:
    screen = await look("coordinator", group=True)
    await screen.asks(f"@{BOT} wie betaalt een laptop bij dyslexie?")
    await screen.sees("Hulpmiddelen bij dyslexie")
    mentor, brug = (screen.page.get_by_test_id(f"persona-{persona}") for persona in ("mentor", "brug"))
    for other in (mentor, brug):
        await expect(other.get_by_test_id("unread")).to_have_text("2")
    await expect(screen.page.get_by_test_id("persona-coordinator").get_by_test_id("unread")).to_be_hidden()
    await brug.click()
    await screen.page.get_by_test_id(f"chat-{GROUP}").click()
    await expect(brug.get_by_test_id("unread")).to_be_hidden()
    await expect(mentor.get_by_test_id("unread")).to_have_text("2")


async def test_a_question_sent_at_once_leaves_no_list_of_cards_behind(look: OpenScreen) -> None:
    screen = await look("coordinator", group=True)
    await screen.asks(f"@{BOT} wie betaalt een laptop bij dyslexie?")
    await screen.sees("Hulpmiddelen bij dyslexie")
    await screen.page.wait_for_timeout(LOOKUP_PAUSE)
    await expect(screen.page.get_by_test_id("inline-result")).to_have_count(0)


async def test_the_route_map_is_a_picture_that_can_be_enlarged_and_walked_on(look: OpenScreen) -> None:
    screen = await look("mentor", size=PHONE)
    await screen.asks("/routekaart")
    shown = await screen.sees("Waar sta je nu?")
    picture = shown.get_by_role("img").first
    await expect(picture).to_be_in_viewport(ratio=1)
    assert await picture.evaluate("img => img.decode().then(() => img.naturalWidth)") == 1080
    await picture.click()
    await expect(screen.page.get_by_test_id("lightbox").get_by_role("img")).to_be_in_viewport(ratio=1)
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.get_by_test_id("lightbox")).to_have_count(0)
    await screen.taps("Steun binnen de school")
    step = await screen.sees("PM0: intake", "Bron:")
    await expect(step.locator("b").first).to_be_in_viewport(ratio=1)


async def test_the_name_of_the_bot_offers_cards_and_enter_posts_one(look: OpenScreen) -> None:
    screen = await look("mentor", group=True)
    await screen.composer.press_sequentially(f"@{BOT} dyslexie laptop")
    card = screen.page.get_by_test_id("inline-result").first
    await expect(card).to_contain_text("Hulpmiddelen bij dyslexie")
    await expect(card).to_have_attribute("aria-selected", "true")
    await screen.composer.press("Enter")
    await screen.sees(f"via @{BOT}", "Hulpmiddelen bij dyslexie", "Bron:")


async def test_the_commands_are_listed_as_one_types_a_slash(look: OpenScreen) -> None:
    screen = await look("mentor")
    await screen.page.get_by_role("button", name="Start", exact=True).click()
    await screen.sees("Welkom bij Wegwijs.")
    await screen.composer.press_sequentially("/wi")
    await expect(screen.page.get_by_test_id("command")).to_have_count(1)
    await screen.composer.press("Enter")
    await screen.sees("Wie is wie?")


async def test_a_photo_is_sent_after_a_look_at_it_refused_kindly_and_taken_away(look: OpenScreen) -> None:
    screen = await look("mentor")
    content = BytesIO()
    Image.new("RGB", (40, 30)).save(content, "PNG")
    await screen.page.get_by_role("button", name="Bijlage toevoegen").click()
    async with screen.page.expect_file_chooser() as chooser:
        await screen.page.get_by_role("menuitem", name="Foto").click()
    await (await chooser.value).set_files({"name": "brief.png", "mimeType": "image/png", "buffer": content.getvalue()})
    await screen.page.get_by_role("dialog", name="Foto versturen").get_by_role("button", name="Verstuur").click()
    await screen.sees("Ik lees alleen tekst.")
    await expect(screen.messages.get_by_role("img")).to_have_count(0)


async def test_who_blocks_the_bot_cannot_write_until_unblocking(look: OpenScreen) -> None:
    screen = await look("jongerenwerker")
    await screen.page.get_by_role("button", name="Menu van deze chat").click()
    await screen.page.get_by_role("menuitem", name="Blokkeer de bot").click()
    await expect(screen.composer).to_be_hidden()
    await screen.page.get_by_role("button", name="Deblokkeer de bot").click()
    await screen.asks("/help")
    await screen.sees("Zo werkt Wegwijs")


async def test_the_clock_of_the_demo_is_put_forward_from_the_menu_of_a_chat(look: OpenScreen) -> None:
    screen = await look("mentor", size=PHONE)
    await screen.page.get_by_test_id("chat-menu").click()
    await screen.page.get_by_test_id("menu-day-later").click()
    await expect(screen.page.get_by_test_id("toast")).to_contain_text("In de demo is het nu")
