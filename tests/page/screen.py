"""What somebody sees of the chat page and does in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol, TypedDict, Unpack

from playwright.async_api import Browser, ConsoleMessage, Error, Locator, Page, Request, expect
from world import CHATS, GROUP, World

PATIENCE = 8_000
PHONE = (360, 740)
DESKTOP = (1200, 800)


class Habits(TypedDict, total=False):
    """How somebody opens the page; `size` is in CSS pixels."""

    group: bool
    size: tuple[int, int]
    dark: bool


class Screen:
    """One browser window, in the hands of one persona."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.composer = page.get_by_test_id("composer")
        self.thread = page.get_by_test_id("thread")
        self.messages = self.thread.locator("article")
        self.latest = self.messages.last

    async def asks(self, text: str) -> None:
        """Type a text and send it with Enter."""
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def sees(self, *words: str) -> Locator:
        """Wait until the newest message holds all these words; give it."""
        for word in words:
            await expect(self.latest).to_contain_text(word)
        return self.latest

    async def taps(self, label: str) -> None:
        """Press the button of this label under the newest message."""
        await self.latest.get_by_role("button", name=label, exact=True).click()

    async def must_fit(self) -> None:
        """Nothing scrolls sideways, and the composer is wholly on the screen."""
        for place in (self.page.locator("html"), self.page.locator("body"), self.thread):
            assert await place.evaluate("el => el.scrollWidth <= el.clientWidth")
        await expect(self.composer).to_be_in_viewport(ratio=1)


class OpenScreen(Protocol):
    """Opens the page as a persona."""

    async def __call__(self, persona: str, **habits: Unpack[Habits]) -> Screen: ...


@asynccontextmanager
async def opened_screen(
    browser: Browser,
    world: World,
    persona: str,
    **habits: Unpack[Habits],
) -> AsyncIterator[Screen]:
    """The page as this persona, in the private chat or in the group, until the test is over."""
    width, height = habits.get("size", DESKTOP)
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if habits.get("dark") else "light",
        reduced_motion="reduce",
        locale="nl-NL",
    )
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    troubles: list[str] = []
    _listen(page, troubles)
    try:
        await page.goto(f"{world.url}/#{persona}/{GROUP if habits.get('group') else CHATS[persona]}")
        await expect(page.get_by_test_id("title")).not_to_be_empty()
        yield Screen(page)
        assert troubles == []
    finally:
        await context.close()


def _listen(page: Page, troubles: list[str]) -> None:
    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            troubles.append(message.text)

    def error(problem: Error) -> None:
        troubles.append(str(problem))

    def failed(request: Request) -> None:
        if "/api/events" not in request.url:
            troubles.append(f"{request.method} {request.url}: {request.failure}")

    page.on("console", console)
    page.on("pageerror", error)
    page.on("requestfailed", failed)
