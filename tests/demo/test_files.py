"""Photos and documents, both ways."""

import io

import httpx
import pytest
from telegram import Bot, InputFile

from bot.demo.errors import BotApiError
from bot.demo.files import LARGEST_PHOTO, LARGEST_UPLOAD, MEGABYTE, Files, image_size
from bot.demo.params import Upload
from bot.demo.store import Store

from .conftest import ANNA, TOKEN, Api, Page, png

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x30\x00\x40\x01\x01\x11\x00\xff\xd9"


def test_the_size_of_a_picture_is_read_from_its_header():
    assert image_size(png(640, 480)) == (640, 480)
    assert image_size(JPEG) == (64, 48)


@pytest.mark.parametrize("content", [b"GIF89a....", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", png(0, 5)])
def test_what_is_no_picture_is_no_photo(content: bytes):
    with pytest.raises(BotApiError, match="IMAGE_PROCESS_FAILED"):
        image_size(content)


@pytest.mark.parametrize(("width", "height"), [(5000, 5000), (20, 1), (1, 20)])
def test_a_photo_at_the_edge_of_what_telegram_takes(width: int, height: int):
    assert image_size(png(width, height)) == (width, height)


@pytest.mark.parametrize(("width", "height"), [(5000, 5001), (21, 1), (1, 21)])
def test_a_photo_too_long_or_too_thin_is_refused(width: int, height: int):
    with pytest.raises(BotApiError, match="PHOTO_INVALID_DIMENSIONS"):
        image_size(png(width, height))


def test_a_photo_of_10_megabytes_and_not_one_byte_more():
    picture = png()
    assert image_size(picture + bytes(LARGEST_PHOTO - len(picture))) == (3, 2)
    with pytest.raises(BotApiError, match="is too big for a photo; the maximum size is 10485760 bytes"):
        image_size(picture + bytes(LARGEST_PHOTO - len(picture) + 1))


def test_a_file_of_50_megabytes_and_not_one_byte_more():
    files = Files(Store())
    assert files.add("documents", Upload("a.bin", "", bytes(LARGEST_UPLOAD))).size == LARGEST_UPLOAD
    with pytest.raises(BotApiError, match="Request Entity Too Large"):
        files.add("documents", Upload("a.bin", "", bytes(LARGEST_UPLOAD + 1)))


def test_an_empty_file_is_refused():
    with pytest.raises(BotApiError, match="file must be non-empty"):
        Files(Store()).add("documents", Upload("a.bin", "", b""))


def test_the_oldest_files_make_room_for_new_ones():
    files = Files(Store(), most_kept=2 * MEGABYTE)
    first, second, third = (files.add("documents", Upload("a", "", bytes(MEGABYTE))) for _ in range(3))
    assert files.by_id(first.file_id) is None
    assert files.by_id(second.file_id)
    assert files.by_id(third.file_id)


@pytest.mark.usefixtures("started")
class TestSentByTheBot:
    async def test_a_photo_has_its_size_and_is_shown_in_the_page(self, bot: Bot, client: httpx.AsyncClient, page: Page):
        message = await bot.send_photo(ANNA, png(30, 20), caption="<b>hoi</b>", parse_mode="HTML")
        assert (message.photo[-1].width, message.photo[-1].height, message.caption) == (30, 20, "hoi")
        shown = await page.last()
        assert (shown["photo"]["width"], shown["html"]) == (30, "<b>hoi</b>")
        picture = await client.get(shown["photo"]["url"])
        assert (picture.content, picture.headers["content-type"]) == (png(30, 20), "image/png")

    async def test_a_document_is_offered_as_a_download(self, bot: Bot, client: httpx.AsyncClient, page: Page):
        await bot.send_document(ANNA, io.BytesIO(b"<html>"), filename="verslag één.html")
        shown = (await page.last())["document"]
        assert (shown["name"], shown["size"], shown["mime"]) == ("verslag één.html", 6, "text/html")
        download = await client.get(shown["url"])
        assert download.content == b"<html>"
        assert download.headers["content-disposition"].startswith("attachment;")
        assert download.headers["x-content-type-options"] == "nosniff"

    async def test_a_file_sent_before_is_sent_again_by_its_id(self, bot: Bot):
        first = await bot.send_photo(ANNA, png())
        again = await bot.send_photo(ANNA, first.photo[-1].file_id)
        assert again.photo[-1].file_id == first.photo[-1].file_id

    async def test_a_file_can_be_attached_by_name(self, bot: Bot):
        message = await bot.send_document(ANNA, InputFile(b"x", filename="a.ics", attach=True))
        assert (message.document.file_name, message.document.mime_type) == ("a.ics", "text/calendar")

    async def test_a_file_comes_back_as_it_was(self, bot: Bot):
        message = await bot.send_document(ANNA, b"inhoud", filename="a.txt")
        file = await message.document.get_file()
        assert bytes(await file.download_as_bytearray()) == b"inhoud"

    async def test_a_file_that_is_not_there_is_refused(self, api: Api, client: httpx.AsyncClient):
        assert (await api.refusal("sendPhoto", chat_id=ANNA)) == "Bad Request: there is no photo in the request"
        unknown = await api.refusal("sendPhoto", chat_id=ANNA, photo="https://a.nl/a.png")
        assert unknown == "Bad Request: wrong file identifier/HTTP URL specified"
        gone = await api.refusal("getFile", file_id="x")
        assert gone == "Bad Request: wrong file_id or the file is temporarily unavailable"
        assert (await client.get(f"/file/bot{TOKEN}/photos/none.png")).status_code == 404
        assert (await client.get("/file/bot1:wrong/photos/none.png")).status_code == 401

    async def test_a_caption_of_1024_units_and_not_one_more(self, api: Api):
        fits = await api.upload("sendPhoto", "photo", png(), chat_id=ANNA, caption="👋" * 512)
        assert fits["ok"]
        refused = await api.upload("sendPhoto", "photo", png(), chat_id=ANNA, caption="👋" * 512 + "x")
        assert refused["description"] == "Bad Request: message caption is too long"

    async def test_what_is_refused_is_not_kept(self, api: Api, page: Page):
        refused = await api.upload("sendPhoto", "photo", b"geen plaatje", chat_id=ANNA)
        assert refused["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
        assert len((await page.chat())["messages"]) == 1


class TestSentByAPerson:
    async def shared(self, client: httpx.AsyncClient, kind: str, content: bytes, **more) -> httpx.Response:
        data = {"persona": "anna", "chat": str(ANNA), **more}
        return await client.post(f"/api/{kind}", data=data, files={"file": ("klas 3b.png", content)})

    async def test_a_photo_reaches_the_bot_with_its_caption(self, client: httpx.AsyncClient, bot: Bot):
        await self.shared(client, "photo", png(30, 20), caption="rooster")
        (update,) = await bot.get_updates()
        assert (update.message.photo[-1].width, update.message.caption) == (30, "rooster")
        file = await update.message.photo[-1].get_file()
        assert bytes(await file.download_as_bytearray()) == png(30, 20)

    async def test_a_document_reaches_the_bot(self, client: httpx.AsyncClient, bot: Bot):
        await self.shared(client, "document", b"x")
        (update,) = await bot.get_updates()
        assert update.message.document.file_name == "klas 3b.png"

    async def test_a_voice_message_a_location_and_a_contact_reach_the_bot(self, page: Page, bot: Bot):
        where = {"persona": "anna", "chat": str(ANNA)}
        await page.post("voice", **where)
        await page.post("location", **where, latitude=52.16, longitude=5.39)
        await page.post("contact", **where)
        voice, location, contact = [update.message for update in await bot.get_updates()]
        assert voice.voice.mime_type == "audio/ogg"
        assert location.location.latitude == 52.16
        assert (contact.contact.user_id, contact.contact.first_name) == (ANNA, "Anna")
        shown = (await page.chat())["messages"]
        assert [shown[0]["voice"], shown[1]["location"]["longitude"]] == [True, 5.39]
        assert (await page.listed())["last"]["text"] == "Contact"

    async def test_what_cannot_be_shared_is_said_in_the_language_of_the_page(
        self, client: httpx.AsyncClient, page: Page
    ):
        refused = await self.shared(client, "photo", b"geen plaatje")
        assert refused.status_code == 400
        assert refused.json()["error"].startswith("Dit kan niet als foto.")
        assert (await page.problem("photo", persona="anna", chat=str(ANNA)))[0] == 400
        assert (await page.problem("location", persona="anna", chat=str(ANNA), latitude="x"))[0] == 400


def test_a_path_in_a_file_name_is_only_a_name():
    stored = Files(Store()).add("documents", Upload("..\\../geheim.txt", "", b"x"))
    assert (stored.name, stored.path) == ("geheim.txt", "documents/file_1.txt")
