"""What people read on their phone: as committed, and within the measures of a phone and of Telegram."""

import re
from difflib import unified_diff
from html import unescape
from itertools import islice

import pytest
import snapshots
from snapshots import LONGEST_UPDATE_ID, NAMES, Shown

from bot.i18n import LANGUAGES
from bot.message import Message
from bot.render import Renderer
from knowledge.routing.ranking import CANDIDATES_SHOWN
from knowledge.tables import knowledge

VISIBLE_CHARACTERS = 760
BUTTONS = 4
HIDDEN = re.compile(r"<blockquote expandable>.*?</blockquote>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
LINES_OF_DIFFERENCE = 60
RENEW = "the bot shows something else than tests/snapshots/{name}.txt; if that is meant: make snapshots\n{difference}"


def visible(message: Message) -> str:
    """Give what a reader sees before opening the quote."""
    return unescape(TAG.sub("", HIDDEN.sub("", message.text))).strip()


def buttons_of(message: Message) -> int:
    return sum(len(row) for row in message.buttons)


def too_many_buttons(shown: list[Shown]) -> list[str]:
    return [one.name for one in shown if buttons_of(one.message) > BUTTONS]


def data_bytes(message: Message) -> list[int]:
    markup = message.markup()["inline_keyboard"]
    return [len(button["callback_data"].encode()) for row in markup for button in row]


@pytest.mark.parametrize("name", NAMES)
def test_what_the_bot_shows_is_what_was_reviewed(name: str) -> None:
    file = snapshots.file_of(name)
    reviewed = file.read_text(encoding="utf-8") if file.exists() else ""
    shown = snapshots.drawn(name)
    if shown != reviewed:
        lines = unified_diff(reviewed.splitlines(), shown.splitlines(), "reviewed", "shown", lineterm="", n=1)
        pytest.fail(RENEW.format(name=name, difference="\n".join(islice(lines, LINES_OF_DIFFERENCE))), pytrace=False)


def test_no_snapshot_is_left_of_what_the_bot_no_longer_shows() -> None:
    assert {file.stem for file in snapshots.FOLDER.glob("*.txt")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_seen_at_once_fits_a_phone(name: str) -> None:
    seen = {one.name: len(visible(one.message)) for one in snapshots.shown(name)}
    assert {shown: length for shown, length in seen.items() if length > VISIBLE_CHARACTERS} == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_message_fits_telegram(name: str) -> None:
    units = {one.name: len(one.message.text.encode("utf-16-le")) // 2 for one in snapshots.shown(name)}
    assert {shown: length for shown, length in units.items() if length > 4096} == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_button_fits_telegram_with_the_longest_update_id(name: str) -> None:
    lengths = {one.name: max(data_bytes(one.message), default=0) for one in snapshots.shown(name)}
    assert {shown: length for shown, length in lengths.items() if length > 64} == {}


@pytest.mark.parametrize("name", NAMES)
def test_there_are_at_most_four_buttons_under_what_is_told(name: str) -> None:
    assert too_many_buttons(snapshots.shown(name)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clarifying_question_has_at_most_four_buttons_and_fits_whatever_the_topics(language: str) -> None:
    known, renderer, shown = knowledge(), Renderer(knowledge()), []
    for first in range(len(known.topics)):
        for count in range(1, CANDIDATES_SHOWN + 1):
            topics = [list(known.topics.values())[(first + at) % len(known.topics)] for at in range(count)]
            facts = {"options": [(topic.id, topic.button) for topic in topics], "update_id": LONGEST_UPDATE_ID}
            asked = renderer.message("clarify", language, question=None, perhaps_danger=True, **facts)
            shown.append(Shown(topics[0].id, asked))
    assert too_many_buttons(shown) == []
    assert [one.name for one in shown if max(data_bytes(one.message)) > 64] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_of_the_tables_has_at_most_four_buttons_and_fits(language: str) -> None:
    renderer = Renderer(knowledge())
    for choice in knowledge().choices:
        facts = {"options": list(choice.buttons.items()), "update_id": LONGEST_UPDATE_ID}
        asked = renderer.message("clarify", language, question=choice.question, perhaps_danger=False, **facts)
        assert buttons_of(asked) <= BUTTONS
        assert max(data_bytes(asked)) <= 64


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_to_dispute_any_answer_fit(language: str) -> None:
    known, renderer = knowledge(), Renderer(knowledge())
    told = [
        Shown(topic.id, renderer.message("dispute", language, topic=topic, update_id=LONGEST_UPDATE_ID))
        for topic in known.topics.values()
    ]
    assert too_many_buttons(told) == []
    assert [one.name for one in told if max(data_bytes(one.message)) > 64] == []


def test_every_answer_names_who_the_first_step_the_source_and_how_certain_it_is() -> None:
    for one in snapshots.shown("answers.nl"):
        words = visible(one.message)
        lacking = [part for part in ("Wie:", "Eerste stap:", "Bron:", "zekerheid:") if part not in words]
        assert (one.name, lacking) == (one.name, [])


def test_there_is_an_answer_for_each_of_the_72_topics_and_a_message_for_each_of_the_31_rows() -> None:
    assert len([one for one in snapshots.shown("answers.nl") if "," not in one.name]) == 72
    assert len(snapshots.shown("table.nl")) == 31
