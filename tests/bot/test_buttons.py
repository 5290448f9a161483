"""Buttons are bound to the chat they are sent to, and a tap on any other does nothing."""

from typing import Any

import pytest
from desk import ANNE, BAS, BUTTONS, Desk
from office import Office, tap

from bot import outbox
from bot.buttons import Buttons
from bot.message import DATA_BYTES, MARK_LENGTH, Button, Message
from bot.models import Outgoing, Person

GROUP = -1001


def query(data: str, *, person: int = ANNE, chat: int = ANNE) -> dict[str, Any]:
    kind = "private" if chat > 0 else "supergroup"
    return {"from": {"id": person}, "data": data, "message": {"chat": {"id": chat, "type": kind}}}


def sent(data: str, chat: int) -> str:
    params = {"reply_markup": {"inline_keyboard": [[{"text": "Verder", "callback_data": data}]]}}
    bound: str = BUTTONS.bound(params, chat)["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    return bound


def test_a_button_tapped_in_the_chat_it_was_sent_to_carries_what_it_was_given() -> None:
    assert BUTTONS.tapped(query(sent("pak:7", ANNE))) == "pak:7"


def test_the_same_button_in_another_chat_carries_nothing() -> None:
    assert BUTTONS.tapped(query(sent("pak:7", ANNE), person=BAS, chat=BAS)) is None


def test_the_same_button_tapped_by_somebody_else_carries_nothing() -> None:
    assert BUTTONS.tapped(query(sent("pak:7", ANNE), person=BAS)) is None


def test_a_button_in_a_group_may_be_tapped_by_anybody_there() -> None:
    assert BUTTONS.tapped(query(sent("q:x", GROUP), person=BAS, chat=GROUP)) == "q:x"
    assert BUTTONS.tapped(query(sent("q:x", GROUP), person=BAS, chat=BAS)) is None


@pytest.mark.parametrize("made_up", ["pak:7", "", "pak:8" + "A" * MARK_LENGTH, "é" * MARK_LENGTH])
def test_a_button_somebody_made_up_carries_nothing(made_up: str) -> None:
    assert BUTTONS.tapped(query(made_up)) is None


def test_data_that_was_changed_carries_nothing() -> None:
    mark = sent("pak:7", ANNE)[-MARK_LENGTH:]
    assert BUTTONS.tapped(query("pak:8" + mark)) is None


def test_a_tap_without_a_message_of_ours_carries_nothing() -> None:
    assert BUTTONS.tapped({"from": {"id": ANNE}, "data": sent("pak:7", ANNE), "inline_message_id": "x"}) is None


def test_a_bot_with_another_token_makes_other_buttons() -> None:
    assert Buttons("98:another").tapped(query(sent("pak:7", ANNE))) is None


def test_the_longest_button_fits_in_what_telegram_takes() -> None:
    longest = Button("Verder", "x" * DATA_BYTES).markup()["callback_data"]
    assert len(sent(longest, ANNE).encode()) == 64


async def test_what_is_sent_is_bound_and_what_is_kept_is_not(desk: Desk) -> None:
    async with desk._database.transaction() as session:
        outbox.say(session, ANNE, Message("Kies", ((Button("Verder", "hulp"),),)), now=desk.clock())
    (row,) = await desk.rows()
    assert row.params["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "hulp"
    async with desk.sending():
        await desk.until(settled=1)
    ((_, params),) = desk.api.asked
    assert params["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == sent("hulp", ANNE)


async def test_a_replayed_button_changes_nothing_and_says_so(office: Office) -> None:
    replayed = tap(1, "taal:en")
    replayed["callback_query"]["from"]["id"] = BAS
    await office.takes(replayed)
    (answer,) = await office.rows(Outgoing)
    assert "werkt niet meer" in answer.params["text"]
    assert await office.rows(Person) == []


async def test_a_button_about_a_case_does_nothing_in_a_group(office: Office) -> None:
    in_group = tap(1, "zaak:1")
    in_group["callback_query"]["message"]["chat"] = {"id": GROUP, "type": "supergroup", "title": "team"}
    in_group["callback_query"]["data"] = sent("zaak:1", GROUP)
    await office.takes(in_group)
    (answer,) = await office.rows(Outgoing)
    assert "privé" in answer.params["text"]
