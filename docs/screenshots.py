"""Makes the pictures of the README from the running demo: `.venv/bin/python docs/screenshots.py` (needs chromium)."""

import asyncio
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright, expect

IMAGES = Path(__file__).parent / "images"
QUESTION = "wie doet onderzoek naar dyslexie?"
IN_THE_GROUP = "wie betaalt een laptop bij dyslexie? @WegwijsDemoBot"
GROUP = "-1002000000001"
COLOURS = 192
LARGEST = 250_000
SETTLED = 1_000


async def main() -> None:
    """Ask a question on a phone and on a wide screen, and keep what is seen."""
    chromium = shutil.which("chromium") or sys.exit("There is no chromium on this computer.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for picture in (on_a_phone, on_a_desktop):
            async with demo() as url:
                await picture(browser, url)
        await browser.close()


async def on_a_phone(browser: Browser, url: str) -> None:
    """A mentor has a question between two lessons."""
    page = await opened(browser, f"{url}/#mentor/701", width=360, height=740)
    await ask(page, QUESTION)
    await keep(page, "demo-phone.png")


async def on_a_desktop(browser: Browser, url: str) -> None:
    """The same question beside the people of the school; something was said in their group."""
    team = await opened(browser, f"{url}/#coordinator/{GROUP}", width=1200, height=840)
    await ask(team, IN_THE_GROUP)
    page = await opened(browser, f"{url}/#mentor/701", width=1200, height=840)
    await ask(page, QUESTION)
    await keep(page, "demo-desktop.png")


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """A fresh demo in a folder of its own; gives the address of its page."""
    command = [str(Path(sys.executable).with_name("wegwijs")), "demo", "--no-browser", "--port", "0"]
    with TemporaryDirectory() as folder:
        running = await asyncio.create_subprocess_exec(*command, cwd=folder, stdout=asyncio.subprocess.PIPE)
        try:
            line = (await running.stdout.readline()).decode() if running.stdout else ""
            found = re.search(r"http://[\w.:]+", line)
            yield found.group() if found else sys.exit(f"The demo did not start: {line}")
        finally:
            running.send_signal(signal.SIGINT)
            await running.wait()


async def opened(browser: Browser, address: str, *, width: int, height: int) -> Page:
    """The page in a light window of this size in CSS pixels, twice as sharp."""
    page = await browser.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=2,
        color_scheme="light",
        reduced_motion="reduce",
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
    )
    await page.goto(address)
    await expect(page.get_by_test_id("title")).not_to_be_empty()
    return page


async def ask(page: Page, question: str) -> None:
    """Type a question and wait for the answer with its source."""
    await page.get_by_test_id("composer").fill(question)
    await page.get_by_test_id("composer").press("Enter")
    await expect(page.get_by_text("Bron:")).to_be_attached()
    await page.wait_for_timeout(SETTLED)


async def keep(page: Page, name: str) -> None:
    """Write what is on the screen, in few colours so that the file stays small."""
    seen = Image.open(BytesIO(await page.screenshot())).convert("RGB")
    target = IMAGES / name
    seen.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    size = target.stat().st_size
    sys.stdout.write(f"{name}: {seen.width} x {seen.height}, {size // 1000} kB\n")
    if size > LARGEST:
        sys.exit(f"{name} is larger than {LARGEST // 1000} kB.")


if __name__ == "__main__":
    asyncio.run(main())
