"""`wegwijs ask`: an answer in the terminal, and lines of JSON for scripts."""

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from knowledge.questions import CALM, OUTSIDE
from knowledge.tables import knowledge

WEGWIJS = Path(sys.executable).parent / "wegwijs"
DYSLEXIA = "wie doet onderzoek naar dyslexie?"
DANGER = "leerling zegt dat ze niet meer wil leven en heeft pillen verzameld"
ELSEWHERE = "welke trein gaat er naar het strand"
KEYS = ["q", "safety", "certain", "answer", "candidates"]


def ask(*arguments: str, lines: str | None = None) -> Result:
    return CliRunner().invoke(app, ["ask", *arguments], input=lines)


def answers_to(*questions: str) -> list[dict[str, Any]]:
    lines = "".join(json.dumps({"q": question}) + "\n" for question in questions)
    result = ask("--jsonl", lines=lines)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_question_is_answered_with_who_the_first_step_and_the_source() -> None:
    result = ask(DYSLEXIA)
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    for part in ("Onderzoek naar dyslexie", "Wie:", "Eerste stap:", "Bron: AOJ-werkwijze Amersfoort, bijlage 9"):
        assert part in words


def test_a_question_is_answered_in_english_when_asked() -> None:
    assert "First step:" in ask(DYSLEXIA, "--taal", "en").stdout


def test_danger_comes_first_in_the_terminal_too() -> None:
    assert ask(DANGER).stdout.startswith("Is er nu gevaar? Bel 112.")


def test_what_is_not_known_is_admitted() -> None:
    assert ask(ELSEWHERE).stdout.startswith("Dat weet ik niet.")


def test_nothing_asked_is_told_and_is_an_error() -> None:
    result = ask()
    assert result.exit_code == 2
    assert "geef een vraag" in result.stderr


def test_each_line_is_answered_in_order_with_exactly_the_keys_that_scripts_rely_on() -> None:
    questions = [DYSLEXIA, ELSEWHERE, "wie is de brugfunctionaris?", DANGER, DYSLEXIA]
    answers = answers_to(*questions)
    assert [answer["q"] for answer in answers] == questions
    assert [list(answer) for answer in answers] == [KEYS] * 5
    assert answers[0] == answers[-1]


@pytest.mark.parametrize("question", [DYSLEXIA, ELSEWHERE, DANGER, "dyslexie", "leerling vaak ziek", "", "?"])
def test_an_answer_is_the_first_candidate_when_certain_and_null_when_not(question: str) -> None:
    (answer,) = answers_to(question)
    scores = [candidate["score"] for candidate in answer["candidates"]]
    ids = [candidate["id"] for candidate in answer["candidates"]]
    assert isinstance(answer["safety"], bool)
    assert answer["answer"] == (ids[0] if answer["certain"] else None)
    assert len(ids) == len(set(ids)) <= 5
    assert set(ids) <= set(knowledge().topics) - {OUTSIDE, CALM}
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_danger_is_told_apart_from_everything_else() -> None:
    danger, other = answers_to(DANGER, DYSLEXIA)
    assert (danger["safety"], other["safety"]) == (True, False)


def test_a_question_outside_the_field_has_no_candidates() -> None:
    (answer,) = answers_to(ELSEWHERE)
    assert (answer["certain"], answer["answer"], answer["candidates"]) == (False, None, [])


def test_letters_outside_ascii_come_back_as_they_are() -> None:
    result = ask("--jsonl", lines='{"q": "coördinator, één ş"}\n')
    assert '"coördinator, één ş"' in result.stdout


def test_blank_lines_are_passed_over() -> None:
    result = ask("--jsonl", lines=f'\n{{"q": "{DYSLEXIA}"}}\n   \n\n')
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1


def test_nothing_in_gives_nothing_out() -> None:
    result = ask("--jsonl", lines="")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    "line",
    ["geen json", '{"vraag": "x"}', "[1]", '"x"', "null", '{"q": 5}', '{"q": null}', '{"q": ["x"]}', "[" * 100_000],
    ids=["no JSON", "other key", "list", "text", "null", "number", "no question", "several", "deep"],
)
def test_a_bad_line_gets_an_error_and_the_others_their_answer(line: str) -> None:
    good = json.dumps({"q": DYSLEXIA})
    result = ask("--jsonl", lines=f"{good}\n{line}\n{good}\n")
    first, second, third = [json.loads(told) for told in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert list(first) == list(third) == KEYS
    assert list(second) == ["q", "error"]
    assert second["q"] is None


def _started(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    settings = {name: value for name, value in os.environ.items() if not name.startswith("WEGWIJS_")}
    return subprocess.Popen(
        [WEGWIJS, *arguments], cwd=folder, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def test_an_answer_is_written_before_the_next_line_is_read_also_from_another_folder(tmp_path: Path) -> None:
    with _started(tmp_path, "ask", "--jsonl") as program:
        assert program.stdin
        assert program.stdout
        too_late = Timer(60, program.kill)
        too_late.start()
        for question in (DYSLEXIA, ELSEWHERE):
            program.stdin.write(json.dumps({"q": question}).encode() + b"\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["q"] == question
        program.stdin.close()
        assert program.wait(timeout=60) == 0
        too_late.cancel()


def test_a_line_that_is_no_utf_8_is_a_bad_line_like_any_other() -> None:
    lines = b'{"q": "\xff"}\n' + json.dumps({"q": DYSLEXIA}).encode()
    result = CliRunner().invoke(app, ["ask", "--jsonl"], input=lines)
    assert [list(json.loads(line)) for line in result.stdout.splitlines()] == [["q", "error"], KEYS]
    assert result.exit_code == 1
