"""Which chat an update belongs to: those of one chat are handled in order."""

from typing import Any

import pytest

from bot.intake import chat_of

CHAT, PERSON = 701, 42
PLACE: dict[str, Any] = {"chat": {"id": CHAT}, "from": {"id": PERSON}}


@pytest.mark.parametrize("kind", ["message", "edited_message", "my_chat_member"])
def test_what_is_written_or_changed_in_a_chat_belongs_to_it(kind: str) -> None:
    assert chat_of({"update_id": 1, kind: PLACE}) == CHAT


def test_a_message_in_a_group_belongs_to_the_group_and_not_to_its_writer() -> None:
    assert chat_of({"update_id": 1, "message": {"chat": {"id": -100}, "from": {"id": PERSON}}}) == -100


def test_a_tap_belongs_to_the_chat_of_the_message_it_hangs_under() -> None:
    assert chat_of({"update_id": 1, "callback_query": {"from": {"id": PERSON}, "message": PLACE}}) == CHAT


def test_a_tap_under_an_inline_card_has_no_chat_and_belongs_to_who_tapped() -> None:
    tapped = {"id": "1", "from": {"id": PERSON}, "inline_message_id": "x"}
    assert chat_of({"update_id": 1, "callback_query": tapped}) == PERSON


def test_an_inline_query_belongs_to_who_typed_it() -> None:
    assert chat_of({"update_id": 1, "inline_query": {"id": "1", "from": {"id": PERSON}, "query": "x"}}) == PERSON


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 1, "poll": {"id": "1"}},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": {"chat": "x"}},
        {"update_id": 1, "message": {"chat": {"id": "701"}}},
    ],
    ids=["nothing", "kind we did not ask for", "empty", "no chat", "no number"],
)
def test_what_belongs_to_no_chat_is_put_together(update: dict[str, Any]) -> None:
    assert chat_of(update) == 0
