"""A message and its buttons: what Telegram would refuse is refused here, with a reason."""

import pytest

from bot.errors import TemplateError
from bot.message import Button, Message, read_buttons, utf16_units


def test_callback_data_that_leaves_room_for_its_mark_fits() -> None:
    assert Button("Tik", "q" * 56).markup() == {"text": "Tik", "callback_data": "q" * 56}


def test_callback_data_of_57_bytes_is_refused() -> None:
    with pytest.raises(TemplateError, match="57 bytes"):
        Button("Tik", "q" * 57).markup()


def test_callback_data_is_counted_in_bytes_and_not_in_letters() -> None:
    assert Button("Tik", "ë" * 28).markup()["callback_data"] == "ë" * 28
    with pytest.raises(TemplateError, match="58 bytes"):
        Button("Tik", "ë" * 29).markup()


def test_a_button_without_data_is_refused() -> None:
    with pytest.raises(TemplateError, match="0 bytes"):
        Button("Tik", "").markup()


def test_an_address_becomes_a_link_whatever_its_length() -> None:
    address = "https://example.org/" + "a" * 100
    assert Button("Lees", address).markup() == {"text": "Lees", "url": address}


def test_a_query_becomes_a_button_that_starts_inline_mode_here() -> None:
    assert Button("Zoek", "inline:dyslexie").markup() == {
        "text": "Zoek",
        "switch_inline_query_current_chat": "dyslexie",
    }


def test_a_text_of_4096_units_fits() -> None:
    assert Message("a" * 4096).text == "a" * 4096


def test_a_text_of_4097_units_is_refused() -> None:
    with pytest.raises(TemplateError, match="4097 units, 1 to 4096 fit"):
        Message("a" * 4097)


def test_letters_outside_the_basic_plane_count_as_two() -> None:
    assert utf16_units("a😀") == 3
    assert Message("😀" * 2048).text
    with pytest.raises(TemplateError, match="4098 units"):
        Message("😀" * 2049)


def test_a_caption_of_1024_units_fits_and_of_1025_not() -> None:
    picture = {"name": "route_map", "language": "nl"}
    assert Message("a" * 1024, picture=picture).picture == picture
    with pytest.raises(TemplateError, match="1025 units, 1 to 1024 fit"):
        Message("a" * 1025, picture=picture)


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(TemplateError, match="0 units"):
        Message("")


def test_a_message_without_buttons_takes_old_ones_away() -> None:
    assert Message("Klaar").markup() == {"inline_keyboard": []}


def test_buttons_are_read_a_line_a_row_and_divided_by_bars() -> None:
    read = read_buttons("\n Een => a:1 \n\n  Twee => b || Drie => c:2:3\n")
    assert read == ((Button("Een", "a:1"),), (Button("Twee", "b"), Button("Drie", "c:2:3")))


def test_no_lines_are_no_buttons() -> None:
    assert read_buttons(" \n ") == ()


@pytest.mark.parametrize("row", ["Een", "Een =>", "=> a", "Een => a || Twee", "Een=>a"])
def test_a_line_that_is_no_button_is_refused(row: str) -> None:
    with pytest.raises(TemplateError, match="a button is written as"):
        read_buttons(row)
