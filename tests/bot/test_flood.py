"""Too much in a minute: one friendly sentence, then silence until the minute is over; danger is always heard."""

from dataclasses import replace

from office import ANNE, BAS, NothingFits, Office, message, tap

from bot.context import SERVICES
from bot.flood import WINDOW, Entry, Flood
from bot.models import Outgoing
from knowledge.routing.ranking import Ranking

A_MINUTE = 3


class Seconds:
    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_as_many_as_allowed_go_in_and_one_more_gets_a_sentence() -> None:
    flood = Flood(A_MINUTE, clock=Seconds())
    assert [flood.count(ANNE) for _ in range(5)] == [Entry.IN] * 3 + [Entry.TOLD, Entry.SILENT]


def test_after_a_minute_everything_goes_in_again() -> None:
    clock = Seconds()
    flood = Flood(1, clock=clock)
    flood.count(ANNE)
    clock.at += WINDOW - 0.1
    assert flood.count(ANNE) is Entry.TOLD
    clock.at += 0.1
    assert flood.count(ANNE) is Entry.IN


def test_one_who_sends_too_much_is_no_trouble_to_another() -> None:
    flood = Flood(1, clock=Seconds())
    flood.count(ANNE)
    assert flood.count(ANNE) is Entry.TOLD
    assert flood.count(BAS) is Entry.IN


def test_minutes_that_are_over_are_forgotten() -> None:
    clock = Seconds()
    flood = Flood(1, clock=clock)
    for person in range(10_000):
        flood.count(person)
    clock.at += WINDOW
    flood.count("one more")
    assert len(flood._windows) == 1


async def test_a_flood_of_messages_gets_one_sentence(office: Office) -> None:
    office.a_minute = A_MINUTE
    await office.takes(*(message(number, "/help") for number in range(1, 9)))
    said = await office.said()
    assert ["Rustig aan" in text for text in said] == [False] * A_MINUTE + [True]


async def test_a_flood_of_taps_gets_one_alert_and_every_tap_is_let_go(office: Office) -> None:
    office.a_minute = A_MINUTE
    await office.takes(*(tap(number, "taal:en") for number in range(1, 7)))
    answers = [row.params for row in await office.rows(Outgoing) if row.method == "answerCallbackQuery"]
    assert len(answers) == 6
    assert [bool(params.get("text")) for params in answers] == [False] * 3 + [True] + [False] * 2


class EverythingIsDanger(NothingFits):
    """A router that hears acute danger in everything."""

    def rank(self, text: str) -> Ranking:
        return Ranking(safety=True, certain=False, candidates=())


async def test_danger_is_answered_in_the_middle_of_a_flood(office: Office) -> None:
    office.a_minute = 1
    services = office.application.bot_data[SERVICES]
    office.application.bot_data[SERVICES] = replace(services, router=EverythingIsDanger())
    await office.takes(*(message(number, "ik ben bang voor mijn vader") for number in range(1, 4)))
    assert len([text for text in await office.said() if "112" in text]) == 3
