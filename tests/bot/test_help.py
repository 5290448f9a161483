"""Help, in parts that fit on a phone."""

import re

import pytest
from telegram.ext import CommandHandler

from bot.app import build
from bot.config import Settings
from bot.keyring import new_key
from bot.render import Renderer
from knowledge.tables import knowledge


def settings() -> Settings:
    return Settings(token="99:made-up-token", key=new_key())


@pytest.mark.parametrize("part", ["zaken", "overleg", "ik", None])
def test_help_names_only_commands_that_exist(part: str | None) -> None:
    application = build(settings())
    handlers = application.handlers[0]
    known = {command for handler in handlers if isinstance(handler, CommandHandler) for command in handler.commands}
    shown = (
        Renderer(knowledge()).message("help_part", "nl", part=part)
        if part
        else Renderer(knowledge()).message("help", "nl")
    )
    named = set(re.findall(r"^/([a-z]+)", shown.text, re.MULTILINE))
    assert named
    assert named <= known
    assert len(shown.text) <= 600
