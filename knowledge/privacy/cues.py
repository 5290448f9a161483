"""The words by which the guard tells things apart, read once from their table."""

import tomllib
from functools import cache

from knowledge.privacy.lists import DATA

CUES = DATA / "cues.toml"


def words(section: str, name: str) -> frozenset[str]:
    """Give a list of words."""
    return frozenset(_list(section, name))


def either(section: str, *names: str) -> str:
    """Give a pattern that matches any of the words or pieces of the named lists, in their order."""
    return "(?:" + "|".join(piece for name in names for piece in _list(section, name)) + ")"


def _list(section: str, name: str) -> list[str]:
    return [piece.replace("_", " ") for piece in _table()[section][name].split()]


@cache
def _table() -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str]] = tomllib.loads(CUES.read_text(encoding="utf-8"))
    return content
