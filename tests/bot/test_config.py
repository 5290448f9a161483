"""Settings: all faults at once, frozen, and the token never shown."""

import os
from pathlib import Path

import pytest
from keys import KEY, OTHER_KEY
from pydantic import ValidationError

from bot.config import Settings
from bot.errors import SettingsError
from bot.keyring import Keyring

TOKEN = "123456789:made-up-and-secret"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("WEGWIJS_"):
            monkeypatch.delenv(name)


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_KEY", KEY)


def test_a_token_and_a_key_are_all_that_must_be_set(monkeypatch: pytest.MonkeyPatch, key: None) -> None:
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
        "WEGWIJS_KEY_FILE",
        "WEGWIJS_API_URL",
        "WEGWIJS_POLL_SECONDS",
        "WEGWIJS_ATTEMPTS",
    ]
    assert str(caught.value).splitlines() == caught.value.faults


def test_a_fault_says_what_is_expected(key: None) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read(token=TOKEN, database_url="mysql://somewhere", api_url="telegram")
    assert caught.value.faults == [
        "WEGWIJS_DATABASE_URL: starts with sqlite+aiosqlite:// or postgresql+psycopg://",
        "WEGWIJS_API_URL: is an address such as https://api.telegram.org",
    ]


@pytest.mark.parametrize(("seconds", "fits"), [(-1, False), (0, True), (50, True), (51, False)])
def test_telegram_holds_a_request_for_at_most_fifty_seconds(seconds: int, *, fits: bool, key: None) -> None:
    if fits:
        assert Settings.read(token=TOKEN, poll_seconds=seconds).poll_seconds == seconds
    else:
        with pytest.raises(SettingsError, match="WEGWIJS_POLL_SECONDS"):
            Settings.read(token=TOKEN, poll_seconds=seconds)


def test_the_token_is_never_shown(key: None) -> None:
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


def test_settings_do_not_change_while_running(key: None) -> None:
    settings = Settings.read(token=TOKEN)
    with pytest.raises(ValidationError):
        settings.attempts = 5  # type: ignore[misc]


def test_an_address_loses_its_last_slash(key: None) -> None:
    assert Settings.read(token=TOKEN, api_url="http://127.0.0.1:8081/").api_url == "http://127.0.0.1:8081"


def test_what_is_given_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch, key: None) -> None:
    monkeypatch.setenv("WEGWIJS_ATTEMPTS", "7")
    assert Settings.read(token=TOKEN, attempts=2).attempts == 2
    assert Settings.read(token=TOKEN).attempts == 7


def test_settings_made_by_hand_take_nothing_from_the_environment(monkeypatch: pytest.MonkeyPatch, key: None) -> None:
    monkeypatch.setenv("WEGWIJS_ATTEMPTS", "7")
    assert Settings(token=TOKEN, key=OTHER_KEY).attempts == 3  # type: ignore[arg-type]


def test_the_database_is_found_without_a_token(monkeypatch: pytest.MonkeyPatch, key: None) -> None:
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", "sqlite+aiosqlite:////elsewhere.db")
    assert Settings.without_token().database_url == "sqlite+aiosqlite:////elsewhere.db"


def test_a_wrong_database_is_told_without_a_token_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", "postgres://somewhere")
    with pytest.raises(SettingsError, match="WEGWIJS_DATABASE_URL"):
        Settings.without_token()


def test_a_check_does_not_hide_a_token_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_TOKEN", "short")
    assert "token" not in Settings.given_or_made_up()
    with pytest.raises(SettingsError, match="WEGWIJS_TOKEN"):
        Settings.read(**Settings.given_or_made_up())


def test_a_setting_that_is_missing_says_what_it_is_and_where_to_give_it(
    monkeypatch: pytest.MonkeyPatch, key: None
) -> None:
    monkeypatch.delenv("WEGWIJS_TOKEN", raising=False)
    with pytest.raises(SettingsError) as refused:
        Settings.read()
    assert refused.value.faults == [
        "WEGWIJS_TOKEN: is missing, give it in the environment (the bot's token from BotFather)"
    ]


def test_a_missing_key_says_how_to_make_one() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.read(token=TOKEN)
    assert refused.value.faults == [
        "WEGWIJS_KEY_FILE: is missing: «wegwijs key new FILE» makes one; WEGWIJS_KEY takes the key itself"
    ]


def test_a_check_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings.read(**Settings.given_or_made_up()).keyring()


def test_a_malformed_key_is_told_once_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_KEY", "not-a-key")
    with pytest.raises(SettingsError) as refused:
        Settings.read(token=TOKEN)
    assert refused.value.faults == [
        "WEGWIJS_KEY: a key is 43 letters, digits, - and _; «wegwijs key new» makes one",
    ]


def test_a_key_is_never_shown() -> None:
    settings = Settings.read(token=TOKEN, key=KEY)
    for shown in (repr(settings), str(settings), settings.model_dump_json(), repr(settings.keyring().current)):
        assert KEY not in shown


def test_a_key_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n{OTHER_KEY}\n")
    keyring = Settings.read(token=TOKEN, key_file=file).keyring()
    assert (keyring.id, len(keyring.older)) == (Keyring.read(KEY).id, 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "cannot be read: No such file or directory"),
        ("", "a keyring holds at least one key"),
        (KEY[:-1], "a key is 43 letters, digits, - and _; «wegwijs key new» makes one"),
        (f"{KEY}\n{KEY}", "holds a key twice"),
        ("sleutel van Zoë", "cannot be read: it holds no key"),
    ],
)
def test_a_key_file_that_is_wrong_says_why(tmp_path: Path, content: str | None, reason: str) -> None:
    if content is not None:
        (tmp_path / "key").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        Settings.read(token=TOKEN, key_file=tmp_path / "key")
    assert refused.value.faults == [f"WEGWIJS_KEY_FILE: {reason}"]


def test_a_key_is_given_in_one_place(key: None, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.read(token=TOKEN, key_file=tmp_path / "key")
    assert refused.value.faults == ["WEGWIJS_KEY_FILE: give this or WEGWIJS_KEY, not both"]


def test_with_a_webhook_its_secret_must_be_given(key: None) -> None:
    with pytest.raises(SettingsError, match="WEGWIJS_WEBHOOK_SECRET: is missing"):
        Settings.read(token=TOKEN, webhook_url="https://wegwijs.example/telegram")


@pytest.mark.parametrize(("length", "fits"), [(31, False), (32, True), (256, True), (257, False)])
def test_the_secret_of_a_webhook_is_long_enough_and_no_longer_than_telegram_takes(
    length: int, *, fits: bool, key: None
) -> None:
    given = {"token": TOKEN, "webhook_url": "https://wegwijs.example/telegram", "webhook_secret": "s" * length}
    if fits:
        assert Settings.read(**given).webhook_url == given["webhook_url"]
    else:
        with pytest.raises(SettingsError, match="WEGWIJS_WEBHOOK_SECRET"):
            Settings.read(**given)


@pytest.mark.parametrize(
    ("url", "api", "fits"),
    [
        ("https://wegwijs.example/telegram", "https://api.telegram.org", True),
        ("http://wegwijs.example/telegram", "https://api.telegram.org", False),
        ("http://127.0.0.1:8080/telegram", "http://127.0.0.1:9000", True),
        ("wegwijs.example", "https://api.telegram.org", False),
    ],
)
def test_a_webhook_is_reached_safely_but_on_this_computer(url: str, api: str, *, fits: bool, key: None) -> None:
    given = {"token": TOKEN, "api_url": api, "webhook_url": url, "webhook_secret": "s" * 32}
    if fits:
        assert Settings.read(**given).webhook_url == url
    else:
        with pytest.raises(SettingsError, match="WEGWIJS_WEBHOOK_URL: is an https address"):
            Settings.read(**given)
