"""What Telegram finds by itself in a typed text."""

import pytest

from bot.demo.found_entities import find


def found(text: str) -> list[tuple[str, str]]:
    return [(entity["type"], text[entity["offset"] : entity["offset"] + entity["length"]]) for entity in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start abc", [("bot_command", "/start")]),
        ("/signaal@wegwijs_bot K7T-4", [("bot_command", "/signaal@wegwijs_bot")]),
        ("zie /hulp of /stop", [("bot_command", "/hulp"), ("bot_command", "/stop")]),
        ("en/of", []),
        ("1/2 uur", []),
        ("vraag @wegwijs_bot even", [("mention", "@wegwijs_bot")]),
        ("mail a.b@school.nl", [("email", "a.b@school.nl")]),
        ("kijk op https://www.aoj.nl/a?b=c.", [("url", "https://www.aoj.nl/a?b=c")]),
        ("kijk op aoj.nl", [("url", "aoj.nl")]),
        ("klas 3b #verzuim", [("hashtag", "#verzuim")]),
        ("niets bijzonders.", []),
    ],
)
def test_telegram_finds_commands_mentions_and_addresses(text, expected):
    assert found(text) == expected


def test_nothing_is_found_inside_code():
    assert find("/start", [{"type": "code", "offset": 0, "length": 6}]) == []


def test_offsets_count_utf16_units():
    assert find("👋 /start") == [{"type": "bot_command", "offset": 3, "length": 6}]
