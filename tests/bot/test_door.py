"""At the door: what of an update may be stored, for each kind of update."""

import json
from typing import Any

import pytest
from doorway import FILE, GROUP, ME, PERSON, TAP_TEXT, acute, message, stored

from bot.door import MARK, Door


def command(text: str) -> dict[str, Any]:
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]}


def test_a_question_is_kept_as_it_is_and_who_asked_by_number_only() -> None:
    kept = stored(**message(text="wie betaalt een laptop bij dyslexie?"))
    assert kept["message"]["text"] == "wie betaalt een laptop bij dyslexie?"
    assert kept["message"]["from"] == {"id": 7, "is_bot": False, "language_code": "nl", "first_name": ""}
    assert kept["message"]["chat"] == {"id": 7, "type": "private"}
    assert MARK not in kept


def test_a_name_in_a_question_is_taken_out_and_said() -> None:
    kept = stored(**message(text="Quintijn is sinds maandag ziek, wat moet ik doen?"))
    assert kept["message"]["text"] == "[naam] is sinds maandag ziek, wat moet ik doen?"
    assert kept[MARK] == {"what": ["person_name"], "acute": False}


def test_several_things_are_all_taken_out_and_all_said() -> None:
    kept = stored(**message(text="Bel de moeder van Quintijn op 06 12345678"))
    assert kept["message"]["text"] == "Bel de moeder van [naam] op [telefoon]"
    assert kept[MARK]["what"] == ["person_name", "phone"]


@pytest.mark.parametrize("code", ["K7T-4", "L3-017", "2231", "LL 88", "k7t-y", "C3F-Y"])
def test_a_pupil_code_goes_through(code: str) -> None:
    kept = stored(**message(text=f"zorgen over {code}"))
    assert kept["message"]["text"] == f"zorgen over {code}"
    assert MARK not in kept


def test_what_sounds_acute_is_told_by_the_words_before_they_were_cleaned() -> None:
    assert stored(**message(text="Quintijn wil niet meer leven"))[MARK]["acute"]
    assert stored(**message(photo=[FILE], caption="Quintijn wil niet meer leven"))[MARK]["acute"]


def test_a_deep_link_keeps_its_code_and_the_name_the_chair_must_see() -> None:
    text = "/start JanPietKlaasAnnaMarieSophieLotte1"
    (kept,) = Door(acute).let_in([{"update_id": 1, "message": message(**command(text))}], ME)
    assert kept["message"]["text"] == text
    assert kept["message"]["from"]["first_name"] == "Quintijn"
    assert "username" not in kept["message"]["from"]


def test_a_short_word_after_start_is_no_code_and_is_looked_at() -> None:
    assert stored(**message(**command("/start Quintijn")))["message"]["text"] == "/start [naam]"


def test_a_deep_link_in_a_group_keeps_no_name() -> None:
    stored(**message(GROUP, **command("/start JanPietKlaasAnnaMarieSophieLotte1")))


def test_a_command_of_ours_is_no_name_and_another_word_after_a_slash_may_be() -> None:
    def through(text: str) -> str:
        (kept,) = Door(acute, frozenset({"wis"})).let_in([{"update_id": 1, "message": message(**command(text))}], ME)
        return str(kept["message"]["text"])

    assert through("/wis") == "/wis"
    assert through("/WIS@WegwijsTestBot Quintijn") == "/WIS@WegwijsTestBot [naam]"
    assert through("/roosters") == "/roosters"
    assert through("/quintijn ziek") == "/[naam] ziek"


def test_commands_and_mentions_keep_their_marks_where_they_then_stand() -> None:
    text = "/signaal Quintijn ziek 😀 @WegwijsTestBot"
    at = len(text[: text.index("@")].encode("utf-16-le")) // 2
    marks = [
        {"type": "mention", "offset": at, "length": 15},
        {"type": "bot_command", "offset": 0, "length": 8},
        {"type": "text_mention", "offset": 9, "length": 8, "user": PERSON},
        {"type": "text_link", "offset": 18, "length": 4, "url": "https://example.org/Quintijn"},
    ]
    kept = stored(**message(text=text, entities=marks))["message"]
    assert kept["text"] == "/signaal [naam] ziek 😀 @WegwijsTestBot"
    assert kept["entities"] == [
        {"type": "bot_command", "offset": 0, "length": 8},
        {"type": "mention", "offset": 24, "length": 15},
    ]


def test_an_edited_message_is_looked_at_likewise() -> None:
    kept = stored("edited_message", **message(text="Quintijn is ziek", edit_date=1_700_000_060))
    assert kept["edited_message"]["text"] == "[naam] is ziek"
    assert kept[MARK]["what"] == ["person_name"]


@pytest.mark.parametrize(
    "origin",
    [
        {"forward_origin": {"type": "user", "date": 1, "sender_user": PERSON}},
        {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Quintijn Achterberg"}},
        {"forward_from": PERSON, "forward_sender_name": "Quintijn"},
        {"author_signature": "Quintijn", "sender_chat": {"id": -1, "type": "channel", "title": "Quintijn"}},
        {"quote": {"text": "Quintijn", "position": 0}, "external_reply": {"origin": {"sender_user_name": "Quintijn"}}},
        {"reply_to_message": message(text="Quintijn is ziek")},
    ],
)
def test_of_a_forwarded_message_only_its_clean_words_are_kept(origin: dict[str, Any]) -> None:
    kept = stored(**message(text="kan jij dit oppakken?", **origin))
    assert kept["message"]["text"] == "kan jij dit oppakken?"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ({"photo": [FILE], "caption": "Quintijn"}, "photo"),
        ({"video": FILE | {"file_name": "Quintijn.mp4"}}, "video"),
        ({"animation": FILE, "document": FILE}, "video"),
        ({"video_note": FILE}, "video"),
        ({"voice": FILE}, "voice"),
        ({"audio": FILE | {"title": "Quintijn"}}, "voice"),
        ({"document": FILE | {"file_name": "Verslag Quintijn.docx"}, "caption": "Quintijn"}, "document"),
        ({"location": {"latitude": 52.1, "longitude": 5.3}}, "location"),
        ({"venue": {"title": "Bij Quintijn thuis", "address": "x"}, "location": {"latitude": 52.1}}, "location"),
        ({"contact": {"phone_number": "0612345678", "first_name": "Quintijn"}}, "contact"),
        ({"poll": {"question": "Quintijn of niet?"}}, "other"),
        ({"sticker": FILE}, "other"),
    ],
)
def test_nothing_is_kept_of_what_is_no_text(content: dict[str, Any], named: str) -> None:
    kept = stored(**message(**content))
    assert kept["message"].keys() == {"message_id", "date", "chat", "from"}
    assert kept[MARK]["content"] == named


@pytest.mark.parametrize("news", [{"pinned_message": message(text="Quintijn")}, {"new_chat_title": "Quintijn"}])
def test_news_of_a_chat_is_no_reason_to_say_anything(news: dict[str, Any]) -> None:
    assert MARK not in stored(**message(**news))


def test_who_came_into_a_group_is_kept_by_number() -> None:
    kept = stored(**message(GROUP, new_chat_members=[PERSON]))
    assert [who["id"] for who in kept["message"]["new_chat_members"]] == [7]


@pytest.mark.parametrize(
    "content",
    [{"text": "Quintijn was er weer niet"}, {"text": "tot morgen"}, {"photo": [FILE], "caption": "Quintijn"}],
)
def test_what_people_say_to_each_other_in_a_group_is_not_kept_at_all(content: dict[str, Any]) -> None:
    kept = stored(**message(GROUP, **content))
    assert kept["message"].keys() == {"message_id", "date", "chat", "from"}
    assert MARK not in kept


MENTION = [{"type": "mention", "offset": 0, "length": 15}]


@pytest.mark.parametrize(
    "content",
    [
        {"text": "@WegwijsTestBot Quintijn is ziek", "entities": MENTION},
        {"text": "@WegwijsTestBot madelief heeft een mes bij zich", "entities": MENTION},
        {"text": "@wegwijstestbot Quintijn is ziek", "entities": MENTION},
        {"text": "Quintijn is ziek", "reply_to_message": message(GROUP) | {"from": {"id": 99, "is_bot": True}}},
        command("/wie Quintijn"),
        command("/wie@WegwijsTestBot Quintijn"),
    ],
)
def test_what_is_said_to_the_bot_in_a_group_is_cleaned(content: dict[str, Any]) -> None:
    kept = stored(**message(GROUP, **content))
    assert "[naam]" in kept["message"]["text"]
    assert kept[MARK]["what"] == ["person_name"]


@pytest.mark.parametrize("content", [command("/wie@AnotherBot Quintijn"), {"text": "@AnotherBot Quintijn"}])
def test_what_is_said_to_another_bot_in_a_group_is_not_kept(content: dict[str, Any]) -> None:
    assert "text" not in stored(**message(GROUP, **content))["message"]


def test_a_photo_for_the_bot_in_a_group_is_refused_as_in_private() -> None:
    kept = stored(**message(GROUP, photo=[FILE], caption="@WegwijsTestBot kijk", caption_entities=MENTION))
    assert kept[MARK]["content"] == "photo"


def test_a_card_of_our_own_needs_no_words() -> None:
    kept = stored(**message(text="Onderzoek naar dyslexie", via_bot={"id": 99, "is_bot": True, "first_name": "W"}))
    assert "text" not in kept["message"]


def test_of_a_tap_the_button_is_kept_and_not_what_stood_above_it() -> None:
    told = message(text=TAP_TEXT, reply_markup={"inline_keyboard": [[{"text": "Quintijn", "callback_data": "q:a"}]]})
    kept = stored("callback_query", id="1", chat_instance="x", data="q:a", message=told, **{"from": PERSON})
    assert kept["callback_query"]["data"] == "q:a"
    assert kept["callback_query"]["message"].keys() == {"message_id", "date", "chat", "from", "text"}
    assert "L3-017" not in json.dumps(kept)


def test_under_a_picture_there_is_still_no_text() -> None:
    kept = stored("callback_query", id="1", chat_instance="x", data="a", message=message(photo=[]), **{"from": PERSON})
    assert "text" not in kept["callback_query"]["message"]


def test_what_is_typed_for_inline_cards_is_cleaned_and_where_is_left_out() -> None:
    place = {"latitude": 52.1, "longitude": 5.3}
    typed = {"id": "1", "query": "dyslexie Quintijn", "offset": "", "location": place, "from": PERSON}
    kept = stored("inline_query", **typed)
    assert kept["inline_query"]["query"] == "dyslexie …"
    assert "location" not in kept["inline_query"]


def test_of_a_group_that_lets_the_bot_in_its_title_is_not_kept() -> None:
    bot = {"id": 99, "is_bot": True, "first_name": "Quintijn"}
    change = {
        "chat": GROUP,
        "from": PERSON,
        "date": 1,
        "old_chat_member": {"status": "left", "user": bot},
        "new_chat_member": {"status": "member", "user": bot, "custom_title": "Quintijn"},
    }
    kept = stored("my_chat_member", **change)
    assert kept["my_chat_member"]["new_chat_member"]["status"] == "member"
