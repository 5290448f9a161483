"""A line that reads as a signal warns of danger when danger is in it, and not because absence sounds urgent."""

from datetime import date

import pytest

from bot.cases.drafts import read_words
from bot.cases.reading import reads_as_danger
from knowledge.routing import load_router

TODAY = date(2026, 11, 24)


def warns(line: str) -> bool:
    reading = read_words(line, TODAY)
    assert reading is not None, line
    return reads_as_danger(load_router(), line, reading)


@pytest.mark.parametrize(
    "line",
    [
        "h4b-12 vandaag 2e en 3e uur gespijbeld",
        "L3-017 is vandaag ziek",
        "A2C-19 hele dag weg vandaag zonder afmelding",
        "LL 88 sinds maandag weer in de les",
        "aanwezigheid 2231 40%",
    ],
)
def test_ordinary_absence_is_no_danger(line: str) -> None:
    assert not warns(line)


@pytest.mark.parametrize(
    "line",
    [
        "L3-017 vandaag ziek, zegt dat ze dood wil",
        "2231 spijbelt vandaag, is thuis geslagen",
        "zorgen over K7T-4: blauwe plekken en durft niet naar huis",
    ],
)
def test_danger_in_a_signal_is_heard(line: str) -> None:
    assert warns(line)
