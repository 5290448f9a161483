"""Messages are worded in the reader's language, and no word of a person can break them."""

import re
from datetime import date
from functools import cache
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from jinja2.exceptions import TemplateNotFound

from bot import plain
from bot.errors import TemplateError
from bot.i18n import LANGUAGES, spoken
from bot.message import Message
from bot.render import Renderer, written_day
from knowledge.model import Text, Topic
from knowledge.tables import knowledge

ENTITIES = re.compile(r"&(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);")
ALLOWED = {"b", "i", "blockquote"}
WORDS = st.text(st.one_of(st.sampled_from("<>&\"'/;=!"), st.characters(categories=("L", "N", "P", "S"))), min_size=1)


class Reading(HTMLParser):
    """Reads as Telegram does: tags must be known and closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        self.words += data


@cache
def renderer() -> Renderer:
    return Renderer(knowledge())


def read(message: Message) -> Reading:
    reading = Reading()
    reading.feed(message.text)
    reading.close()
    assert reading.open == []
    assert "&" not in ENTITIES.sub("", message.text)
    return reading


@given(code=WORDS)
def test_no_code_can_break_the_message_that_tells_it(code: str) -> None:
    reading = read(renderer().message("failed", "nl", code=code))
    assert reading.seen == []
    assert " ".join(code.split()) in " ".join(reading.words.split())


@given(title=WORDS, words=WORDS)
def test_no_words_of_the_tables_can_break_an_answer(title: str, words: str) -> None:
    known = knowledge().topics["dyslexie.onderzoek"]
    citation = known.citations[0].model_copy(update={"words": words})
    text = Text.model_construct(nl=title, en=title)
    topic: Topic = known.model_copy(update={"title": text, "answer": text, "citations": (citation,)})
    message = renderer().message("answer", "nl", topic=topic, update_id=1)
    reading = read(message)
    assert set(reading.seen) <= ALLOWED
    assert f"«{' '.join(words.split())}»" in " ".join(reading.words.split())


def test_a_label_of_a_button_is_plain_text() -> None:
    text = Text(nl="Ja & nee <vaak>", en="Yes & no <often>")
    options = [("dyslexie.onderzoek", text)]
    message = renderer().message("clarify", "nl", question=None, options=options, perhaps_danger=False, update_id=1)
    assert message.buttons[0][0].label == "Ja & nee <vaak>"


def test_a_fact_that_was_forgotten_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        renderer().message("failed", "nl")


def test_a_message_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(TemplateNotFound):
        renderer().message("nothing_like_this", "nl")


def test_a_text_that_became_too_long_is_refused() -> None:
    with pytest.raises(TemplateError):
        renderer().message("failed", "nl", code="x" * 4096)


def test_each_reader_gets_the_words_of_his_language() -> None:
    assert "Waar gaat" in renderer().message("table_block", "nl", rows=_rows()).text
    assert renderer().message("help", "en").text != renderer().message("help", "nl").text


def _rows() -> list[tuple[object, Topic]]:
    known = knowledge()
    return [(row, known.topics[row.id]) for row in known.rows_of(known.blocks()[0])]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["start", "help", "language", "door_not_deleted", "edited", "unknown", "dispute_kept"])
def test_a_message_without_facts_is_well_formed_in_each_language(name: str, language: str) -> None:
    assert set(read(renderer().message(name, language, update_id=1)).seen) <= ALLOWED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["commands", "commands_group", "description", "description_short", "dead_button"])
def test_a_text_without_mark_up_holds_no_entities(name: str, language: str) -> None:
    assert not ENTITIES.search(renderer().words(name, language))


@pytest.mark.parametrize(("language", "day"), [("nl", "21 nov 2026"), ("en", "21 Nov 2026")])
def test_a_day_is_written_as_people_do(language: str, day: str) -> None:
    assert written_day(date(2026, 11, 21), language) == day


def test_a_dutch_month_is_written_without_its_dot() -> None:
    assert written_day(date(2026, 8, 1), "nl") == "1 aug 2026"


def test_plain_text_shows_the_words_and_the_buttons_in_square_brackets() -> None:
    message = renderer().message("language", "nl")
    assert plain.of(message) == "In welke taal wil je de antwoorden?\n[Nederlands]  [English]"


def test_plain_text_keeps_what_only_looks_like_a_tag() -> None:
    assert plain.of(Message("a &lt;b&gt; <b>c</b> &amp;lt;")) == "a <b> c &lt;"


@pytest.mark.parametrize(
    ("code", "language"),
    [("en", "en"), ("en-GB", "en"), ("EN", "en"), ("nl", "nl"), ("de", "nl"), ("", "nl"), (None, "nl")],
)
def test_english_is_for_english_phones_and_dutch_for_all_others(code: str | None, language: str) -> None:
    assert spoken(code) == language
