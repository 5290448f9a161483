"""sendMessage and sendChatAction: both sides of every limit."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from .conftest import ANNA, BEN, TEAM, Api, Page

pytestmark = pytest.mark.usefixtures("started")


async def sent(api: Api, text: str, **more):
    return await api.call("sendMessage", chat_id=ANNA, text=text, **more)


async def test_a_message_of_4096_units_is_sent_and_one_more_is_too_long(api: Api):
    assert (await sent(api, "x" * 4096))["ok"]
    assert (await sent(api, "x" * 4097))["description"] == "Bad Request: message is too long"


async def test_an_emoji_counts_for_two_units(api: Api):
    assert (await sent(api, "👋" * 2048))["ok"]
    assert (await sent(api, "👋" * 2048 + "x"))["description"] == "Bad Request: message is too long"


async def test_the_length_is_counted_after_the_tags_are_read(api: Api):
    assert (await sent(api, f"<b>{'x' * 4095}&amp;</b>", parse_mode="HTML"))["ok"]
    refused = await sent(api, f"<b>{'x' * 4096}&amp;</b>", parse_mode="HTML")
    assert refused["description"] == "Bad Request: message is too long"


@pytest.mark.parametrize("text", ["", "  \n ", "<b></b>"])
async def test_a_message_without_text_is_refused(api: Api, text: str):
    assert (await sent(api, text, parse_mode="HTML"))["description"] == "Bad Request: message text is empty"


async def test_wrong_html_is_refused(api: Api):
    refused = await sent(api, "<b>wie <i>doet</b></i>", parse_mode="HTML")
    assert refused["description"].startswith("Bad Request: can't parse entities: Unmatched end tag")


async def test_a_parse_mode_the_stand_in_does_not_read_is_refused(api: Api):
    assert (await sent(api, "x", parse_mode="Wiki"))["description"] == "Bad Request: unsupported parse_mode"


async def test_the_message_has_text_entities_and_ids_per_chat(bot: Bot):
    first = await bot.send_message(ANNA, "<b>Wie</b> doet dit?", parse_mode="HTML")
    other = await bot.send_message(BEN, "hoi")
    second = await bot.send_message(ANNA, "nog iets")
    assert (first.text_html, first.chat.type, first.from_user.is_bot) == ("<b>Wie</b> doet dit?", "private", True)
    assert second.message_id == first.message_id + 1
    assert other.message_id == first.message_id


async def test_the_accepted_extras_are_accepted(bot: Bot, page: Page):
    first = await bot.send_message(ANNA, "een")
    reply = await bot.send_message(
        ANNA, "twee", reply_to_message_id=first.message_id, disable_notification=True, protect_content=True,
        message_thread_id=1, disable_web_page_preview=True,
    )  # fmt: skip
    assert reply.reply_to_message.text == "een"
    assert reply.has_protected_content
    assert (await page.last())["reply_to"] == first.message_id


async def test_a_reply_to_a_message_that_is_gone_is_refused_unless_it_may_go_without(api: Api):
    gone = {"message_id": 999}
    refused = await sent(api, "x", reply_parameters=gone)
    assert refused["description"] == "Bad Request: message to be replied not found"
    assert (await sent(api, "x", reply_parameters=gone | {"allow_sending_without_reply": True}))["ok"]


async def test_a_group_gets_the_message_once_and_each_member_sees_it(api: Api, page: Page):
    await api.ok("sendMessage", chat_id=TEAM, text="overleg om tien uur")
    for persona in ("anna", "ben"):
        assert (await page.listed(persona=persona, chat=TEAM))["unread"] == 1
        assert (await page.last(persona=persona, chat=TEAM))["text"] == "overleg om tien uur"


async def test_an_inline_keyboard_is_shown_with_what_each_button_does(bot: Bot, page: Page):
    keyboard = [
        [InlineKeyboardButton("ja", callback_data="j"), InlineKeyboardButton("bron", url="https://a.nl/")],
        [InlineKeyboardButton("zoek", switch_inline_query_current_chat="dyslexie")],
    ]
    await bot.send_message(ANNA, "kies", reply_markup=InlineKeyboardMarkup(keyboard))
    assert (await page.last())["buttons"] == [
        [{"text": "ja", "data": "j"}, {"text": "bron", "url": "https://a.nl/"}],
        [{"text": "zoek", "switch_inline_query_current_chat": "dyslexie"}],
    ]


async def test_a_reply_keyboard_stays_until_it_is_removed(bot: Bot, page: Page):
    await bot.send_message(ANNA, "kies", reply_markup=ReplyKeyboardMarkup([["ja", "nee"]]))
    assert (await page.chat())["keyboard"]["keyboard"] == [[{"text": "ja"}, {"text": "nee"}]]
    await bot.send_message(ANNA, "dank", reply_markup=ReplyKeyboardRemove())
    assert (await page.chat())["keyboard"] is None


async def test_a_chat_action_is_one_of_telegrams(api: Api):
    assert await api.ok("sendChatAction", chat_id=ANNA, action="typing")
    refused = await api.refusal("sendChatAction", chat_id=ANNA, action="thinking")
    assert refused == "Bad Request: wrong parameter action in request"
