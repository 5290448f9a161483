"""How a request comes in and how it is refused."""

import httpx
import pytest
from telegram import Bot
from telegram.error import InvalidToken

from .conftest import ANNA, TOKEN, Api, Page


async def test_get_me_tells_who_the_bot_is(api: Api):
    me = await api.ok("getMe")
    assert (me["id"], me["username"], me["is_bot"]) == (7000001, "wegwijs_bot", True)
    assert me["can_read_all_group_messages"] is False


async def test_a_wrong_token_is_unauthorized(client: httpx.AsyncClient):
    response = await client.get("/bot7000001:wrong/getMe")
    assert response.status_code == 401
    assert response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_bot_with_a_wrong_token_does_not_start(standin):
    bot = Bot("7000001:wrong", base_url=f"{standin.url}/bot")
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()


async def test_an_unknown_method_is_not_found(api: Api):
    body = await api.call("sendTelepathy")
    assert (body["error_code"], body["description"]) == (404, "Not Found: method not found")


async def test_method_names_are_not_case_sensitive(api: Api):
    assert (await api.ok("GETME"))["username"] == "wegwijs_bot"


@pytest.mark.parametrize("way", ["query", "json", "form", "multipart"])
async def test_parameters_come_in_four_ways(client: httpx.AsyncClient, started, way: str):
    params = {"chat_id": ANNA, "text": "hoi"}
    sent = {
        "query": {"params": params},
        "json": {"json": params},
        "form": {"data": params},
        "multipart": {"files": {name: (None, str(value)) for name, value in params.items()}},
    }
    response = await client.post(f"/bot{TOKEN}/sendMessage", **sent[way])
    assert response.json()["result"]["text"] == "hoi"


@pytest.mark.parametrize("body", ["{", "[1]", '"x"'])
async def test_a_body_that_is_no_json_object_is_refused(client: httpx.AsyncClient, body: str):
    headers = {"Content-Type": "application/json"}
    response = await client.post(f"/bot{TOKEN}/getMe", content=body, headers=headers)
    assert response.json()["description"] == "Bad Request: can't parse JSON object"


async def test_half_a_character_is_refused(client: httpx.AsyncClient, started):
    body = '{"chat_id": 101, "text": "\\ud83d"}'
    headers = {"Content-Type": "application/json"}
    response = await client.post(f"/bot{TOKEN}/sendMessage", content=body, headers=headers)
    assert response.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


@pytest.mark.parametrize(
    ("chat_id", "reason"), [(999, "chat not found"), ("@somebody", "chat not found"), ("", "chat_id is empty")]
)
async def test_an_unknown_chat_is_not_found(api: Api, chat_id, reason):
    assert await api.refusal("sendMessage", chat_id=chat_id, text="hoi") == f"Bad Request: {reason}"


async def test_the_bot_cannot_write_first(api: Api, page: Page):
    body = await api.call("sendMessage", chat_id=ANNA, text="hoi")
    assert body["description"] == "Forbidden: bot can't initiate conversation with a user"
    assert body["error_code"] == 403
    await page.say("/start")
    assert (await api.ok("sendMessage", chat_id=ANNA, text="hoi"))["text"] == "hoi"


async def test_only_this_machine_may_ask(client: httpx.AsyncClient):
    response = await client.get("/api/state", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
