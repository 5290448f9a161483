import io
import json
import tracemalloc

import pytest

from bot.assess import assess_lines, run
from knowledge.calendar import CalendarUnknownError

EXAMPLE = (
    '{"id": "a1", "on": "2026-11-23", "closed_days": ["2026-11-20"], "events": ['
    '{"kind": "sick", "first_day": "2026-11-09", "last_day": null}, '
    '{"kind": "unexcused", "day": "2026-11-05", "hours": "3.5"}, '
    '{"kind": "attendance", "from": "2026-10-26", "until": "2026-11-20", "attended_hours": "61", '
    '"scheduled_hours": "128"}]}'
)
VERDICT = (
    '{"id": "a1", "on": "2026-11-23", "reports": 1, '
    '"spells": [{"first": "2026-11-09", "last": "2026-11-23", "school_days": 10, "reports": 1}], '
    '"findings": [{"rule": "mazl.duur", "fired_on": "2026-11-17", "role": "jeugdarts", '
    '"evidence": ["2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13", "2026-11-16", "2026-11-17"], '
    '"due": null}, '
    '{"rule": "aanwezigheid.thuiszitter", "fired_on": "2026-11-20", "role": "aoj_team", '
    '"evidence": ["2026-10-26", "2026-11-20"], "due": null}], '
    '"band": "rood", "progress": {"mazl.frequentie": 1, "mazl.duur": 10, "leerplicht.16uur": "3.5"}, "ignored": []}'
)
EMPTY = '{"id": %s, "on": "2026-11-23", "events": []}'


def _run(text, **options):
    out = io.StringIO()
    status = run(io.BytesIO(text.encode()), out, terminal=io.StringIO(), **options)
    return status, out.getvalue().splitlines()


def _with_hours(*hours):
    events = [{"kind": "unexcused", "day": "2026-11-05", "hours": amount} for amount in hours]
    return json.loads(next(assess_lines([json.dumps({"id": 1, "on": "2026-11-05", "events": events})])))


def test_the_agreed_example_comes_out_byte_for_byte():
    assert _run(EXAMPLE + "\n") == (0, [VERDICT])


def test_answers_come_in_order_and_blank_lines_are_skipped():
    status, lines = _run("\n" + EMPTY % '"b"' + "\n  \t\r\n" + EMPTY % "7" + "\r\n\n" + EMPTY % "null")

    assert status == 0
    assert [json.loads(line)["id"] for line in lines] == ["b", 7, None]


def test_an_id_comes_back_as_it_was_given():
    for given in ('"error"', '"é\\u0000\\ud800"', "1.5", '{"a": [1]}', "true"):
        status, [line] = _run(EMPTY % given)
        assert (status, json.loads(line)["id"]) == (0, json.loads(given))


def test_a_refused_history_is_told_and_the_run_goes_on_with_status_1():
    bad = '{"id": "x", "on": "2026-11-23", "events": [{"kind": "late"}]}'
    status, lines = _run("\n".join([bad, EXAMPLE]))

    assert status == 1
    assert lines == ['{"id": "x", "error": {"event": 0, "reason": "unknown_kind"}}', VERDICT]


@pytest.mark.parametrize(
    "line",
    [
        b"nope",
        b"{",
        b'{"id": NaN, "on": "2026-11-23", "events": []}',
        b"\xff\xfe",
        b'{"id": "\xe9"}',
        b"[" * 100_000,
        b'{"id": 1e999, "on": "2026-11-23", "events": []}',
        b'{"id": 1} {"id": 2}',
        b'{"id": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_line_that_is_no_json_gives_an_error_with_id_null(line):
    assert list(assess_lines([line])) == ['{"id": null, "error": {"event": null, "reason": "not_json"}}']


@pytest.mark.parametrize("line", ["[]", "null", '"a1"', "3"])
def test_json_that_is_no_object_gives_an_error_with_id_null(line):
    assert list(assess_lines([line])) == ['{"id": null, "error": {"event": null, "reason": "not_an_object"}}']


def test_bytes_that_are_no_text_do_not_stop_the_run():
    stdin, out = io.TextIOWrapper(io.BytesIO(b"\xff\n" + EXAMPLE.encode()), encoding="utf-8"), io.StringIO()

    assert run(stdin, out, terminal=io.StringIO()) == 1
    assert out.getvalue().splitlines()[1] == VERDICT


def test_a_history_without_id_is_refused_with_id_null():
    assert list(assess_lines(['{"on": "2026-11-23", "events": []}'])) == [
        '{"id": null, "error": {"event": null, "reason": "missing_field"}}'
    ]


@pytest.mark.parametrize(
    ("hours", "written"),
    [
        (["3.5"], "3.5"),
        (["3.50", "6.50"], "10"),
        (["10"], "10"),
        ([], "0"),
        (["0.10", "0.2"], "0.3"),
        (["012"], "12"),
        (["12", "4"], "0"),
        (["0.0000001"], "0.0000001"),
    ],
)
def test_decimals_are_written_without_trailing_zeros(hours, written):
    assert _with_hours(*hours)["progress"]["leerplicht.16uur"] == written


def test_the_window_of_mazl_is_a_setting():
    days = ["2026-09-01", "2026-09-21", "2026-10-12", "2026-11-30"]
    events = [{"kind": "sick", "first_day": day, "last_day": day} for day in days]
    line = json.dumps({"id": 1, "on": "2026-12-01", "events": events})

    assert json.loads(next(assess_lines([line])))["findings"] == []
    assert len(json.loads(next(assess_lines([line], mazl_window="school_weeks")))["findings"]) == 1


def test_an_unknown_region_or_window_is_an_error_before_anything_is_read():
    with pytest.raises(CalendarUnknownError):
        run(io.BytesIO(), io.StringIO(), region="atlantis")
    with pytest.raises(ValueError, match="lunar"):
        assess_lines([], mazl_window="lunar")


def test_each_answer_leaves_before_the_next_line_is_asked_for():
    out = io.StringIO()

    def lines():
        for number in range(3):
            assert out.getvalue().count("\n") == number
            yield EMPTY % number

    assert run(lines(), out, terminal=io.StringIO()) == 0


def test_memory_stays_flat_while_histories_stream():
    def grown(count):
        tracemalloc.start()
        for _ in assess_lines(EXAMPLE for _ in range(count)):
            pass
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    grown(10)
    assert grown(400) < grown(40) + 50_000


def test_a_terminal_sees_how_many_were_judged():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal, out = Terminal(), io.StringIO()
    assert run([EXAMPLE, EXAMPLE], out, terminal=terminal) == 0
    assert out.getvalue() == f"{VERDICT}\n{VERDICT}\n"
    assert terminal.getvalue()
