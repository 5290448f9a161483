"""What is only polite, and what is not."""

import pytest

from knowledge.courtesy import Courtesy, read_courtesy


@pytest.mark.parametrize("line", ["hoi", "Goedemorgen!", "hallo allemaal", "good morning"])
def test_a_greeting_is_a_greeting(line: str) -> None:
    assert read_courtesy(line) is Courtesy.GREETING


@pytest.mark.parametrize("line", ["dankjewel", "Top, bedankt!", "ok", "thanks for the help", "dank je wel, dit helpt"])
def test_thanks_are_thanks(line: str) -> None:
    assert read_courtesy(line) is Courtesy.THANKS


@pytest.mark.parametrize("line", ["hoi, wie helpt mij", "ok 2231", "hallo?", "dank voor niets", "", "😀"])
def test_anything_more_is_neither(line: str) -> None:
    assert read_courtesy(line) is None
