"""What people do in the page, and what the bot hears of it."""

import json

import httpx
import pytest

from .conftest import ANNA, BEN, TEAM, Api, Page


async def heard(api: Api) -> list[str]:
    return [update["message"]["text"] for update in await api.updates()]


async def test_the_state_lists_everybody_with_their_chats(client: httpx.AsyncClient):
    state = (await client.get("/api/state")).json()
    assert (state["bot"]["username"], state["language"]) == ("wegwijs_bot", "nl")
    anna, _, cora = state["personas"]
    assert (anna["id"], anna["name"], anna["role"], anna["language"]) == ("anna", "Anna", "mentor", "nl")
    assert [(chat["chat"], chat["kind"], chat["title"]) for chat in anna["chats"]] == [
        (str(ANNA), "private", "Wegwijs"),
        (str(TEAM), "group", "Team"),
    ]
    assert len(cora["chats"]) == 1


async def test_a_message_is_mine_for_its_author_only(page: Page):
    await page.say("/hoi", chat=TEAM)
    assert (await page.last(chat=TEAM))["mine"] is True
    other = await page.last(persona="ben", chat=TEAM)
    assert (other["mine"], other["from"]) == (False, {"id": str(ANNA), "name": "Anna", "bot": False})


async def test_unread_counts_what_others_said_until_it_is_read(api: Api, page: Page, started):
    await page.chat()
    for _ in range(2):
        await api.ok("sendMessage", chat_id=ANNA, text="hoi")
    await page.say("ja")
    assert (await page.listed())["unread"] == 2
    await page.chat()
    assert (await page.listed())["unread"] == 0


async def test_the_list_shows_the_last_line(api: Api, page: Page, clock):
    assert (await page.listed())["last"] is None
    await page.say("hoi")
    assert (await page.listed())["last"] == {"text": "hoi", "date": int(clock.now)}


async def test_an_edit_reaches_the_bot_as_an_edited_message(api: Api, page: Page):
    message_id = await page.say("een")
    await page.post("edit", persona="anna", chat=str(ANNA), message_id=message_id, text="/twee")
    update = (await api.updates())[-1]
    assert (update["edited_message"]["text"], update["edited_message"]["message_id"]) == ("/twee", message_id)
    assert update["edited_message"]["entities"][0]["type"] == "bot_command"
    assert (await page.last())["edited"] is True


async def test_only_ones_own_message_can_be_edited(api: Api, page: Page, started):
    message = await api.ok("sendMessage", chat_id=ANNA, text="hoi")
    body = {"persona": "anna", "chat": str(ANNA), "message_id": message["message_id"], "text": "x"}
    assert await page.problem("edit", **body) == (409, "Je kunt alleen je eigen berichten wijzigen.")


@pytest.mark.parametrize(
    ("text", "accepted"), [("x" * 4096, True), ("x" * 4097, False), ("  ", False), ("👋" * 2048, True)]
)
async def test_a_person_types_1_to_4096_units(client: httpx.AsyncClient, text: str, accepted: bool):
    response = await client.post("/api/send", json={"persona": "anna", "chat": str(ANNA), "text": text})
    assert response.is_success is accepted


@pytest.mark.parametrize(
    ("persona", "chat", "sentence"),
    [
        ("dirk", ANNA, "We kennen dirk niet."),
        ("anna", BEN, "Anna zit niet in dit gesprek."),
        ("cora", TEAM, "Cora zit niet in dit gesprek."),
        ("anna", "x", "Dit gesprek bestaat niet."),
    ],
)
async def test_nobody_writes_where_they_are_not(page: Page, persona, chat, sentence):
    assert await page.problem("send", persona=persona, chat=str(chat), text="x") == (404, sentence)


async def test_a_refusal_is_told_in_the_language_of_the_persona(page: Page):
    refused = await page.problem("send", persona="ben", chat=str(ANNA), text="x")
    assert refused == (404, "Ben is not in this chat.")


async def test_who_blocks_the_bot_gets_nothing_more(api: Api, page: Page, started):
    await page.post("block", persona="anna")
    (update,) = await api.updates()
    change = update["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    body = await api.call("sendMessage", chat_id=ANNA, text="hoi")
    assert (body["error_code"], body["description"]) == (403, "Forbidden: bot was blocked by the user")
    assert (await page.listed())["blocked"] is True
    assert (await page.problem("send", persona="anna", chat=str(ANNA), text="x"))[0] == 409


async def test_who_unblocks_the_bot_hears_it_again(api: Api, page: Page, started):
    for act in ("block", "unblock", "unblock"):
        await page.post(act, persona="anna")
    assert [update["my_chat_member"]["new_chat_member"]["status"] for update in await api.updates()] == [
        "kicked",
        "member",
    ]
    assert await api.ok("sendMessage", chat_id=ANNA, text="hoi")


async def test_a_block_does_not_close_the_group(api: Api, page: Page, started):
    await page.post("block", persona="anna")
    assert await api.ok("sendMessage", chat_id=TEAM, text="hoi")


async def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(api: Api, page: Page):
    for text in ("zomaar", "/vraag", "/vraag@other_bot", "/vraag@wegwijs_bot", "hee @wegwijs_bot", "hee @other_bot"):
        await page.say(text, chat=TEAM)
    assert await heard(api) == ["/vraag", "/vraag@wegwijs_bot", "hee @wegwijs_bot"]


async def test_in_a_group_the_bot_hears_replies_to_it(api: Api, page: Page):
    message = await api.ok("sendMessage", chat_id=TEAM, text="wie komt?")
    await page.say("ik", chat=TEAM, reply_to=message["message_id"])
    (update,) = await api.updates()
    assert update["message"]["reply_to_message"]["text"] == "wie komt?"


class TestWithoutPrivacyMode:
    @pytest.fixture
    def settings(self):
        return {"privacy_mode": False}

    async def test_the_bot_hears_everything(self, api: Api, page: Page):
        await page.say("zomaar", chat=TEAM)
        assert await heard(api) == ["zomaar"]
        assert (await api.ok("getMe"))["can_read_all_group_messages"] is True


async def test_a_bot_that_left_the_group_is_out(api: Api, page: Page):
    assert await api.ok("leaveChat", chat_id=TEAM)
    assert (await api.updates())[0]["my_chat_member"]["new_chat_member"]["status"] == "left"
    refused = await api.refusal("sendMessage", chat_id=TEAM, text="hoi")
    assert refused == "Forbidden: bot is not a member of the group chat"
    await page.say("/vraag", chat=TEAM)
    assert await heard(api) == []


async def test_a_private_chat_cannot_be_left(api: Api, started):
    refused = await api.refusal("leaveChat", chat_id=ANNA)
    assert refused == "Bad Request: chat member status can't be changed in private chats"


async def test_the_bot_can_ask_who_is_in_a_chat(api: Api):
    assert (await api.ok("getChat", chat_id=TEAM))["title"] == "Team"
    assert (await api.ok("getChatMemberCount", chat_id=TEAM)) == 3
    statuses = [(await api.ok("getChatMember", chat_id=TEAM, user_id=user))["status"] for user in (ANNA, 103, 7000001)]
    assert statuses == ["member", "left", "member"]
    assert await api.refusal("getChatMember", chat_id=TEAM, user_id=1) == "Bad Request: user not found"


async def test_older_messages_come_on_request(page: Page):
    for number in range(5):
        await page.say(str(number))
    assert [message["text"] for message in (await page.chat(limit=2))["messages"]] == ["3", "4"]
    assert [message["text"] for message in (await page.chat(limit=2, before=4))["messages"]] == ["1", "2"]


async def test_what_a_person_types_never_becomes_html(page: Page):
    await page.say("<b>vet</b>")
    assert (await page.last())["html"] == "&lt;b&gt;vet&lt;/b&gt;"


class TestEvents:
    async def next(self, lines) -> dict:
        async for line in lines:
            if line.startswith("data: "):
                return json.loads(line.removeprefix("data: "))
        raise AssertionError

    async def test_the_page_hears_what_happens(self, client: httpx.AsyncClient, api: Api, page: Page, started):
        async with client.stream("GET", "/api/events") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            lines = stream.aiter_lines()
            await api.ok("sendChatAction", chat_id=ANNA, action="typing")
            assert await self.next(lines) == {
                "type": "typing",
                "persona": "anna",
                "chat": str(ANNA),
                "action": "typing",
            }
            sent = await api.ok("sendMessage", chat_id=ANNA, text="hoi")
            event = await self.next(lines)
            assert (event["type"], event["persona"], event["message"]["html"]) == ("message", "anna", "hoi")
            where = {"chat_id": ANNA, "message_id": sent["message_id"]}
            await api.ok("editMessageText", **where, text="dag")
            assert (await self.next(lines))["message"]["edited"] is True
            await api.ok("deleteMessage", **where)
            event = await self.next(lines)
            assert (event["type"], event["message"]["message_id"]) == ("deleted", sent["message_id"])

    async def test_a_group_message_is_an_event_for_each_member(self, client: httpx.AsyncClient, page: Page):
        async with client.stream("GET", "/api/events") as stream:
            lines = stream.aiter_lines()
            await page.say("/hoi", chat=TEAM)
            events = [await self.next(lines) for _ in range(2)]
        assert [(event["persona"], event["message"]["mine"]) for event in events] == [("anna", True), ("ben", False)]

    async def test_blocking_is_an_event(self, client: httpx.AsyncClient, page: Page):
        async with client.stream("GET", "/api/events") as stream:
            await page.post("block", persona="anna")
            assert (await self.next(stream.aiter_lines()))["type"] == "state"
