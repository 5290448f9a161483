"""A copy of the tables, broken by an edit of its text: entries are found by their id, whatever their words are."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.faults import Fault, TableError
from knowledge.tables import DATA, load

Edit = Callable[[str], str]
ENTRY = r'(?ms)^\[\[\w+\]\]\nid = "{id}"\n.*?(?=^\[\[\w+\]\]$|\Z)'


LONG = "x" * 600
SOURCES, PARTIES, ABBREVIATIONS = "sources.toml", "parties.toml", "abbreviations.toml"
ADHD = "topics/adhd.toml"
IQ = "topics/iq.toml"
ROWS = "responsibility.toml"
ROUTE = "routemap.toml"
CHOICES = "choices.toml"
OPTION = """
[[topic.condition.options]]
id = "{id}"
button = {{ nl = "Anders", en = "Otherwise" }}
answer = {{ nl = "Dan is het anders.", en = "Then it is otherwise." }}
who = ["school"]
"""
CONDITION = """
[topic.condition]
question = { nl = "Waarvoor is het?", en = "What is it for?" }
"""
CHOICE = """
[[choice]]
question = {{ nl = "{question}", en = "{question}" }}
[[choice.options]]
topic = "{one}"
button = {{ nl = "{left}", en = "left" }}
[[choice.options]]
topic = "{other}"
button = {{ nl = "{right}", en = "right" }}
"""
TOGETHER = {"question": "Welke van de twee?", "left": "links", "right": "rechts"}


def copied(folder: Path, *, with_questions: bool = False) -> Path:
    """Copy the tables into `folder`; the learnt model and, unless asked, the example questions stay behind."""
    left_out = ["model"] if with_questions else ["model", "questions"]
    return Path(shutil.copytree(DATA, folder / "data", ignore=shutil.ignore_patterns(*left_out)))


def faults_of(tables: Path, *, with_questions: bool = False) -> tuple[Fault, ...]:
    """Give what the tables are refused for; none when they are right."""
    try:
        load(tables, with_questions=with_questions)
    except TableError as error:
        return error.faults
    return ()


def broken(tables: Path, file: str, edit: Edit) -> None:
    """Edit one file; an edit that changes nothing is a mistake of the test."""
    path = tables / file
    before = path.read_text(encoding="utf-8")
    after = edit(before)
    assert after != before, f"{file} was not changed"
    path.write_text(after, encoding="utf-8")


def line(entry: str, key: str, value: str) -> Edit:
    """Give a key of an entry another value, written as in TOML."""
    return _within(entry, rf"(?m)^{key} = .*$", f"{key} = {value}")


def without(entry: str, key: str) -> Edit:
    """Leave a key of an entry out."""
    return _within(entry, rf"(?m)^{key} = .*\n", "")


def extra(entry: str, words: str) -> Edit:
    """Put a line right under the id of an entry."""
    return _within(entry, r'(?m)^id = "[^"]*"$', rf'id = "{entry}"' + f"\n{words}")


def only_until(entry: str, mark: str, words: str) -> Edit:
    """Cut an entry off where `mark` stands, and close it with `words`."""
    return _within(entry, rf"(?s)^{re.escape(mark)}.*", words + "\n\n", flags=re.MULTILINE)


def added(words: str) -> Edit:
    """Put words at the end of the file."""
    return lambda text: f"{text}\n{words}\n"


def gone(entry: str) -> Edit:
    """Take an entry out."""
    return _within(entry, r"(?s).*", "")


def twice(entry: str) -> Edit:
    """Write an entry a second time."""
    return lambda text: f"{text}\n{text_of(text, entry)}"


def renamed(entry: str, new: str) -> Edit:
    """Give an entry another id."""
    return _within(entry, rf'(?m)^id = "{re.escape(entry)}"$', f'id = "{new}"')


def one_after(*edits: Edit) -> Edit:
    """Make several edits in one file."""

    def edit(text: str) -> str:
        for each in edits:
            text = each(text)
        return text

    return edit


def text_of(text: str, entry: str) -> str:
    """Give the text of one entry."""
    found = re.search(ENTRY.format(id=re.escape(entry)), text)
    assert found, f"there is no {entry}"
    return found.group()


def _within(entry: str, pattern: str, new: str, flags: int = 0) -> Edit:
    def edit(text: str) -> str:
        old = text_of(text, entry)
        changed, count = re.subn(pattern, lambda _: new, old, count=1, flags=flags)
        assert count, f"{entry} holds nothing like {pattern}"
        return text.replace(old, changed)

    return edit


def one_fault(name: str, file: str, edit: Edit, *fault: str) -> object:
    return pytest.param(file, edit, Fault(*fault), id=name)


def options(*ids: str) -> str:
    return CONDITION + "".join(OPTION.format(id=option) for option in ids)
