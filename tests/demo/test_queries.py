"""Taps on buttons and inline queries, and the bot's answers to them."""

import asyncio

import pytest
from telegram import Bot

from bot.demo.queries import LIFETIME

from .conftest import ANNA, BEN, TEAM, Api, Clock, Page, buttons

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def message_id(api: Api, started) -> int:
    message = await api.ok("sendMessage", chat_id=ANNA, text="wie?", reply_markup=buttons("ja", "nee"))
    return message["message_id"]


async def tapped(api: Api, page: Page, message_id: int, data: str = "ja"):
    tap = page.tapping(message_id, data)
    (update,) = await api.ok("getUpdates", timeout=2)
    await api.ok("getUpdates", offset=update["update_id"] + 1)
    return tap, update["callback_query"]


async def test_a_tap_waits_for_the_answer(bot: Bot, page: Page, message_id: int):
    tap = page.tapping(message_id, "ja")
    (update,) = await bot.get_updates(timeout=2)
    query = update.callback_query
    assert (query.data, query.message.message_id, query.from_user.id) == ("ja", message_id, ANNA)
    await query.answer("Gedaan", show_alert=True)
    assert await tap == {"answered": True, "text": "Gedaan", "alert": True, "url": None}


class TestWithAnImpatientPage:
    @pytest.fixture
    def settings(self):
        return {"patience": 0.05}

    async def test_a_tap_without_an_answer_gives_up(self, page: Page, message_id: int):
        assert await page.tapping(message_id, "ja") == {"answered": False, "text": None, "alert": False, "url": None}


async def test_an_answer_comes_once(api: Api, page: Page, message_id: int):
    tap, query = await tapped(api, page, message_id)
    assert await api.ok("answerCallbackQuery", callback_query_id=query["id"])
    assert (await tap)["text"] is None
    assert await api.refusal("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD


async def test_an_unknown_query_is_too_old(api: Api):
    assert await api.refusal("answerCallbackQuery", callback_query_id="12345") == TOO_OLD


async def test_a_query_can_be_answered_for_half_a_minute(api: Api, page: Page, clock: Clock, message_id: int):
    tap, query = await tapped(api, page, message_id)
    clock.now += LIFETIME
    assert await api.ok("answerCallbackQuery", callback_query_id=query["id"])
    assert (await tap)["answered"] is True


async def test_a_query_cannot_be_answered_any_later(api: Api, page: Page, clock: Clock, message_id: int):
    tap, query = await tapped(api, page, message_id)
    clock.now += LIFETIME + 1
    assert await api.refusal("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD
    tap.cancel()


async def test_an_answer_of_200_characters_and_not_one_more(api: Api, page: Page, message_id: int):
    tap, query = await tapped(api, page, message_id)
    refused = await api.refusal("answerCallbackQuery", callback_query_id=query["id"], text="x" * 201)
    assert refused == "Bad Request: MESSAGE_TOO_LONG"
    assert await api.ok("answerCallbackQuery", callback_query_id=query["id"], text="x" * 200)
    assert (await tap)["text"] == "x" * 200


async def test_an_answer_opens_only_the_bot_itself(api: Api, page: Page, message_id: int):
    tap, query = await tapped(api, page, message_id)
    elsewhere = await api.refusal("answerCallbackQuery", callback_query_id=query["id"], url="https://a.nl/")
    assert elsewhere == "Bad Request: URL_INVALID"
    await api.ok("answerCallbackQuery", callback_query_id=query["id"], url="https://t.me/wegwijs_bot?start=x")
    assert (await tap)["url"] == "https://t.me/wegwijs_bot?start=x"


async def test_only_a_button_that_is_there_can_be_tapped(api: Api, page: Page, message_id: int):
    where = {"persona": "anna", "chat": str(ANNA)}
    assert await page.problem("tap", **where, message_id=message_id, data="iets") == (409, "Deze knop is er niet meer.")
    assert await page.problem("tap", **where, message_id=999, data="ja") == (404, "Dit bericht is er niet meer.")


def article(result_id: str = "1", **more):
    content = {"message_text": "<b>Leerplicht</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": result_id, "title": "Leerplicht", "input_message_content": content, **more}


async def asked(api: Api, page: Page, query: str = "leer"):
    asking = asyncio.create_task(page.post("inline", persona="anna", query=query, offset=""))
    (update,) = await api.ok("getUpdates", timeout=2)
    await api.ok("getUpdates", offset=update["update_id"] + 1)
    return asking, update["inline_query"]


async def test_an_inline_query_shows_the_results(api: Api, page: Page):
    asking, query = await asked(api, page)
    assert (query["query"], query["from"]["id"]) == ("leer", ANNA)
    results = [article("1", description="wie"), article("2")]
    await api.ok("answerInlineQuery", inline_query_id=query["id"], results=results, cache_time=5)
    reply = await asking
    assert reply["cache_time"] == 5
    assert reply["results"] == [
        {"id": "1", "title": "Leerplicht", "description": "wie"},
        {"id": "2", "title": "Leerplicht", "description": None},
    ]


async def test_a_chosen_result_is_the_persons_message_via_the_bot(api: Api, page: Page):
    asking, query = await asked(api, page)
    results = [article(reply_markup=buttons("ja"))]
    await api.ok("answerInlineQuery", inline_query_id=query["id"], results=results)
    await asking
    where = {"persona": "anna", "chat": str(TEAM)}
    await page.post("inline/choose", **where, query="leer", result_id="1")
    shown = await page.last(chat=TEAM)
    assert (shown["via"], shown["html"], shown["mine"]) == ("@wegwijs_bot", "<b>Leerplicht</b>", True)
    message, chosen = await api.updates()
    assert message["message"]["via_bot"]["username"] == "wegwijs_bot"
    assert chosen["chosen_inline_result"]["result_id"] == "1"
    inline_id = chosen["chosen_inline_result"]["inline_message_id"]
    assert await api.ok("editMessageText", inline_message_id=inline_id, text="Klaar") is True
    assert (await page.last(chat=TEAM))["text"] == "Klaar"


async def test_a_tap_on_an_inline_message_names_no_chat(api: Api, page: Page):
    asking, query = await asked(api, page)
    await api.ok("answerInlineQuery", inline_query_id=query["id"], results=[article(reply_markup=buttons("ja"))])
    await asking
    where = {"persona": "anna", "chat": str(TEAM)}
    sent = await page.post("inline/choose", **where, query="leer", result_id="1")
    await api.updates()
    tap = page.tapping(sent["message_id"], "ja", persona="ben", chat=TEAM)
    (update,) = await api.ok("getUpdates", timeout=2)
    assert "message" not in update["callback_query"]
    assert (update["callback_query"]["inline_message_id"], update["callback_query"]["from"]["id"]) != (None, ANNA)
    await api.ok("answerCallbackQuery", callback_query_id=update["callback_query"]["id"])
    assert (await tap)["answered"]


async def test_only_an_offered_result_can_be_chosen(page: Page):
    body = {"persona": "anna", "chat": str(ANNA), "query": "leer", "result_id": "1"}
    assert (await page.problem("inline/choose", **body))[0] == 404


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([article(str(number)) for number in range(51)], "RESULTS_TOO_MUCH"),
        ([article("1"), article("1")], "RESULT_ID_DUPLICATE"),
        ([article("")], "RESULT_ID_INVALID"),
        ([article("x" * 65)], "RESULT_ID_INVALID"),
        ([article("é" * 33)], "RESULT_ID_INVALID"),
        ([article() | {"title": ""}], "ARTICLE_TITLE_EMPTY"),
        ([article() | {"input_message_content": {"message_text": ""}}], "message text is empty"),
        ([article() | {"input_message_content": {"message_text": "x" * 4097}}], "message is too long"),
    ],
)
async def test_results_telegram_does_not_take_are_refused(api: Api, results, reason):
    assert await api.refusal("answerInlineQuery", inline_query_id="1", results=results) == f"Bad Request: {reason}"


async def test_fifty_results_with_ids_of_64_bytes_are_taken(api: Api, page: Page):
    asking, query = await asked(api, page)
    results = [article(f"{number:064d}") for number in range(50)]
    await api.ok("answerInlineQuery", inline_query_id=query["id"], results=results)
    assert len((await asking)["results"]) == 50


async def test_an_unknown_inline_query_is_too_old(api: Api):
    assert await api.refusal("answerInlineQuery", inline_query_id="1", results=[]) == TOO_OLD


async def test_a_tap_in_a_group_is_that_members(api: Api, page: Page, started):
    message = await api.ok("sendMessage", chat_id=TEAM, text="wie?", reply_markup=buttons("ik"))
    tap = page.tapping(message["message_id"], "ik", persona="ben", chat=TEAM)
    (update,) = await api.ok("getUpdates", timeout=2)
    assert update["callback_query"]["from"]["id"] == BEN
    await api.ok("answerCallbackQuery", callback_query_id=update["callback_query"]["id"])
    assert (await tap)["answered"]
