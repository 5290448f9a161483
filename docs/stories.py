"""Makes a picture of each story of the closed loop, from the running demo: `.venv/bin/python docs/stories.py`."""

import asyncio
import shutil
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import httpx
from playwright.async_api import Browser, Locator, Page, async_playwright, expect
from screenshots import IMAGES, demo, keep, opened

from bot.local_time import local
from knowledge.calendar import region_calendar

CHATS = {"mentor": 701, "coordinator": 702, "brug": 703, "jeugdarts": 704}
PHONE = {"width": 360, "height": 740}
TUESDAY = 1
SETTLED = 900
PATIENCE = 15_000
DAY = timedelta(days=1)
SECOND = "ligt al bij"


@dataclass
class School:
    """The demo in a browser: a phone for each of its people, and its clock."""

    browser: Browser
    url: str
    web: httpx.AsyncClient
    phones: dict[str, Page] = field(default_factory=dict)

    async def phone(self, persona: str) -> Page:
        """Give somebody's phone."""
        if persona not in self.phones:
            address = f"{self.url}/#{persona}/{CHATS[persona]}"
            self.phones[persona] = await opened(self.browser, address, **PHONE)
            self.phones[persona].set_default_timeout(PATIENCE)
        return self.phones[persona]

    async def types(self, persona: str, text: str) -> None:
        """Let somebody send a text."""
        composer = (await self.phone(persona)).get_by_test_id("composer")
        await composer.fill(text)
        await composer.press("Enter")

    async def logs(self, text: str) -> None:
        """Let the mentor log a signal and confirm it."""
        await self.types("mentor", text)
        await self.sees("mentor", "Klopt dit?")
        await self.taps("mentor", "Ja, bewaar dit")
        asked = (await self.phone("mentor")).locator("article").filter(has_text="Klopt dit?")
        await expect(asked).to_have_count(0, timeout=PATIENCE)

    async def sees(self, persona: str, words: str) -> Locator:
        """Wait until the newest message with these words is there; give it."""
        message = (await self.phone(persona)).locator("article").filter(has_text=words).last
        await expect(message).to_be_visible(timeout=PATIENCE)
        return message

    async def taps(self, persona: str, label: str) -> None:
        """Press the newest button with this label."""
        await (await self.phone(persona)).get_by_role("button", name=label, exact=True).last.click()

    async def pictures(self, persona: str, name: str, words: str) -> None:
        """Keep what somebody sees with the newest message of these words, and its buttons, at the bottom."""
        page, message = await self.phone(persona), await self.sees(persona, words)
        await page.bring_to_front()
        await page.wait_for_timeout(SETTLED)
        await message.evaluate("message => message.scrollIntoView({ block: 'end' })")
        await page.wait_for_timeout(SETTLED)
        await keep(page, f"stories/{name}.png")

    async def today(self) -> date:
        """Give the day it is in the demo."""
        state = (await self.web.get("/api/state")).raise_for_status().json()
        return local(datetime.fromtimestamp(state["clock"], UTC)).date()

    async def goes_to(self, day: date) -> None:
        """Put the clock forward to the same time on a day."""
        hours = (day - await self.today()).days * 24
        (await self.web.post("/api/clock", json={"persona": "mentor", "hours": hours})).raise_for_status()


async def main() -> None:
    """Live through the stories, one after the other, in one demo."""
    chromium = shutil.which("chromium") or sys.exit("There is no chromium on this computer.")
    (IMAGES / "stories").mkdir(exist_ok=True)
    async with async_playwright() as playwright, demo() as url, httpx.AsyncClient(base_url=url, timeout=20) as web:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        school = School(browser, url, web)
        await school.goes_to(await _tuesday(school))
        for story in STORIES:
            await story(school)
        await browser.close()


async def often_ill(school: School) -> None:
    """A mentor logs the fourth spell; after the talk the jeugdarts takes it, and the mentor hears so."""
    today = await school.today()
    for days in (22, 15, 8, 1):
        day = today - days * DAY
        await school.logs(f"L3-017 alleen ziek op {day.day}-{day.month}")
    await school.pictures("mentor", "fourth-spell", "Waarom nu?")
    for label in ("Ik pak dit op", "Gesprek gehad: jeugdarts inschakelen", "Ja, toestemming"):
        await school.taps("mentor", label)
    await school.pictures("jeugdarts", "jeugdarts", "Why now?")
    await school.taps("jeugdarts", "I will take this")
    await school.pictures("mentor", "word-back", "Je signaal over L3-017 is opgepakt door")


async def two_at_once(school: School) -> None:
    """Two people tap at once: the second hears who has it."""
    await school.logs("zorgen over thuissituatie K7T-4")
    await school.sees("brug", "K7T-4")
    await school.types("coordinator", "/zaken")
    await school.taps("coordinator", "K7T-4 · Lastige thuissituatie")
    await school.sees("coordinator", "Waarom nu?")
    await asyncio.gather(*(school.taps(who, "Ik pak dit op") for who in ("brug", "coordinator")))
    for _ in range(50):
        for who in ("brug", "coordinator"):
            late = (await school.phone(who)).locator("article").filter(has_text=SECOND)
            if await late.count():
                await school.pictures(who, "two-at-once", SECOND)
                return
        await asyncio.sleep(0.2)


async def undo(school: School) -> None:
    """A signal is undone with one tap."""
    await school.logs("H4B-12 vandaag 2e en 3e uur gespijbeld")
    await school.taps("mentor", "Maak ongedaan")
    await school.pictures("mentor", "undo", "Ingetrokken: H4B-12")


async def less_than_half(school: School) -> None:
    """Below half presence the AOJ-team names a regiehouder."""
    await school.logs("aanwezigheid 5512 45%")
    await school.sees("coordinator", "Minder dan de helft aanwezig")
    await school.taps("coordinator", "Ik pak dit op")
    await school.taps("coordinator", "Kies een regiehouder")
    await school.taps("coordinator", "Brugfunctionaris")
    await school.pictures("coordinator", "regiehouder", "Wanneer kijken jullie er weer naar?")
    await school.taps("coordinator", "Over 2 weken")
    await school.sees("brug", "Je bent regiehouder van 5512")


async def advice(school: School) -> None:
    """A case is put to the team without any code."""
    await school.types("mentor", "/advies")
    await school.types("mentor", "Leerling van 14 slaapt slecht en mist de eerste uren. Wat raden jullie aan?")
    await school.taps("mentor", "Vraag advies")
    await school.pictures("brug", "advice", "vraagt je advies")


async def sixteen_hours(school: School) -> None:
    """At sixteen hours the clock of five working days begins to run."""
    today = await school.today()
    for days in (8, 1):
        day = today - days * DAY
        await school.logs(f"2231 op {day.day}-{day.month} 8 uur gespijbeld")
    await school.sees("coordinator", "16 lesuren of meer")
    await school.taps("coordinator", "Ik pak dit op")
    await school.pictures("coordinator", "sixteen-hours", "16 lesuren of meer")


async def silence(school: School) -> None:
    """Nobody answers for two school days: the coordinator gets it; meanwhile the five days are counted down."""
    await school.logs("zorgen over thuissituatie M4-08")
    await school.sees("brug", "M4-08")
    for _ in range(2):
        await school.goes_to(_next_school_day(await school.today()))
        await school.sees("brug", "Herinnering")
    await school.pictures("coordinator", "nobody-answers", "er nog niet op is gereageerd")
    await school.pictures("coordinator", "five-days", "nog te melden in het verzuimregister")


async def blocked(school: School) -> None:
    """The jeugdarts has blocked the bot: the coordinator is asked, and hears why."""
    (await school.web.post("/api/block", json={"persona": "jeugdarts"})).raise_for_status()
    await school.logs("twijfel bij K7T-4: ziek of spijbelen")
    await school.pictures("coordinator", "blocked", "een collega niet te bereiken is of gestopt is")


async def vacation(school: School) -> None:
    """What is logged in a vacation is told when school begins again."""
    calendar, day = region_calendar("midden"), await school.today()
    while calendar.is_school_day(day) or day.weekday() != TUESDAY:
        day += DAY
    await school.goes_to(day)
    await school.logs("aanwezigheid 7P-03 40%")
    await school.goes_to(_next_school_day(day))
    await school.pictures("coordinator", "vacation", "7P-03")


STORIES = (often_ill, two_at_once, undo, less_than_half, advice, sixteen_hours, silence, blocked, vacation)


async def _tuesday(school: School) -> date:
    calendar, day = region_calendar("midden"), await school.today()
    while day.weekday() != TUESDAY or not all(calendar.is_school_day(day - days * DAY) for days in (0, 1, 8, 15, 22)):
        day += DAY
    return day


def _next_school_day(day: date) -> date:
    calendar = region_calendar("midden")
    day += DAY
    while not calendar.is_school_day(day):
        day += DAY
    return day


if __name__ == "__main__":
    asyncio.run(main())
