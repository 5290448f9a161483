"""The log: a JSON object a line that tells where it broke, never what people wrote."""

import json
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot.logs import set_up

Told = Callable[[Callable[[structlog.stdlib.BoundLogger], object]], str]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Iterator[Told]:
    """Give what is written to the log by a piece of work."""

    def work_and_read(work: Callable[[structlog.stdlib.BoundLogger], object]) -> str:
        set_up()
        work(structlog.get_logger())
        return capsys.readouterr().err

    yield work_and_read
    structlog.reset_defaults()


def test_a_line_is_json_with_its_moment_and_weight(told: Told) -> None:
    line = json.loads(told(lambda log: log.warning("network_trouble", row=7)))
    assert (line["event"], line["level"], line["row"]) == ("network_trouble", "warning", 7)
    assert line["timestamp"].endswith("Z")


def test_what_is_only_for_debugging_is_left_out(told: Told) -> None:
    assert told(lambda log: log.debug("noise")) == ""


def test_a_trace_tells_the_place_and_never_the_values_there(told: Told) -> None:
    def send(words: str) -> None:
        raise LookupError(len(words))

    def fail(log: structlog.stdlib.BoundLogger) -> None:
        try:
            send("Quintijn is ziek")
        except LookupError:
            log.exception("sending_broke")

    line = told(fail)
    assert json.loads(line)["exception"][0]["frames"][-1]["name"] == "send"
    assert "Quintijn" not in line
