"""A question in free words, typed in the chat page."""

import pytest
from playwright.async_api import expect
from screen import PHONE, OpenScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_mentor_types_who_assesses_dyslexia_and_reads_a_cited_answer(look: OpenScreen) -> None:
    screen = await look("mentor")
    await screen.asks("wie doet onderzoek naar dyslexie?")
    answer = await screen.sees("Onderzoek naar dyslexie", "Eerste stap:", "Bron:", "bijlage 9", "zekerheid: middel")
    why = answer.get_by_text("«Onderzoek naar dyslexie, niet zijnde ED»")
    assert await why.evaluate("el => el.scrollHeight > el.clientHeight")
    await answer.get_by_role("button", name="Toon meer").click()
    await expect(answer.get_by_role("button", name="Toon minder")).to_be_visible()
    assert await why.evaluate("el => el.scrollHeight === el.clientHeight")


async def test_on_a_phone_a_long_answer_is_read_from_its_beginning(look: OpenScreen) -> None:
    screen = await look("mentor", size=PHONE)
    await screen.asks("wie doet onderzoek naar dyslexie?")
    answer = await screen.sees("Klopt dit niet?")
    await expect(screen.messages.first.get_by_test_id("text")).to_be_in_viewport(ratio=1)
    await expect(answer.locator("b", has_text="Onderzoek naar dyslexie")).to_be_in_viewport(ratio=1)
    await expect(answer.get_by_role("button", name="Klopt dit niet?")).not_to_be_in_viewport()
    await screen.page.get_by_role("button", name="Naar het laatste bericht").click()
    await expect(answer.get_by_role("button", name="Klopt dit niet?")).to_be_in_viewport(ratio=1)


async def test_on_a_phone_danger_shows_the_emergency_number_first(look: OpenScreen) -> None:
    screen = await look("mentor", size=PHONE)
    await screen.asks("leerling zegt dat ze niet meer wil leven en heeft pillen verzameld")
    await expect(screen.messages.nth(1).get_by_text("Bel 112.")).to_be_in_viewport(ratio=1)


async def test_a_condition_is_answered_with_a_button_and_read_from_its_beginning(look: OpenScreen) -> None:
    screen = await look("brug", size=PHONE)
    await screen.asks("wie doet onderzoek naar dyslexie?")
    await screen.sees("Wie heeft een vraag waarvoor het onderzoek nodig is?")
    await screen.taps("Alleen de ouders")
    told = await screen.sees("Alleen de ouders", "bewerkt", "← Het hele antwoord")
    await expect(told.locator("b").first).to_be_in_viewport(ratio=1)
    assert await screen.messages.count() == 2


async def test_the_keyboard_alone_is_enough_to_ask_and_to_press_a_button(look: OpenScreen) -> None:
    screen = await look("mentor")
    keys, focused = screen.page.keyboard, screen.page.locator(":focus")
    await keys.press("Tab")
    await expect(focused).to_have_text("Naar het berichtveld")
    await keys.press("Enter")
    await expect(screen.composer).to_be_focused()
    await keys.type("wie betaalt een laptop bij dyslexie?")
    await keys.press("Enter")
    answer = await screen.sees("Hulpmiddelen bij dyslexie", "Bron:")
    for _ in range(3):
        await keys.press("Shift+Tab")
    await expect(answer.get_by_role("button", name="Klopt dit niet?")).to_be_focused()
    await keys.press("Enter")
    await screen.sees("Wat klopt er niet aan «Hulpmiddelen bij dyslexie»?")


async def test_a_reload_keeps_the_chat_and_the_place(look: OpenScreen) -> None:
    screen = await look("leerplicht")
    await screen.asks("wie betaalt een laptop bij dyslexie?")
    await screen.sees("Bron:")
    await screen.page.reload()
    await screen.sees("Hulpmiddelen bij dyslexie", "Bron:")
    assert await screen.messages.count() == 2
    await expect(screen.page.get_by_test_id("persona-leerplicht")).to_have_attribute("aria-expanded", "true")


async def test_somebody_who_reads_english_sees_an_english_page_and_answer(look: OpenScreen) -> None:
    screen = await look("jeugdarts")
    await expect(screen.page.locator("html")).to_have_attribute("lang", "en")
    await expect(screen.page.get_by_test_id("empty")).to_contain_text("Never mention names of pupils.")
    await screen.page.get_by_role("button", name="who does a dyslexia assessment?").click()
    await expect(screen.page.get_by_role("textbox", name="Message")).to_be_focused()
    await screen.page.get_by_role("button", name="Send", exact=True).click()
    await screen.sees("First step:", "Source:")
