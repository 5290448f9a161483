"""Commands per scope and language, descriptions, the menu button."""

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, MenuButtonCommands

from .conftest import ANNA, BEN, TEAM, Api, Page


def commands(*names: str):
    return [{"command": name, "description": "doet iets"} for name in names]


async def seen(page: Page, *, persona: str = "anna", chat: int = ANNA) -> list[str]:
    return [command["command"] for command in (await page.chat(persona=persona, chat=chat))["commands"]]


async def test_a_bot_sets_and_reads_its_commands(bot: Bot):
    await bot.set_my_commands([BotCommand("vraag", "stel een vraag")], BotCommandScopeAllPrivateChats(), "nl")
    assert await bot.get_my_commands() == ()
    (command,) = await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "nl")
    assert (command.command, command.description) == ("vraag", "stel een vraag")


async def test_the_narrowest_scope_wins(api: Api, page: Page):
    scopes = [
        ("anyone", {"type": "default"}),
        ("private", {"type": "all_private_chats"}),
        ("mine", {"type": "chat", "chat_id": ANNA}),
    ]
    for name, scope in scopes:
        await api.ok("setMyCommands", commands=commands(name), scope=scope)
        assert await seen(page) == [name]
    assert await seen(page, persona="ben", chat=BEN) == ["private"]
    assert await seen(page, chat=TEAM) == ["anyone"]


async def test_in_a_group_a_member_can_have_commands_of_their_own(api: Api, page: Page):
    scopes = [
        ("groups", {"type": "all_group_chats"}),
        ("team", {"type": "chat", "chat_id": TEAM}),
        ("me", {"type": "chat_member", "chat_id": TEAM, "user_id": ANNA}),
    ]
    for name, scope in scopes:
        await api.ok("setMyCommands", commands=commands(name), scope=scope)
        assert await seen(page, chat=TEAM) == [name]
    assert await seen(page, persona="ben", chat=TEAM) == ["team"]


async def test_the_own_language_comes_first_and_the_scope_before_the_language(api: Api, page: Page):
    await api.ok("setMyCommands", commands=commands("ask"), language_code="en")
    await api.ok("setMyCommands", commands=commands("vraag"))
    assert await seen(page) == ["vraag"]
    assert await seen(page, persona="ben", chat=BEN) == ["ask"]
    await api.ok("setMyCommands", commands=commands("prive"), scope={"type": "all_private_chats"})
    assert await seen(page, persona="ben", chat=BEN) == ["prive"]


async def test_deleted_commands_fall_back(api: Api, page: Page):
    await api.ok("setMyCommands", commands=commands("anyone"))
    await api.ok("setMyCommands", commands=commands("mine"), scope={"type": "chat", "chat_id": ANNA})
    await api.ok("deleteMyCommands", scope={"type": "chat", "chat_id": ANNA})
    assert await seen(page) == ["anyone"]
    await api.ok("setMyCommands", commands=[])
    assert await seen(page) == []


@pytest.mark.parametrize("name", ["a", "x" * 32, "vraag_1"])
async def test_a_name_of_1_to_32_small_letters_digits_and_underscores(api: Api, name: str):
    assert await api.ok("setMyCommands", commands=commands(name))


@pytest.mark.parametrize("name", ["", "x" * 33, "Vraag", "vraag-1", "één", "a b"])
async def test_any_other_name_is_invalid(api: Api, name: str):
    assert await api.refusal("setMyCommands", commands=commands(name)) == "Bad Request: BOT_COMMAND_INVALID"


@pytest.mark.parametrize(("size", "accepted"), [(0, False), (1, True), (256, True), (257, False)])
async def test_a_description_of_1_to_256_characters(api: Api, size: int, accepted: bool):
    body = await api.call("setMyCommands", commands=[{"command": "vraag", "description": "x" * size}])
    assert body["ok"] is accepted


async def test_a_hundred_commands_and_not_one_more(api: Api):
    names = [f"c{number}" for number in range(101)]
    assert await api.ok("setMyCommands", commands=commands(*names[:100]))
    assert await api.refusal("setMyCommands", commands=commands(*names)) == "Bad Request: BOT_COMMANDS_TOO_MUCH"


@pytest.mark.parametrize(
    ("scope", "reason"),
    [
        ({"type": "everywhere"}, "unsupported type specified"),
        ({"type": "chat", "chat_id": 999}, "chat not found"),
        (
            {"type": "chat_member", "chat_id": ANNA, "user_id": 1},
            "can't change commands for chat members in private chats",
        ),
    ],
)
async def test_a_scope_that_does_not_exist_is_refused(api: Api, scope, reason):
    assert await api.refusal("setMyCommands", commands=commands("a"), scope=scope) == f"Bad Request: {reason}"


async def test_a_bot_clears_commands_of_one_chat(bot: Bot):
    await bot.set_my_commands([BotCommand("a", "b")], BotCommandScopeChat(ANNA))
    await bot.delete_my_commands(BotCommandScopeChat(ANNA))
    assert await bot.get_my_commands(BotCommandScopeChat(ANNA)) == ()


@pytest.mark.parametrize(
    ("method", "field", "most"),
    [
        ("setMyName", "name", 64),
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
    ],
)
async def test_a_text_about_the_bot_has_its_limit(api: Api, method: str, field: str, most: int):
    assert await api.ok(method, **{field: "x" * most})
    assert not (await api.call(method, **{field: "x" * (most + 1)}))["ok"]
    assert await api.ok(method.replace("set", "get")) == {field: "x" * most}


async def test_the_page_shows_the_description_in_its_own_language_and_in_each_persona_s(api: Api, client):
    await api.ok("setMyDescription", description="Wie doet wat?")
    await api.ok("setMyDescription", description="Who does what?", language_code="en")
    state = (await client.get("/api/state")).json()
    assert state["bot"]["description"] == "Wie doet wat?"
    described = {persona["id"]: persona["description"] for persona in state["personas"]}
    assert described == {"anna": "Wie doet wat?", "ben": "Who does what?", "cora": "Wie doet wat?"}


async def test_the_menu_button_is_set_for_one_chat_or_for_all(bot: Bot, api: Api, page: Page):
    button = {"type": "web_app", "text": "Open", "web_app": {"url": "https://a.nl/"}}
    await api.ok("setChatMenuButton", chat_id=ANNA, menu_button=button)
    assert (await page.chat())["menu"] == button
    assert (await page.chat(persona="ben", chat=BEN))["menu"] == {"type": "commands"}
    await bot.set_chat_menu_button(ANNA, MenuButtonCommands())
    assert (await page.chat())["menu"] == {"type": "commands"}
    assert not (await api.call("setChatMenuButton", menu_button={"type": "x"}))["ok"]
