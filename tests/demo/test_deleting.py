"""Deleting messages: within 48 hours, and in a group only one's own."""

from dataclasses import replace

import pytest

from bot.demo.methods.deleting import DELETABLE

from .conftest import ANNA, GROUPS, TEAM, Api, Clock, Page


async def test_a_person_s_message_in_a_private_chat_can_be_deleted(api: Api, page: Page, started):
    message_id = await page.say("Jantje uit 3b")
    assert await api.ok("deleteMessage", chat_id=ANNA, message_id=message_id)
    assert [message["text"] for message in (await page.chat())["messages"]] == ["/start"]


async def test_an_unknown_message_is_not_found(api: Api, started):
    refused = await api.refusal("deleteMessage", chat_id=ANNA, message_id=999)
    assert refused == "Bad Request: message to delete not found"


async def test_a_message_can_be_deleted_for_48_hours_and_not_a_second_longer(api: Api, clock: Clock, started):
    first = await api.ok("sendMessage", chat_id=ANNA, text="een")
    second = await api.ok("sendMessage", chat_id=ANNA, text="twee")
    clock.now += DELETABLE.total_seconds()
    assert await api.ok("deleteMessage", chat_id=ANNA, message_id=first["message_id"])
    clock.now += 1
    refused = await api.refusal("deleteMessage", chat_id=ANNA, message_id=second["message_id"])
    assert refused == "Bad Request: message can't be deleted"


async def test_in_a_group_the_bot_deletes_only_its_own(api: Api, page: Page):
    theirs = await page.say("/vraag", chat=TEAM)
    own = await api.ok("sendMessage", chat_id=TEAM, text="antwoord")
    refused = await api.refusal("deleteMessage", chat_id=TEAM, message_id=theirs)
    assert refused == "Bad Request: message can't be deleted"
    assert await api.ok("deleteMessage", chat_id=TEAM, message_id=own["message_id"])


class TestAsAdministrator:
    @pytest.fixture
    def settings(self):
        return {"groups": [replace(GROUPS[0], bot_is_admin=True)]}

    async def test_the_bot_deletes_what_others_wrote(self, api: Api, page: Page):
        theirs = await page.say("Jantje uit 3b", chat=TEAM)
        assert await api.ok("deleteMessage", chat_id=TEAM, message_id=theirs)

    async def test_the_bot_is_listed_as_administrator(self, api: Api):
        (admin,) = await api.ok("getChatAdministrators", chat_id=TEAM)
        assert (admin["user"]["username"], admin["can_delete_messages"]) == ("wegwijs_bot", True)


async def test_many_are_deleted_at_once_and_unknown_ones_skipped(api: Api, page: Page, started):
    ids = [await page.say(text) for text in ("een", "twee")]
    assert await api.ok("deleteMessages", chat_id=ANNA, message_ids=[*ids, 999])
    assert len((await page.chat())["messages"]) == 1


async def test_a_hundred_at_once_and_not_one_more(api: Api, started):
    assert await api.ok("deleteMessages", chat_id=ANNA, message_ids=list(range(500, 600)))
    refused = await api.refusal("deleteMessages", chat_id=ANNA, message_ids=list(range(500, 601)))
    assert refused == "Bad Request: too many message identifiers specified"
    refused = await api.refusal("deleteMessages", chat_id=ANNA, message_ids=[])
    assert refused == "Bad Request: message identifiers are not specified"


async def test_a_deleted_message_is_not_unread_any_more(api: Api, page: Page, started):
    await page.chat()
    message = await api.ok("sendMessage", chat_id=ANNA, text="een")
    await api.ok("sendMessage", chat_id=ANNA, text="twee")
    await api.ok("deleteMessage", chat_id=ANNA, message_id=message["message_id"])
    assert (await page.listed())["unread"] == 1
