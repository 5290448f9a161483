"""`wegwijs guard --jsonl`: one answer a line, in order."""

import io
import json
from collections.abc import Iterator

from bot.guard import run


def answers(*lines: str) -> tuple[int, list[dict[str, object]]]:
    written = io.StringIO()
    status = run(io.StringIO("\n".join(lines)), written, terminal=io.StringIO())
    return status, [json.loads(line) for line in written.getvalue().splitlines()]


def test_each_message_gets_its_answer_in_order() -> None:
    status, told = answers('{"text": "L3-017 is ziek"}', "", '{"text": "mail jet@gmail.com"}')
    assert status == 0
    assert told == [
        {"identifying": False, "what": [], "spans": [], "redacted": "L3-017 is ziek"},
        {"identifying": True, "what": ["email"], "spans": [[5, 18, "email"]], "redacted": "mail [e-mail]"},
    ]


def test_a_line_that_is_no_message_is_refused_and_the_next_is_answered() -> None:
    status, told = answers("hoi", "[]", '{"tekst": "a"}', '{"text": 3}', '{"text": "oke top"}')
    assert status == 1
    assert ["error" in answer for answer in told] == [True, True, True, True, False]


def test_bytes_that_are_no_text_are_refused() -> None:
    written = io.StringIO()
    assert run([b'{"text": "\xff"}'], written, terminal=io.StringIO()) == 1
    assert "error" in json.loads(written.getvalue())


def test_an_answer_is_written_before_the_next_line_is_read() -> None:
    written = io.StringIO()

    def lines() -> Iterator[str]:
        yield '{"text": "een"}'
        assert written.getvalue().count("\n") == 1
        yield '{"text": "twee"}'

    assert run(lines(), written, terminal=io.StringIO()) == 0
    assert written.getvalue().count("\n") == 2
