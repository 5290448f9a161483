"""An update is handled once, in the order of its chat, and never fails in silence."""

import asyncio
import logging

import pytest
from desk import Clock
from office import ANNE, ATTEMPTS, BAS, Office, message, tap
from sqlalchemy.pool import QueuePool
from structlog.testing import capture_logs
from telegram import Update
from telegram.ext import MessageHandler, TypeHandler, filters

from bot.context import Conversation
from bot.database import Database
from bot.intake import CHATS_AT_ONCE
from bot.models import DONE, SET_ASIDE, EditorQuestion, Incoming, Outgoing, Person


async def test_an_update_is_handled_answered_and_done(office: Office, clock: Clock) -> None:
    await office.takes(message(1, "/help"))
    (update,) = await office.rows(Incoming)
    assert (update.state, update.attempts, update.handled_at) == (DONE, 0, clock())
    assert ["Zo werkt Wegwijs" in text for text in await office.said()] == [True]


async def test_the_same_update_twice_has_its_effect_once(office: Office) -> None:
    await office.takes(message(1, "/help"), message(1, "/help"))
    await office.takes(message(1, "/help"))
    assert len(await office.said()) == 1
    assert await office.states() == [DONE]


async def test_updates_of_one_chat_are_handled_in_their_order(office: Office) -> None:
    heard: list[str] = []

    async def slower_at_first(update: Update, _: Conversation) -> None:
        assert update.effective_message
        await asyncio.sleep(0.03 / update.update_id)
        heard.append(update.effective_message.text or "")

    office.application.add_handler(MessageHandler(filters.TEXT, slower_at_first), group=-1)
    await office.takes(message(1, "een"), message(2, "twee"), message(3, "drie"))
    assert heard == ["een", "twee", "drie"]


async def test_when_many_write_at_once_a_few_are_handled_beside_each_other(office: Office, database: Database) -> None:
    connections = []

    async def counts(_: Update, context: Conversation) -> None:
        await asyncio.sleep(0.01)
        pool = database._engine.sync_engine.pool
        assert isinstance(pool, QueuePool)
        connections.append(pool.checkedout())

    office.application.add_handler(TypeHandler(Update, counts), group=-1)
    await office.takes(*[message(number, "/help", ANNE + number) for number in range(1, 41)])
    assert len(connections) == 40
    assert max(connections) == (CHATS_AT_ONCE if database.shared else 1)


async def test_an_update_that_waited_from_before_a_restart_goes_first(office: Office, database: Database) -> None:
    async with database.transaction() as session:
        session.add(
            Incoming(update_id=1, chat_id=ANNE, payload=message(1, "/help"), received_at=office.clock()),
        )
    await office.takes(message(2, "/taal"))
    assert ["Zo werkt" in text for text in await office.said()] == [True, False]


async def test_a_tap_that_no_handler_answers_is_let_go(office: Office) -> None:
    await office.takes(tap(1, "hulp"))
    methods = [row.method for row in await office.rows(Outgoing)]
    assert methods == ["sendMessage", "answerCallbackQuery"]


async def test_a_tap_of_an_older_version_is_answered_once(office: Office) -> None:
    await office.takes(tap(1, "weg:1"))
    (answer,) = await office.rows(Outgoing)
    assert (answer.method, answer.params["show_alert"]) == ("answerCallbackQuery", True)


async def test_a_person_with_an_english_phone_is_answered_in_english_until_another_choice(office: Office) -> None:
    await office.takes(message(1, "/help", language_code="en-GB"))
    await office.takes(tap(2, "taal:nl"), message(3, "/help", language_code="en-GB"))
    first, _, last = await office.said()
    assert "How Wegwijs works" in first
    assert "Zo werkt Wegwijs" in last


class Failing:
    """A handler that leaves something behind and then raises, a number of times."""

    def __init__(self, times: int) -> None:
        self.left = times

    async def __call__(self, update: Update, context: Conversation) -> None:
        context.session.add(Person(telegram_id=1000 + self.left))
        await context.session.flush()
        context.say("help")
        if self.left:
            self.left -= 1
            raise ZeroDivisionError("Quintijn is ziek")


async def test_a_handler_that_fails_once_is_tried_again_and_its_first_try_leaves_nothing(office: Office) -> None:
    office.application.add_handler(TypeHandler(Update, Failing(1)), group=-1)
    await office.takes(message(1, "/help"))
    (update,) = await office.rows(Incoming)
    assert (update.state, update.attempts) == (DONE, 1)
    assert [person.telegram_id for person in await office.rows(Person)] == [1000]
    assert len(await office.said()) == 2


async def test_a_handler_that_keeps_failing_is_set_aside_and_the_person_is_told_a_code(office: Office) -> None:
    office.application.add_handler(TypeHandler(Update, Failing(ATTEMPTS)), group=-1)
    await office.takes(message(1, "/help"))
    (update,) = await office.rows(Incoming)
    assert (update.state, update.attempts) == (SET_ASIDE, ATTEMPTS)
    (told,) = await office.said()
    assert "Er ging iets mis" in told
    assert update.fault_code in told
    assert await office.rows(Person) == []


async def test_the_next_update_of_a_chat_goes_on_after_one_was_set_aside(office: Office) -> None:
    office.application.add_handler(TypeHandler(Update, Failing(ATTEMPTS)), group=-1)
    await office.takes(message(1, "/help"), message(2, "/taal"))
    assert await office.states() == [SET_ASIDE, DONE]


async def test_a_button_whose_tap_fails_is_let_go_as_well(office: Office) -> None:
    office.application.add_handler(TypeHandler(Update, Failing(ATTEMPTS)), group=-1)
    await office.takes(tap(1, "hulp"))
    assert [row.method for row in await office.rows(Outgoing)] == ["answerCallbackQuery", "sendMessage"]


async def test_a_failure_is_told_in_the_language_somebody_chose(office: Office, database: Database) -> None:
    async with database.transaction() as session:
        session.add(Person(telegram_id=ANNE, language="en"))
    office.application.add_handler(TypeHandler(Update, Failing(ATTEMPTS)), group=-1)
    await office.takes(message(1, "/help"))
    assert ["Something went wrong" in text for text in await office.said()] == [True]


async def test_what_the_database_refuses_counts_as_a_failure_of_that_update(office: Office) -> None:
    async def keep_what_cannot_be_kept(_: Update, context: Conversation) -> None:
        context.session.add(EditorQuestion(kind="unanswered"))

    office.application.add_handler(TypeHandler(Update, keep_what_cannot_be_kept), group=-1)
    await office.takes(message(1, "/help"))
    (update,) = await office.rows(Incoming)
    assert (update.state, update.attempts) == (SET_ASIDE, ATTEMPTS)
    assert len(await office.said()) == 1


async def test_what_is_no_update_is_set_aside_at_once_and_holds_up_nothing(office: Office) -> None:
    with capture_logs() as logs:
        await office.takes({"update_id": 1, "message": {"chat": {"id": ANNE}}}, message(2, "/help"))
    assert await office.states() == [SET_ASIDE, DONE]
    assert len(await office.said()) == 1
    assert [entry["event"] for entry in logs] == ["no_update"]


@pytest.mark.parametrize("number", [None, "7", True, 7.0, 0, -1, 2**63, 10**40])
async def test_what_has_no_number_cannot_be_kept_and_holds_up_nothing(office: Office, number: object) -> None:
    with capture_logs() as logs:
        await office.takes(message(1, "/help") | {"update_id": number}, {"message": {}}, message(2, "/help"))
    assert [row.update_id for row in await office.rows(Incoming)] == [2]
    assert [(entry["event"], entry["without_number"]) for entry in logs] == [("no_update", 2)]


async def test_half_a_character_in_a_language_holds_up_nothing(office: Office) -> None:
    await office.takes(message(1, "/help", language_code="\ud800"), message(2, "/help"))
    assert await office.states() == [DONE, DONE]


async def test_the_log_of_a_failure_names_its_code_and_place_but_never_the_words(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.application.add_handler(TypeHandler(Update, Failing(ATTEMPTS)), group=-1)
    with capture_logs() as logs, caplog.at_level(logging.INFO):
        await office.takes(message(1, "Quintijn is ziek"))
    (update,) = await office.rows(Incoming)
    assert [entry["event"] for entry in logs] == ["update_failed"] * ATTEMPTS
    assert [entry["set_aside"] for entry in logs] == [False, False, True]
    assert logs[-1]["code"] == update.fault_code
    assert (logs[-1]["error"], logs[-1]["where"].partition(":")[0]) == ("ZeroDivisionError", "test_intake.py")
    assert "Quintijn" not in repr(logs) + caplog.text


async def test_the_editors_see_no_pupil_code(office: Office) -> None:
    await office.takes(message(1, "welke trein neemt K7T-4?"))
    (kept,) = await office.rows(EditorQuestion)
    assert kept.words == "welke trein neemt …?"


async def test_a_question_nobody_can_answer_is_kept_without_who_asked(office: Office) -> None:
    await office.takes(message(1, "welke trein gaat er?", person=BAS))
    (kept,) = await office.rows(EditorQuestion)
    assert (kept.kind, kept.words) == ("unanswered", "welke trein gaat er?")
    assert str(BAS) not in repr({name: getattr(kept, name) for name in ("topic", "reason", "words", "language")})
