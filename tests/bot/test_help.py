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


PARTS = ("zaken", "overleg", "ik", None)
NOT_TOLD = {"start", "help"}
"""What somebody who reads the help has found already."""


def shown(part: str | None) -> str:
    renderer = Renderer(knowledge())
    return (renderer.message("help_part", "nl", part=part) if part else renderer.message("help", "nl")).text


def named(part: str | None) -> set[str]:
    return set(re.findall(r"^/([a-z]+)", shown(part), re.MULTILINE))


def commands() -> list[frozenset[str]]:
    """Each command with its other names."""
    handlers = build(settings()).handlers[0]
    return [handler.commands for handler in handlers if isinstance(handler, CommandHandler)]


@pytest.mark.parametrize("part", PARTS)
def test_help_names_only_commands_that_exist(part: str | None) -> None:
    assert named(part)
    assert named(part) <= frozenset[str]().union(*commands())
    assert len(shown(part)) <= 600


def test_every_command_is_told_in_some_part() -> None:
    told = set[str]().union(*(named(part) for part in PARTS)) | NOT_TOLD
    assert [names for names in commands() if not names & told] == []
