"""Lines in, answers out: what every batch command shares."""

import io

from bot.streaming import Answer, stream


class Terminal(io.StringIO):
    """Somebody looks on."""

    def isatty(self) -> bool:
        return True


def _shout(text: str | None) -> Answer:
    return Answer("?" if text is None else text.upper(), refused=text is None)


def test_blank_lines_are_skipped_and_the_others_answered_in_order() -> None:
    out = io.StringIO()
    assert stream(["een\n", " \t\r\n", "twee"], out, _shout, terminal=io.StringIO()) == 0
    assert out.getvalue() == "EEN\nTWEE\n"


def test_a_line_that_is_no_text_is_refused_and_the_next_is_answered() -> None:
    out = io.StringIO()
    assert stream([b"\xff\n", b"twee\n"], out, _shout, terminal=io.StringIO()) == 1
    assert out.getvalue() == "?\nTWEE\n"


def test_on_a_terminal_what_was_read_is_counted_beside_the_answers() -> None:
    out, terminal = io.StringIO(), Terminal()
    assert stream(["een", "twee"], out, _shout, terminal=terminal) == 0
    assert out.getvalue() == "EEN\nTWEE\n"
    assert "2" in terminal.getvalue()
