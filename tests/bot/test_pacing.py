"""How fast the bot may speak: both sides of one a second, thirty a second and twenty a minute."""

from itertools import count

from bot.outbox.pacing import MOST_REMEMBERED, Pacing

SAY, EDIT, TAP = "sendMessage", "editMessageText", "answerCallbackQuery"
GROUP = -100


def test_a_second_message_to_a_chat_waits_until_a_second_has_passed() -> None:
    pacing = Pacing()
    pacing.sent(1, SAY, 10.0)
    assert pacing.wait(1, SAY, 10.25) == 0.75
    assert pacing.wait(1, SAY, 11.0) == 0


def test_a_message_to_another_chat_need_not_wait() -> None:
    pacing = Pacing()
    pacing.sent(1, SAY, 10.0)
    assert pacing.wait(2, SAY, 10.0) == 0


def test_a_photo_counts_as_a_message() -> None:
    pacing = Pacing()
    pacing.sent(1, "sendPhoto", 10.0)
    assert pacing.wait(1, SAY, 10.5) == 0.5


def test_the_thirtieth_message_in_a_second_goes_and_the_next_waits() -> None:
    pacing = Pacing()
    for chat in range(29):
        pacing.sent(chat, SAY, 5.0)
    assert pacing.wait(29, SAY, 5.5) == 0
    pacing.sent(29, SAY, 5.5)
    assert pacing.wait(30, SAY, 5.5) == 0.5
    assert pacing.wait(30, SAY, 6.0) == 0


def test_after_a_burst_the_oldest_of_the_last_thirty_decides() -> None:
    pacing = Pacing()
    for chat in range(30):
        pacing.sent(chat, SAY, chat / 64)
    assert pacing.wait(30, SAY, 1.0) == 0
    pacing.sent(30, SAY, 1.0)
    assert pacing.wait(31, SAY, 1.0) == 1 / 64


def test_the_twentieth_message_to_a_group_in_a_minute_goes_and_the_next_waits() -> None:
    pacing, clock = Pacing(), count()
    for _ in range(19):
        pacing.sent(GROUP, SAY, float(next(clock)))
    assert pacing.wait(GROUP, SAY, 30.0) == 0
    pacing.sent(GROUP, SAY, 30.0)
    assert pacing.wait(GROUP, SAY, 31.0) == 29.0
    assert pacing.wait(GROUP, SAY, 60.0) == 0


def test_a_private_chat_has_no_limit_a_minute() -> None:
    pacing = Pacing()
    for second in range(40):
        pacing.sent(1, SAY, float(second))
    assert pacing.wait(1, SAY, 40.0) == 0


def test_changing_a_message_does_not_wait_for_its_chat_but_counts_overall() -> None:
    pacing = Pacing()
    for _ in range(29):
        pacing.sent(1, EDIT, 5.0)
    assert pacing.wait(1, EDIT, 5.0) == 0
    pacing.sent(1, EDIT, 5.0)
    assert pacing.wait(2, SAY, 5.0) == 1.0


def test_answering_a_tap_never_waits_and_never_makes_others_wait() -> None:
    pacing = Pacing()
    for _ in range(100):
        pacing.sent(None, TAP, 5.0)
    assert pacing.wait(1, SAY, 5.0) == 0
    for chat in range(30):
        pacing.sent(chat, SAY, 5.0)
    assert pacing.wait(None, TAP, 5.0) == 0


def test_where_telegram_lets_a_bot_send_more_in_a_second_more_goes() -> None:
    pacing = Pacing(a_second=31)
    for chat in range(30):
        pacing.sent(chat, SAY, 5.0)
    assert pacing.wait(30, SAY, 5.0) == 0
    pacing.sent(30, SAY, 5.0)
    assert pacing.wait(31, SAY, 5.0) == 1.0


def test_chats_that_may_be_spoken_to_again_are_forgotten_and_the_others_are_not() -> None:
    pacing = Pacing(a_second=MOST_REMEMBERED + 9)
    for chat in range(MOST_REMEMBERED):
        pacing.sent(chat, SAY, 5.0)
    pacing.sent(MOST_REMEMBERED, SAY, 5.5)
    pacing.sent(MOST_REMEMBERED + 1, SAY, 6.0)
    assert pacing.wait(0, SAY, 6.0) == 0
    assert pacing.wait(MOST_REMEMBERED, SAY, 6.0) == 0.5
    assert len(pacing._chats) == 2
