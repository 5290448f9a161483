"""The list of commands and the words about the bot that Telegram shows, per language and kind of chat."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.i18n import DEFAULT, LANGUAGES
from bot.render import Renderer

SCOPES = {"all_private_chats": "commands", "all_group_chats": "commands_group"}


def write_down(session: AsyncSession, renderer: Renderer, *, now: datetime) -> None:
    """Ask Telegram to show our commands and descriptions."""
    for method, params in _requests(renderer):
        outbox.write_down(session, method, params, now=now)


def _requests(renderer: Renderer) -> Iterator[tuple[str, dict[str, Any]]]:
    for language in LANGUAGES:
        told: dict[str, Any] = {} if language == DEFAULT else {"language_code": language}
        for scope, name in SCOPES.items():
            commands = [
                {"command": command.strip(), "description": description.strip()}
                for command, _, description in (
                    line.partition(":") for line in renderer.words(name, language).splitlines()
                )
            ]
            yield "setMyCommands", {"commands": commands, "scope": {"type": scope}, **told}
        yield "setMyDescription", {"description": renderer.words("description", language), **told}
        yield "setMyShortDescription", {"short_description": renderer.words("description_short", language), **told}
