"""Inline keyboards: what Telegram accepts, and the first thing it does not."""

import pytest

from bot.demo.errors import BotApiError
from bot.demo.keyboards import inline_keyboard, inline_markup
from bot.demo.params import Params


def accepted(*rows):
    return inline_keyboard({"inline_keyboard": list(rows)})


def refusal(*rows) -> str:
    with pytest.raises(BotApiError) as refused:
        accepted(*rows)
    assert refused.value.code == 400
    return refused.value.description


def button(data: str = "x", text: str = "ja"):
    return {"text": text, "callback_data": data}


@pytest.mark.parametrize("data", ["x", "x" * 64, "é" * 32])
def test_callback_data_of_1_to_64_bytes_is_accepted(data: str):
    assert accepted([button(data)])


@pytest.mark.parametrize("data", ["", "x" * 65, "é" * 32 + "x", 5])
def test_callback_data_outside_1_to_64_bytes_is_invalid(data):
    assert refusal([button(data)]) == "Bad Request: BUTTON_DATA_INVALID"


def test_a_row_holds_eight_buttons_and_not_nine():
    assert accepted([button()] * 8)
    assert refusal([button()] * 9) == "Bad Request: reply markup is too long"


def test_a_keyboard_holds_a_hundred_buttons_and_not_one_more():
    assert accepted(*[[button()] * 5] * 20)
    assert refusal(*[[button()] * 5] * 20, [button()]) == "Bad Request: reply markup is too long"


def test_a_button_does_exactly_one_thing():
    assert accepted([{"text": "bron", "url": "https://a.nl"}])
    assert "Text buttons are unallowed in the inline keyboard" in refusal([{"text": "ja"}])
    assert "exactly one action is allowed" in refusal([{**button(), "url": "https://a.nl"}])


def test_a_button_has_a_text():
    assert refusal([button(text=" ")]) == "Bad Request: BUTTON_TEXT_INVALID"
    assert 'Field "text" must be of type String' in refusal([{"callback_data": "x"}])


@pytest.mark.parametrize("url", ["http://localhost:80", "ftp://a.nl", "niks", "https:// a.nl", "http://[a"])
def test_a_link_telegram_cannot_open_is_refused(url: str):
    expected = f"Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
    assert refusal([{"text": "bron", "url": url}]) == expected


def test_a_switch_query_holds_256_characters_and_not_one_more():
    assert accepted([{"text": "zoek", "switch_inline_query": ""}])
    assert accepted([{"text": "zoek", "switch_inline_query": "x" * 256}])
    assert refusal([{"text": "zoek", "switch_inline_query": "x" * 257}]) == "Bad Request: BUTTON_SWITCH_QUERY_INVALID"


def test_a_style_is_one_of_three():
    assert accepted([{**button(), "style": "danger"}])
    assert refusal([{**button(), "style": "purple"}]) == "Bad Request: BUTTON_STYLE_INVALID"


def test_an_empty_keyboard_is_no_keyboard():
    assert accepted() is None
    assert accepted([]) is None


@pytest.mark.parametrize("rows", ["x", [button()], {"a": 1}])
def test_a_keyboard_is_rows_of_buttons(rows):
    with pytest.raises(BotApiError, match="array of arrays"):
        inline_keyboard({"inline_keyboard": rows})


def test_an_edit_takes_an_inline_keyboard_only():
    with pytest.raises(BotApiError, match="inline keyboard expected"):
        inline_markup(Params({"reply_markup": '{"keyboard": [["ja"]]}'}))
