"""At the door: what makes no sense, what is too much, and what a newer Telegram may hold."""

from typing import Any

import pytest
import telegram
from doorway import GROUP, ME, PERSON, message, stored
from structlog.testing import capture_logs

from bot.door import MARK, Door, keeping


def test_an_update_of_a_kind_we_did_not_ask_for_is_kept_as_its_number() -> None:
    assert stored("poll_answer", user=PERSON, option_ids=[1]) == {"update_id": 1}


@pytest.mark.parametrize("odd", [{"text": 3}, {"text": "hoi", "entities": "x"}, {"text": "hoi", "entities": [{}, 4]}])
def test_what_makes_no_sense_passes_without_harm(odd: dict[str, Any]) -> None:
    stored(**message(**odd))


@pytest.mark.parametrize(
    "odd",
    [
        {"reply_to_message": {"message_id": 1}},
        {"reply_to_message": 7},
        {"via_bot": {"id": "x", "is_bot": True}},
        {"left_chat_member": {}},
        {"new_chat_members": [{}, None, PERSON | {"id": 1.5}]},
        {"edit_date": 10**15},
        {"message_thread_id": [1]},
        {"is_topic_message": "ja"},
    ],
)
def test_a_part_that_makes_no_sense_is_left_out_and_the_rest_is_kept(odd: dict[str, Any]) -> None:
    kept = stored(**message(**{"text": "hoi", **odd}))["message"]
    assert not [name for name in odd if kept.get(name)]


@pytest.mark.parametrize("status", ["kicked", "left", "member", "administrator", "restricted", "creator", "nieuw"])
def test_of_every_status_the_bot_can_have_is_kept_whether_it_is_in_or_out(status: str) -> None:
    bot = {"id": 99, "is_bot": True, "first_name": "x"}
    change = {"chat": GROUP, "from": PERSON, "date": 1, "old_chat_member": {"status": "left", "user": bot}}
    kept = stored("my_chat_member", **change, new_chat_member={"status": status, "user": bot, "until_date": "x"})
    said = kept["my_chat_member"]["new_chat_member"]["status"]
    assert said == ("left" if status in {"kicked", "left"} else "member")


def test_of_a_text_that_is_longer_than_telegram_lets_anybody_write_the_beginning_is_kept() -> None:
    assert len(stored(**message(text="12 " * 5000))["message"]["text"]) == 4096


def test_half_a_character_does_not_keep_an_update_out() -> None:
    assert stored(**message(text="ziek \ud83d\0"))["message"]["text"] == "ziek ??"


def test_of_what_the_door_cannot_look_at_nothing_is_kept_and_the_log_has_no_words() -> None:
    def breaks(words: str) -> bool:
        raise ZeroDivisionError(words)

    with capture_logs() as logs:
        kept = Door(breaks).let_in([{"update_id": 1, "message": message(text="Quintijn is ziek")}], ME)
    assert kept[0][MARK]["content"] == "other"
    assert "Quintijn" not in repr(kept) + repr(logs)
    assert [entry["event"] for entry in logs] == ["door_failed"]


KEPT = keeping.MESSAGE.keys() | {
    *("chat", "from_user", "via_bot", "left_chat_member", "new_chat_members", "reply_to_message"),
    *("text", "entities", "api_kwargs"),
}  # fmt: skip
BESIDE = {
    *("author_signature", "business_connection_id", "caption", "caption_entities", "direct_messages_topic"),
    *("effect_id", "external_reply", "forward_origin", "guest_bot_caller_chat", "guest_bot_caller_user"),
    *("guest_query_id", "has_media_spoiler", "has_protected_content", "is_automatic_forward", "is_from_offline"),
    *("is_paid_post", "link_preview_options", "media_group_id", "paid_star_count", "quote", "reply_markup"),
    *("reply_to_checklist_task_id", "reply_to_poll_option_id", "reply_to_story", "sender_boost_count"),
    *("sender_business_bot", "sender_chat", "sender_tag", "show_caption_above_media", "suggested_post_info"),
}  # fmt: skip
NEWS = {
    *("boost_added", "channel_chat_created", "chat_background_set", "chat_owner_changed", "chat_owner_left"),
    *("chat_shared", "checklist_tasks_added", "checklist_tasks_done", "connected_website", "delete_chat_photo"),
    *("direct_message_price_changed", "forum_topic_closed", "forum_topic_created", "forum_topic_edited"),
    *("forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden", "gift_upgrade_sent"),
    *("giveaway_completed", "giveaway_created", "managed_bot_created", "message_auto_delete_timer_changed"),
    *("new_chat_photo", "new_chat_title", "paid_message_price_changed", "passport_data", "pinned_message"),
    *("poll_option_added", "poll_option_deleted", "proximity_alert_triggered", "refunded_payment"),
    *("successful_payment", "suggested_post_approval_failed", "suggested_post_approved"),
    *("suggested_post_declined", "suggested_post_paid", "suggested_post_refunded", "unique_gift", "users_shared"),
    *("video_chat_ended", "video_chat_participants_invited", "video_chat_scheduled", "video_chat_started"),
    *("web_app_data", "write_access_allowed"),
}  # fmt: skip


def test_whatever_a_message_can_hold_is_kept_refused_or_knowingly_passed_over() -> None:
    """A newer library that knows of more fails here, so that somebody decides."""
    fields = {name for kind in telegram.Message.__mro__ for name in getattr(kind, "__slots__", ())}
    known = KEPT | BESIDE | NEWS | keeping.CONTENTS.keys()
    assert {name for name in fields if not name.startswith("_")} == known
