"""Settings: all faults at once, frozen, and the token never shown."""

import os

import pytest
from pydantic import ValidationError

from bot.config import Settings, database_url
from bot.errors import SettingsError

TOKEN = "123456789:made-up-and-secret"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("WEGWIJS_"):
            monkeypatch.delenv(name)


def test_a_token_is_all_that_must_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_TOKEN", TOKEN)
    settings = Settings.read()
    assert settings.token.get_secret_value() == TOKEN
    assert settings.database_url == "sqlite+aiosqlite:///wegwijs.db"
    assert settings.api_url == "https://api.telegram.org"


def test_every_fault_is_told_at_once_by_the_name_of_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", "mysql://somewhere")
    monkeypatch.setenv("WEGWIJS_API_URL", "telegram")
    monkeypatch.setenv("WEGWIJS_POLL_SECONDS", "51")
    monkeypatch.setenv("WEGWIJS_ATTEMPTS", "0")
    with pytest.raises(SettingsError) as caught:
        Settings.read()
    assert [fault.partition(":")[0] for fault in caught.value.faults] == [
        "WEGWIJS_TOKEN",
        "WEGWIJS_DATABASE_URL",
        "WEGWIJS_API_URL",
        "WEGWIJS_POLL_SECONDS",
        "WEGWIJS_ATTEMPTS",
    ]
    assert str(caught.value).splitlines() == caught.value.faults


def test_a_fault_says_what_is_expected() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read(token=TOKEN, database_url="mysql://somewhere", api_url="telegram")
    assert caught.value.faults == [
        "WEGWIJS_DATABASE_URL: starts with sqlite+aiosqlite:// or postgresql+psycopg://",
        "WEGWIJS_API_URL: is an address such as https://api.telegram.org",
    ]


@pytest.mark.parametrize(("seconds", "fits"), [(-1, False), (0, True), (50, True), (51, False)])
def test_telegram_holds_a_request_for_at_most_fifty_seconds(seconds: int, *, fits: bool) -> None:
    if fits:
        assert Settings.read(token=TOKEN, poll_seconds=seconds).poll_seconds == seconds
    else:
        with pytest.raises(SettingsError, match="WEGWIJS_POLL_SECONDS"):
            Settings.read(token=TOKEN, poll_seconds=seconds)


def test_the_token_is_never_shown() -> None:
    settings = Settings.read(token=TOKEN)
    for shown in (repr(settings), str(settings), settings.model_dump_json(), repr(settings.model_dump())):
        assert TOKEN not in shown


def test_a_token_that_is_refused_is_not_shown_either() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read(token="secret")
    assert caught.value.faults[0].startswith("WEGWIJS_TOKEN: ")
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_settings_do_not_change_while_running() -> None:
    settings = Settings.read(token=TOKEN)
    with pytest.raises(ValidationError):
        settings.attempts = 5  # type: ignore[misc]


def test_an_address_loses_its_last_slash() -> None:
    assert Settings.read(token=TOKEN, api_url="http://127.0.0.1:8081/").api_url == "http://127.0.0.1:8081"


def test_what_is_given_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_ATTEMPTS", "7")
    assert Settings.read(token=TOKEN, attempts=2).attempts == 2
    assert Settings.read(token=TOKEN).attempts == 7


def test_the_database_is_found_without_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", "sqlite+aiosqlite:////elsewhere.db")
    assert database_url() == "sqlite+aiosqlite:////elsewhere.db"


def test_a_wrong_database_is_told_without_a_token_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", "postgres://somewhere")
    with pytest.raises(SettingsError, match="WEGWIJS_DATABASE_URL"):
        database_url()


def test_a_check_does_not_hide_a_token_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_TOKEN", "short")
    assert Settings.given_or_made_up() == {}
    with pytest.raises(SettingsError, match="WEGWIJS_TOKEN"):
        Settings.read(**Settings.given_or_made_up())


def test_a_setting_that_is_missing_says_what_it_is_and_where_to_give_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEGWIJS_TOKEN", raising=False)
    with pytest.raises(SettingsError) as refused:
        Settings.read()
    assert refused.value.faults == [
        "WEGWIJS_TOKEN: is missing, give it in the environment (the bot's token from BotFather)"
    ]
