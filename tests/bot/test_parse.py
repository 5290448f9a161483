"""Lines of JSON in, the readings out, one for one."""

import io
import json

import pytest

from bot.parse import run

SICK = '{"text": "L3-017 ziek sinds vrijdag", "today": "2026-11-11"}'
EMPTY = {"code": None, "kind": None, "start": None, "end": None, "hours": None, "percentage": None}


def _run(text):
    out = io.StringIO()
    status = run(io.StringIO(text), out)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def _of(text):
    return _run(json.dumps({"text": text, "today": "2026-11-11"}))[1][0]


def test_a_reading_has_the_agreed_fields_in_their_order():
    out = io.StringIO()

    assert run(io.StringIO(SICK), out) == 0
    assert out.getvalue() == (
        '{"code": "L3-017", "kind": "sick", "start": "2026-11-06", "end": null, "hours": null, "percentage": null}\n'
    )


def test_hours_and_percentages_are_numbers():
    assert _of("L3-017 gisteren 2,5 uur gespijbeld")["hours"] == 2.5
    assert _of("L3-017 gisteren 2 uur gespijbeld")["hours"] == 2
    assert _of("aanwezigheid L3-017 62,5%")["percentage"] == 62.5


def test_what_is_no_signal_has_every_field_null():
    assert _of("is L3-017 ziek?") == EMPTY


def test_answers_come_in_order_and_blank_lines_are_skipped():
    status, answers = _run("\n" + SICK + "\n   \n" + SICK.replace("L3-017", "2231") + "\r\n\n")

    assert status == 0
    assert [answer["code"] for answer in answers] == ["L3-017", "2231"]


@pytest.mark.parametrize(
    "line",
    [
        "nope", "[]", "null", '"ziek"', '{"text": "ziek"}', '{"today": "2026-11-11"}', '{"text": 1}',
        '{"text": "ziek", "today": 1}', '{"text": "ziek", "today": "11-11-2026"}',
        '{"text": "ziek", "today": "2026-11-31"}', '{"text": 1, "today": "2026-11-11"}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_a_line_that_is_no_message_gets_an_error_and_the_run_goes_on_with_status_1(line):
    status, answers = _run(f"{line}\n{SICK}\n")

    assert status == 1
    assert "error" in answers[0]
    assert answers[1]["code"] == "L3-017"


def test_each_answer_leaves_before_the_next_line_is_asked_for():
    out = io.StringIO()

    def lines():
        for number in range(3):
            assert out.getvalue().count("\n") == number
            yield SICK

    assert run(lines(), out) == 0
