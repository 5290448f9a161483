"""The examples in our own messages, typed as they stand there: none is refused, and none sounds like danger."""

import re
from pathlib import Path

import pytest
from babel.messages import pofile

from bot.render import TEMPLATES
from knowledge.privacy import identifies
from knowledge.routing import load_router

ENGLISH = Path(TEMPLATES).parents[1] / "locales" / "en" / "LC_MESSAGES" / "messages.po"
EXAMPLE = re.compile(r"(?:Bijvoorbeeld|bijvoorbeeld|For example|for example|for instance): (?P<line>.+)", re.DOTALL)


def examples() -> list[str]:
    """Give what people are told to type, in both languages."""
    with ENGLISH.open("rb") as file:
        told = [text for message in pofile.read_po(file) for text in (message.id, message.string) if message.id]
    found = (EXAMPLE.search(text) for text in told if isinstance(text, str))
    return sorted({example["line"].replace("%%", "%") for example in found if example and "%(" not in example["line"]})


@pytest.mark.parametrize("line", examples())
def test_an_example_of_ours_can_be_typed_as_it_is(line: str) -> None:
    assert identifies(line).what == ()
    assert not load_router().rank(line).safety


def test_there_are_examples_in_both_languages() -> None:
    assert {"L3-017 ziek sinds vrijdag", "L3-017 ill since Friday"} <= set(examples())
