"""The example questions: every topic has them, nothing is asked twice, and a fault is told with file and label."""

import shutil
from itertools import groupby
from pathlib import Path

import pytest
from broken_tables import copied, faults_of

from knowledge.faults import Fault
from knowledge.questions import CALM, OUTSIDE, read_questions
from knowledge.tables import DATA, knowledge

ADHD, IQ = "questions/adhd.toml", "questions/iq.toml"
DIAGNOSIS, SUPPORT = "adhd.diagnose", "adhd.onderwijs"
OK = f'["{DIAGNOSIS}"]\nmentor = ["Wie stelt dat vast?"]\n["{SUPPORT}"]\nmentor = ["Wie helpt in de les?"]\n'


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """The tables with one question for each topic."""
    folder = copied(tmp_path)
    (folder / "questions").mkdir()
    for group, topics in groupby(sorted(knowledge().topics), key=lambda topic: topic.partition(".")[0]):
        asked = [f'["{topic}"]\nmentor = ["Een vraag over {topic}?"]' for topic in topics]
        (folder / "questions" / f"{group}.toml").write_text("\n".join(asked), encoding="utf-8")
    (folder / ADHD).write_text(OK, encoding="utf-8")
    return folder


def refused(tables: Path) -> list[tuple[str, str, str]]:
    return [(fault.file, fault.entry, fault.reason) for fault in faults_of(tables, with_questions=True)]


def test_one_question_for_each_topic_is_enough(tables: Path) -> None:
    assert refused(tables) == []


@pytest.mark.parametrize(
    ("content", "entry", "reason"),
    [
        (f'{OK}["adhd.onbekend"]\nmentor = ["Wie doet dit onbekende?"]', "adhd.onbekend", "unknown topic"),
        (f'{OK}["{SUPPORT}, adhd.onbekend"]\nkort = ["een of ander"]', "adhd.onbekend", "unknown topic"),
        (f'{OK}["{SUPPORT}, buiten"]\nkort = ["binnen of buiten"]', OUTSIDE, "unknown topic"),
        (f'{OK}deftig = ["Wie stelt zulks vast?"]', SUPPORT, "unknown style 'deftig'"),
        (f'{OK}kort = ["adhd?", " "]', SUPPORT, "kort: a question that is no text or is empty"),
        (f'{OK}kort = ["adhd?", 7]', SUPPORT, "kort: a question that is no text or is empty"),
        (f'{OK}kort = "adhd?"', SUPPORT, "kort: is not a list"),
        (f'"{SUPPORT}" = 7\n{OK.partition(f"""["{SUPPORT}"]""")[0]}', SUPPORT, "is not a table of lists"),
    ],
    ids=[
        "unknown topic",
        "unknown second topic",
        "outside as a second topic",
        "unknown style",
        "empty question",
        "number",
        "no list",
        "no lists at all",
    ],
)
def test_a_fault_in_the_questions_is_told_with_its_label(content: str, entry: str, reason: str, tables: Path) -> None:
    (tables / ADHD).write_text(content, encoding="utf-8")
    assert refused(tables) == [(ADHD, entry, reason)]


def test_a_question_may_have_a_second_answer(tables: Path) -> None:
    (tables / ADHD).write_text(f'{OK}["{SUPPORT}, {DIAGNOSIS}"]\nkort = ["druk in de les"]', encoding="utf-8")
    assert refused(tables) == []
    asked = read_questions(tables / "questions", []).examples
    found = next(example for example in asked if example.text == "druk in de les")
    assert [found.answered_by(one) for one in (SUPPORT, DIAGNOSIS, "iq.overig")] == [True, True, False]


def test_a_topic_nobody_asks_for_would_never_be_found(tables: Path) -> None:
    (tables / ADHD).write_text(OK.replace('["Wie helpt in de les?"]', "[]"), encoding="utf-8")
    assert refused(tables) == [("topics/adhd.toml", SUPPORT, "has no example questions: nobody would find it")]


def test_the_same_question_under_two_labels_is_one_too_many(tables: Path) -> None:
    (tables / ADHD).write_text(OK.replace("Wie helpt in de les?", "wie  stelt dat VAST?"), encoding="utf-8")
    assert refused(tables) == [(ADHD, SUPPORT, f"asked under {DIAGNOSIS} too: 'wie  stelt dat VAST?'")]


def test_the_same_question_twice_under_one_label_is_one_too_many(tables: Path) -> None:
    (tables / ADHD).write_text(f'{OK}kort = ["Wie helpt in de les?"]', encoding="utf-8")
    assert refused(tables) == [(ADHD, SUPPORT, f"asked under {SUPPORT} too: 'Wie helpt in de les?'")]


def test_questions_in_the_file_of_another_group_are_sent_to_their_own(tables: Path) -> None:
    with (tables / ADHD).open("a", encoding="utf-8") as file:
        file.write((tables / IQ).read_text(encoding="utf-8"))
    (tables / IQ).unlink()
    assert refused(tables) == [
        (ADHD, "iq.jeugdhulp", "belongs in questions/iq.toml"),
        (ADHD, "iq.overig", "belongs in questions/iq.toml"),
    ]


@pytest.mark.parametrize("content", [b"[[", b"kort = ['\xff']"], ids=["no TOML", "no UTF-8"])
def test_a_file_of_questions_that_cannot_be_read_is_one_fault(content: bytes, tables: Path) -> None:
    (tables / ADHD).write_bytes(content)
    ((file, entry, reason),) = refused(tables)
    assert (file, entry) == (ADHD, "")
    assert reason.startswith("is not readable as TOML: ")


def test_a_missing_folder_of_questions_is_one_fault(tables: Path) -> None:
    shutil.rmtree(tables / "questions")
    assert refused(tables) == [("questions", "", "the folder holds no table")]


def test_questions_of_a_topic_that_could_not_be_read_are_not_called_unknown(tables: Path) -> None:
    (tables / "topics" / "adhd.toml").write_text("[[", encoding="utf-8")
    assert [file for file, _, _ in refused(tables)] == ["topics/adhd.toml"]


def test_the_questions_are_read_only_when_asked(tables: Path) -> None:
    (tables / ADHD).write_text("[[", encoding="utf-8")
    assert faults_of(tables) == ()


def test_what_ships_asks_for_every_topic_for_what_lies_outside_and_for_what_only_sounds_alarming() -> None:
    faults: list[Fault] = []
    book = read_questions(DATA / "questions", faults)
    assert faults == []
    assert book.labels() == {*knowledge().topics, OUTSIDE, CALM}
