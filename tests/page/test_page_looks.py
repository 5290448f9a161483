"""What the chat page looks like: on a phone, in the dark, and where there is no browser."""

from pathlib import Path

import pytest
from chromium import found_chromium
from playwright.async_api import Locator, expect
from screen import PHONE, OpenScreen
from world import GROUP

READABLE = 4.5


@pytest.mark.asyncio(loop_scope="session")
async def test_on_a_phone_nothing_scrolls_sideways_and_the_composer_stays(look: OpenScreen) -> None:
    screen = await look("mentor", size=PHONE)
    await expect(screen.page.get_by_test_id("empty")).to_be_visible()
    await screen.must_fit()
    for text, answer in (("wie doet onderzoek naar dyslexie?", "Bron:"), ("/tabel", "Wie betaalt wat?")):
        await screen.asks(text)
        await screen.sees(answer)
        await screen.must_fit()
    await screen.page.get_by_test_id("switch-coordinator").click()
    await screen.must_fit()
    await screen.page.get_by_role("button", name="Terug naar de lijst").click()
    await expect(screen.page.get_by_test_id(f"chat-{GROUP}")).to_be_in_viewport(ratio=1)
    assert await screen.page.locator("body").evaluate("el => el.scrollWidth <= el.clientWidth")


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("dark", [False, True])
async def test_an_answer_is_readable_in_the_light_and_in_the_dark(look: OpenScreen, dark: bool) -> None:
    screen = await look("mentor", dark=dark)
    await screen.asks("wie betaalt een laptop bij dyslexie?")
    answer = await screen.sees("Bron:")
    words, paper = await _luminance(answer.get_by_test_id("text"), "color"), await _luminance(answer.locator(".bubble"))
    assert (words > paper) is dark
    assert (max(words, paper) + 0.05) / (min(words, paper) + 0.05) >= READABLE


@pytest.mark.asyncio(loop_scope="session")
async def test_a_chosen_theme_is_remembered(look: OpenScreen) -> None:
    screen = await look("mentor")
    await screen.page.get_by_role("button", name="Donker thema").click()
    await screen.page.reload()
    await expect(screen.page.get_by_role("button", name="Licht thema")).to_be_visible()
    assert await _luminance(screen.page.locator("body")) < 0.2


def test_without_a_browser_the_page_is_skipped_with_a_plain_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="There is no chromium on this computer"):
        found_chromium()


def test_without_a_browser_ci_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="CI has to test the page"):
        found_chromium()


async def _luminance(el: Locator, what: str = "backgroundColor") -> float:
    """The relative luminance (WCAG 2) of a colour as the browser computed it, 0 to 1."""
    colour = await el.evaluate(f"el => getComputedStyle(el).{what}")
    red, green, blue = (int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(","))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
