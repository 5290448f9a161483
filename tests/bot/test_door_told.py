"""What somebody hears of what was seen at the door, and what becomes of the text that is left."""

from datetime import timedelta
from typing import Any

import pytest
from databases import ON_BOTH, ON_SQLITE
from office import ANNE, BAS, Office, message, tap

from bot import held
from bot.cases.desk import Desk
from bot.models import DONE, KEPT_BACK, EditorQuestion, Incoming, Outgoing
from bot.render import Renderer
from knowledge.tables import knowledge

NAMED = "Quintijn wil een trein nemen"
SEND, DROP = "deur:zo:1", "deur:niet:1"
pytestmark = ON_SQLITE


async def methods(office: Office) -> list[str]:
    return [row.method for row in await office.rows(Outgoing)]


def photo(number: int, **content: Any) -> dict[str, Any]:
    update = message(number, "")
    del update["message"]["text"]
    update["message"] |= {"photo": [{"file_id": "x"}], **content}
    return update


async def forget_old(office: Office) -> None:
    async with office.database.transaction() as session:
        await held.forget_old(Desk(session, Renderer(knowledge()), office.clock()))


async def test_it_is_told_in_one_sentence_what_was_seen_with_the_text_that_is_left(office: Office) -> None:
    await office.takes(message(1, "Quintijn is ziek, bel zijn moeder op 06 12345678 of mail jet@gmail.com"))
    (told,) = await office.said()
    assert told.startswith("<b>Ik zie een naam, een telefoonnummer en een e-mailadres.</b>")
    assert "<blockquote>[naam] is ziek, bel zijn moeder op [telefoon] of mail [e-mail]</blockquote>" in told
    assert "Typ de code van je school" in told
    assert len(told) < 600


async def test_the_message_is_taken_away_before_anything_is_said(office: Office) -> None:
    await office.takes(message(1, NAMED))
    deleted, said = await office.rows(Outgoing)
    assert (deleted.method, deleted.params["message_id"], deleted.chat_id) == ("deleteMessage", 1, ANNE)
    assert said.method == "sendMessage"


async def test_nothing_is_done_with_the_text_until_its_sender_says_so(office: Office) -> None:
    await office.takes(message(1, NAMED))
    assert await office.states() == [KEPT_BACK]
    assert await office.rows(EditorQuestion) == []


async def test_what_is_sent_after_all_is_handled_as_if_it_had_been_typed_so(office: Office) -> None:
    await office.takes(message(1, NAMED))
    await office.takes(tap(2, SEND))
    (question,) = await office.rows(EditorQuestion)
    assert question.words == "… wil een trein nemen"
    *_, sent, answer = await office.said()
    assert "<blockquote>… wil een trein nemen</blockquote>" in sent
    assert "Dat weet ik niet." in answer
    assert await office.states() == [DONE, DONE]


async def test_a_command_that_is_sent_after_all_is_a_command(office: Office) -> None:
    update = message(1, "/help Quintijn")
    update["message"]["entities"] = [{"type": "bot_command", "offset": 0, "length": 5}]
    await office.takes(update)
    await office.takes(tap(2, SEND))
    assert "Zo werkt Wegwijs" in (await office.said())[-1]


@ON_BOTH
async def test_sending_twice_sends_once(office: Office) -> None:
    await office.takes(message(1, NAMED))
    await office.takes(tap(2, SEND), tap(3, SEND))
    assert len(await office.rows(EditorQuestion)) == 1
    alert = (await office.rows(Outgoing))[-1]
    assert alert.params["text"].startswith("Dit bericht is er niet meer.")


@ON_BOTH
async def test_of_what_is_not_sent_nothing_is_kept(office: Office) -> None:
    await office.takes(message(1, NAMED))
    await office.takes(tap(2, DROP))
    (dropped, _) = await office.rows(Incoming)
    assert (dropped.state, dropped.payload) == (DONE, {"update_id": 1})
    assert await office.rows(EditorQuestion) == []


@ON_BOTH
async def test_what_nobody_sent_within_the_hour_is_dropped(office: Office) -> None:
    await office.takes(message(1, NAMED))
    office.clock.passes(timedelta(minutes=59).total_seconds())
    await forget_old(office)
    assert await office.states() == [KEPT_BACK]
    office.clock.passes(timedelta(minutes=2).total_seconds())
    await forget_old(office)
    (dropped,) = await office.rows(Incoming)
    assert (dropped.state, dropped.payload) == (DONE, {"update_id": 1})


@ON_BOTH
async def test_an_hour_later_it_can_no_longer_be_sent(office: Office) -> None:
    await office.takes(message(1, NAMED))
    office.clock.passes(timedelta(minutes=61).total_seconds())
    await office.takes(tap(2, SEND))
    assert await office.rows(EditorQuestion) == []


@ON_BOTH
async def test_somebody_else_cannot_send_it(office: Office) -> None:
    group = {"id": -100, "type": "supergroup", "title": "Team"}
    asked, tapped = message(1, f"/help {NAMED}"), tap(2, SEND, person=BAS)
    asked["message"] |= {"chat": group, "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}
    tapped["callback_query"]["message"]["chat"] = group
    await office.takes(asked)
    await office.takes(tapped)
    assert await office.states() == [KEPT_BACK, DONE]


async def test_when_only_a_name_was_typed_there_is_nothing_to_send(office: Office) -> None:
    await office.takes(message(1, "Quintijn!"))
    (told,) = [row for row in await office.rows(Outgoing) if "text" in row.params]
    assert told.params["reply_markup"]["inline_keyboard"] == []
    assert await office.states() == [DONE]


async def test_an_edited_message_that_becomes_identifying_is_treated_the_same(office: Office) -> None:
    update = message(1, NAMED)
    update["edited_message"] = update.pop("message") | {"edit_date": 1_700_000_060}
    await office.takes(update)
    assert await methods(office) == ["deleteMessage", "sendMessage"]
    await office.takes(tap(2, SEND))
    assert len(await office.rows(EditorQuestion)) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [("photo", "Een foto"), ("voice", "Aan een stem"), ("document", "In een bestand"), ("location", "Een plek")],
)
async def test_what_is_no_text_is_refused_with_the_reason_and_taken_away(
    office: Office, content: str, why: str
) -> None:
    update = photo(1)
    update["message"] = {name: value for name, value in update["message"].items() if name != "photo"} | {content: {}}
    await office.takes(update)
    assert await methods(office) == ["deleteMessage", "sendMessage"]
    (told,) = await office.said()
    assert "Ik lees alleen tekst." in told
    assert why in told


async def test_a_member_with_an_english_phone_hears_it_in_english(office: Office) -> None:
    await office.takes(message(1, NAMED, language_code="en"))
    (told,) = await office.said()
    assert told.startswith("<b>I see a name.</b>")
