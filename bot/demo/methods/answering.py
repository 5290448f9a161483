"""answerCallbackQuery and answerInlineQuery."""

import re
from typing import Any

from bot.demo import keyboards
from bot.demo.backend import Backend
from bot.demo.content import text_content
from bot.demo.errors import bad_request
from bot.demo.params import Params
from bot.demo.utf16 import length

LONGEST_NOTICE = 200
MOST_RESULTS = 50
LONGEST_ID_BYTES = 64
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
CACHE_TIME = 300


def answer_callback_query(backend: Backend, params: Params) -> bool:
    """End the spinner of a tapped button, perhaps with a notice."""
    text = params.text("text")
    if length(text) > LONGEST_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    url = params.text("url")
    if url and not url.lower().startswith(f"https://t.me/{backend.people.bot.username.lower()}?start="):
        raise bad_request("URL_INVALID")
    reply = {"text": text or None, "alert": params.flag("show_alert"), "url": url or None}
    backend.callback_queries.answer(params.text("callback_query_id"), reply)
    return True


def answer_inline_query(backend: Backend, params: Params) -> bool:
    """Offer results for what a person types after the bot's name."""
    results = params.value("results")
    if not isinstance(results, list):
        raise bad_request("can't parse results JSON object")
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(params.text("next_offset").encode()) > LONGEST_ID_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    checked = [_result(result) for result in results]
    if len({result["id"] for result in checked}) < len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    _check_button(params.value("button"))
    reply = {
        "results": checked,
        "cache_time": params.integer("cache_time", CACHE_TIME),
        "next_offset": params.text("next_offset"),
        "button": params.value("button"),
    }
    backend.inline_queries.answer(params.text("inline_query_id"), reply)
    return True


def _result(result: Any) -> dict[str, Any]:
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: object expected")
    result_id = str(result.get("id", ""))
    if not 1 <= len(result_id.encode()) <= LONGEST_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if result.get("type") != "article":
        raise bad_request("can't parse inline query result: unsupported inline query result type")
    if not str(result.get("title", "")).strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if not isinstance(content, dict):
        raise bad_request("can't parse inline query result: input message content is not specified")
    shaped = {"id": result_id, "title": result["title"], "description": result.get("description")}
    message = text_content(Params({**content, "text": content.get("message_text")}))
    markup = keyboards.inline_markup(Params(result))
    return shaped | {"message": message | ({"reply_markup": markup} if markup else {})}


def _check_button(button: Any) -> None:
    if not isinstance(button, dict):
        return
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline query results button: text must be non-empty")
    parameter = button.get("start_parameter")
    if parameter is None and "web_app" not in button:
        raise bad_request("can't parse inline query results button: exactly one action is needed")
    if parameter is not None and not START_PARAMETER.fullmatch(str(parameter)):
        raise bad_request("START_PARAM_INVALID")
