"""The bot's command lists: one per scope and language, and which of them a person sees."""

import json
import re
from collections.abc import Callable
from typing import Any

from bot.demo.errors import bad_request
from bot.demo.params import Params
from bot.demo.store import Store, dump
from bot.demo.utf16 import length

NAME = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
PLAIN_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}

Command = dict[str, str]


class Commands:
    """Command lists in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(self, scope: str, language_code: str, commands: list[Command]) -> None:
        """Set the list of a scope and language; an empty list removes it."""
        if not commands:
            self._store.run("DELETE FROM commands WHERE scope = ? AND language_code = ?", scope, language_code)
            return
        self._store.run("INSERT OR REPLACE INTO commands VALUES (?, ?, ?)", scope, language_code, dump(commands))

    def get(self, scope: str, language_code: str) -> list[Command]:
        """Exactly the list set for this scope and language."""
        found = self._store.row(
            "SELECT commands FROM commands WHERE scope = ? AND language_code = ?", scope, language_code
        )
        commands: list[Command] = json.loads(found[0]) if found else []
        return commands

    def seen_by(self, *, user_id: int, chat_id: int, language_code: str) -> list[Command]:
        """The list a person sees in a chat: the narrowest scope first, in each the own language first."""
        everywhere = "all_private_chats" if chat_id > 0 else "all_group_chats"
        member = [] if chat_id > 0 else [f"chat_member:{chat_id}:{user_id}"]
        for scope in [*member, f"chat:{chat_id}", everywhere, "default"]:
            for language in (language_code, ""):
                if commands := self.get(scope, language):
                    return commands
        return []


def read_scope(params: Params, known_chat: Callable[[Params], int]) -> str:
    """The key of the scope a request names; the default scope when it names none."""
    scope = params.value("scope")
    if scope is None:
        return "default"
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in PLAIN_SCOPES:
        return str(kind)
    if kind not in CHAT_SCOPES:
        raise bad_request("unsupported type specified")
    chat_id = known_chat(Params(scope))
    if kind == "chat":
        return f"chat:{chat_id}"
    if chat_id > 0:
        raise bad_request("can't change commands for chat members in private chats")
    if kind == "chat_administrators":
        return f"chat_administrators:{chat_id}"
    return f"chat_member:{chat_id}:{Params(scope).integer('user_id')}"


def read_language(params: Params) -> str:
    """The language of a request, empty for all languages."""
    language = params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("LANGUAGE_CODE_INVALID")
    return language


def read_commands(params: Params) -> list[Command]:
    """The commands of a request, checked."""
    commands = params.value("commands")
    if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_checked(command) for command in commands]


def _checked(command: dict[str, Any]) -> Command:
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= length(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
