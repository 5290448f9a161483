"""The tables: what ships is right, and a copy with one fault is refused with file, entry and reason."""

import re
import shutil
from pathlib import Path

import pytest
from broken_tables import (
    ABBREVIATIONS,
    ADHD,
    CHOICES,
    IQ,
    PARTIES,
    ROUTE,
    ROWS,
    SOURCES,
    Edit,
    added,
    broken,
    copied,
    faults_of,
    gone,
    line,
    one_after,
    text_of,
    without,
)
from faults_beside import BESIDE_EACH_OTHER
from faults_of_shape import FITTING, SHAPE

from knowledge.faults import Fault, TableError
from knowledge.tables import DATA, knowledge, load


@pytest.mark.parametrize(("file", "edit", "fault"), SHAPE + FITTING + BESIDE_EACH_OTHER)
def test_a_table_with_one_fault_is_refused_with_file_entry_and_reason(
    file: str, edit: Edit, fault: Fault, tmp_path: Path
) -> None:
    tables = copied(tmp_path)
    broken(tables, file, edit)
    last_choice = f"choice {(tables / CHOICES).read_text(encoding='utf-8').count('[[choice]]')}"
    expected = Fault(fault.file, fault.entry.replace("{last choice}", last_choice), fault.reason)
    assert faults_of(tables) == (expected,)


@pytest.mark.parametrize("file", [SOURCES, PARTIES, ABBREVIATIONS, ROWS, ROUTE, CHOICES])
def test_a_missing_file_is_one_fault_and_names_in_it_are_not_called_unknown(file: str, tmp_path: Path) -> None:
    tables = copied(tmp_path)
    (tables / file).unlink()
    assert faults_of(tables) == (Fault(file, "", "the file is missing"),)


def test_a_missing_folder_of_topics_is_one_fault(tmp_path: Path) -> None:
    tables = copied(tmp_path)
    shutil.rmtree(tables / "topics")
    assert faults_of(tables) == (Fault("topics", "", "the folder holds no table"),)


@pytest.mark.parametrize("file", [SOURCES, PARTIES, ROWS, ROUTE, CHOICES, ADHD])
@pytest.mark.parametrize("content", [b"[[source", b"id = \xff"], ids=["no TOML", "no UTF-8"])
def test_a_file_that_cannot_be_read_is_one_fault(file: str, content: bytes, tmp_path: Path) -> None:
    tables = copied(tmp_path)
    (tables / file).write_bytes(content)
    (fault,) = faults_of(tables)
    assert (fault.file, fault.entry) == (file, "")
    assert fault.reason.startswith("is not readable as TOML: ")


def test_a_topic_in_the_file_of_another_group_is_sent_to_its_own(tmp_path: Path) -> None:
    tables = copied(tmp_path)
    moved = text_of((tables / IQ).read_text(encoding="utf-8"), "iq.jeugdhulp")
    broken(tables, IQ, gone("iq.jeugdhulp"))
    broken(tables, ADHD, added(moved))
    assert faults_of(tables) == (Fault(ADHD, "iq.jeugdhulp", "belongs in topics/iq.toml"),)


def test_a_topic_that_stands_in_two_files_is_told_both_ways(tmp_path: Path) -> None:
    tables = copied(tmp_path)
    broken(tables, ADHD, added(text_of((tables / IQ).read_text(encoding="utf-8"), "iq.jeugdhulp")))
    assert faults_of(tables) == (
        Fault(ADHD, "iq.jeugdhulp", "belongs in topics/iq.toml"),
        Fault(IQ, "iq.jeugdhulp", "id used twice"),
    )


def test_faults_in_several_files_are_listed_together(tmp_path: Path) -> None:
    tables = copied(tmp_path)
    broken(tables, SOURCES, without("werkwijze", "publisher"))
    broken(tables, PARTIES, one_after(without("mentor", "explains"), line("docent", "name", '"docent"')))
    broken(tables, ADHD, line("adhd.diagnose", "who", '["niemand"]'))
    broken(tables, ROWS, line("adhd.onderwijs", "zekerheid", '"soms"'))
    with pytest.raises(TableError) as caught:
        load(tables)
    assert str(caught.value).splitlines() == [
        "parties.toml, docent: name: Input should be a valid dictionary or instance of Text",
        "parties.toml, mentor: explains: Field required",
        "responsibility.toml, adhd.onderwijs: zekerheid: Input should be 'hoog', 'middel' or 'laag'",
        "sources.toml, werkwijze: publisher: Field required",
        "topics/adhd.toml, adhd.diagnose: unknown party 'niemand': nobody handles this",
    ]


def test_one_entry_with_two_faults_is_told_both(tmp_path: Path) -> None:
    tables = copied(tmp_path)
    broken(tables, SOURCES, one_after(without("jeugdwet", "publisher"), without("jeugdwet", "checked_on")))
    assert [fault.reason for fault in faults_of(tables)] == ["checked_on: Field required", "publisher: Field required"]


def test_what_is_wrong_with_a_whole_file_reads_without_an_entry() -> None:
    assert str(Fault("sources.toml", "", "the file is missing")) == "sources.toml: the file is missing"


def test_a_copy_that_nobody_broke_is_right(tmp_path: Path) -> None:
    assert faults_of(copied(tmp_path, with_questions=True), with_questions=True) == ()


def test_what_ships_holds_72_topics_and_the_31_rows_of_the_source() -> None:
    known = load(DATA, with_questions=True)
    assert len(known.topics) == 72
    assert len(known.responsibility) == 31


def test_each_row_of_the_table_stands_in_exactly_one_block() -> None:
    known = knowledge()
    shown = [row.id for block in known.blocks() for row in known.rows_of(block)]
    assert shown == list(known.responsibility)


def test_the_core_of_the_team_comes_before_its_partners() -> None:
    team = knowledge().team()
    marks = [party.in_team for party in team]
    assert marks == sorted(marks, reverse=True)
    assert sum(marks) == 4


def test_every_step_but_the_start_has_a_way_back() -> None:
    known = knowledge()
    assert [step for step in known.route if known.step_before(step) is None] == ["start"]


def test_every_quote_of_the_source_is_free_of_marks_that_would_look_like_ours() -> None:
    known = knowledge()
    quotes = [citation.words for topic in known.topics.values() for citation in topic.citations]
    assert [words for words in quotes if re.search("[«»]", words)] == []
