"""Editing what the bot sent."""

import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import BadRequest

from .conftest import ANNA, Api, Page, buttons, png

pytestmark = pytest.mark.usefixtures("started")

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


async def test_an_edited_text_is_shown_as_edited(bot: Bot, page: Page):
    message = await bot.send_message(ANNA, "een")
    edited = await bot.edit_message_text("<b>twee</b>", ANNA, message.message_id, parse_mode="HTML")
    assert (edited.message_id, edited.text, edited.edit_date is None) == (message.message_id, "twee", False)
    shown = await page.last()
    assert (shown["html"], shown["edited"]) == ("<b>twee</b>", True)


async def test_an_edit_without_a_keyboard_removes_it(api: Api, page: Page):
    message = await api.ok("sendMessage", chat_id=ANNA, text="een", reply_markup=buttons("ja"))
    await api.ok("editMessageText", chat_id=ANNA, message_id=message["message_id"], text="twee")
    assert (await page.last())["buttons"] == []


async def test_the_same_content_is_not_modified(api: Api):
    message = await api.ok(
        "sendMessage", chat_id=ANNA, text="<b>een</b>", parse_mode="HTML", reply_markup=buttons("ja")
    )
    same = {"chat_id": ANNA, "message_id": message["message_id"], "text": "<b>een</b>", "parse_mode": "HTML"}
    assert await api.refusal("editMessageText", **same, reply_markup=buttons("ja")) == NOT_MODIFIED
    assert await api.ok("editMessageText", **same, reply_markup=buttons("nee"))


async def test_the_same_words_without_bold_are_modified(api: Api):
    message = await api.ok("sendMessage", chat_id=ANNA, text="<b>een</b>", parse_mode="HTML")
    assert await api.ok("editMessageText", chat_id=ANNA, message_id=message["message_id"], text="een")


async def test_the_limits_of_a_new_text_are_those_of_a_first_one(api: Api):
    message = await api.ok("sendMessage", chat_id=ANNA, text="een")
    where = {"chat_id": ANNA, "message_id": message["message_id"]}
    assert await api.ok("editMessageText", **where, text="x" * 4096)
    assert await api.refusal("editMessageText", **where, text="x" * 4097) == "Bad Request: message is too long"


async def test_an_unknown_message_is_not_found(api: Api):
    refused = await api.refusal("editMessageText", chat_id=ANNA, message_id=999, text="x")
    assert refused == "Bad Request: message to edit not found"


async def test_a_persons_message_cannot_be_edited(api: Api, page: Page):
    message_id = await page.say("van mij")
    refused = await api.refusal("editMessageText", chat_id=ANNA, message_id=message_id, text="x")
    assert refused == "Bad Request: message can't be edited"


async def test_a_photo_has_a_caption_to_edit_and_no_text(bot: Bot, page: Page):
    photo = await bot.send_photo(ANNA, png(), caption="een")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("twee", ANNA, photo.message_id)
    await bot.edit_message_caption(ANNA, photo.message_id, caption="<i>twee</i>", parse_mode="HTML")
    assert (await page.last())["html"] == "<i>twee</i>"


async def test_a_text_has_no_caption_to_edit(api: Api):
    message = await api.ok("sendMessage", chat_id=ANNA, text="een")
    refused = await api.refusal("editMessageCaption", chat_id=ANNA, message_id=message["message_id"], caption="x")
    assert refused == "Bad Request: there is no caption in the message to edit"


async def test_the_keyboard_alone_is_replaced_and_removed(api: Api, page: Page):
    message = await api.ok("sendMessage", chat_id=ANNA, text="een", reply_markup=buttons("ja"))
    where = {"chat_id": ANNA, "message_id": message["message_id"]}
    await api.ok("editMessageReplyMarkup", **where, reply_markup=buttons("nee"))
    assert (await page.last())["buttons"] == [[{"text": "nee", "data": "nee"}]]
    await api.ok("editMessageReplyMarkup", **where)
    assert (await page.last())["buttons"] == []
    assert await api.refusal("editMessageReplyMarkup", **where) == NOT_MODIFIED


async def test_media_is_replaced_by_a_new_photo(bot: Bot, page: Page):
    photo = await bot.send_photo(ANNA, png(3, 2), caption="een")
    media = InputMediaPhoto(png(5, 4), caption="twee")
    edited = await bot.edit_message_media(media, ANNA, photo.message_id)
    assert (edited.photo[-1].width, edited.caption) == (5, "twee")
    assert (await page.last())["photo"]["height"] == 4
