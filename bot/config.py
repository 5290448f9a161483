"""Settings: read once, frozen, all faults at once, the token never printed."""

import os
import re
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import ConfigDict, DirectoryPath, Field, SecretStr, ValidationError, ValidationInfo, field_validator

from bot.errors import SettingsError
from bot.keyring import Keyring, KeyringError, new_key
from bot.post import PostSettings

PREFIX = "WEGWIJS_"
SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
DRIVERS = ("sqlite+aiosqlite", "postgresql+psycopg")


class Settings(PostSettings):
    """What differs from place to place; `read` takes it from the environment, as WEGWIJS_…"""

    model_config = ConfigDict(frozen=True, validate_default=True)

    token: SecretStr = Field(min_length=10, description="the bot's token from BotFather")
    database_url: str = "sqlite+aiosqlite:///wegwijs.db"
    backup_dir: Path = Field(default=Path("backups"), description="where a copy goes before the tables change")
    key: SecretStr | None = Field(default=None, description="the key under which people's data is kept")
    key_file: Path | None = Field(default=None, validate_default=True, description="a file that holds the key")
    api_url: str = "https://api.telegram.org"
    webhook_url: str | None = Field(
        default=None, description="where Telegram brings updates; without it they are fetched"
    )
    webhook_secret: SecretStr | None = Field(
        default=None, validate_default=True, description="what only Telegram knows"
    )
    listen_host: str = "127.0.0.1"
    listen_port: int = Field(default=8080, ge=0, le=65535)
    metrics_port: int | None = Field(
        default=None, ge=1, le=65535, description="where Prometheus reads; none without it"
    )
    poll_seconds: int = Field(default=25, ge=0, le=50)
    attempts: int = Field(default=3, ge=1, le=10)
    a_minute: int = Field(default=60, ge=10, description="how much one person may send in a minute")
    sends_a_second: int = Field(default=30, ge=1, le=10_000, description="how much Telegram lets this bot send")
    clock_seconds: float = Field(default=60, gt=0, le=300, description="how often is looked at what is due")
    report_templates: DirectoryPath | None = Field(default=None, description="a folder with Word templates of schools")

    @field_validator("database_url")
    @classmethod
    def _driver_is_known(cls, url: str) -> str:
        if urlsplit(url).scheme not in DRIVERS:
            raise ValueError(f"starts with {' or '.join(f'{driver}://' for driver in DRIVERS)}")
        return url

    @field_validator("api_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("is an address such as https://api.telegram.org")
        return url.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _webhook_is_https(cls, url: str | None, info: ValidationInfo) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url)
        # Telegram itself takes no other; a stand-in on this computer does.
        near = urlsplit(info.data.get("api_url", "")).hostname in {"127.0.0.1", "localhost"}
        if not parts.netloc or parts.scheme not in ({"https", "http"} if near else {"https"}):
            raise ValueError("is an https address, such as https://wegwijs.example.nl/telegram")
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _secret_is_one(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is None and info.data.get("webhook_url"):
            raise ValueError("is missing: with a webhook, give 32 to 256 letters and digits that nobody can guess")
        if secret is not None and not SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("is 32 to 256 letters, digits, _ or -, as Telegram asks, and hard to guess")
        return secret

    @field_validator("key")
    @classmethod
    def _key_is_one(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None:
            _keyring(key.get_secret_value())
        return key

    @field_validator("key_file")
    @classmethod
    def _key_is_given_once(cls, file: Path | None, info: ValidationInfo) -> Path | None:
        given = info.data.get("key", "malformed")
        if file is None and given is None:
            raise ValueError("is missing: «wegwijs key new FILE» makes one; WEGWIJS_KEY takes the key itself")
        if file is not None and given is not None:
            raise ValueError("give this or WEGWIJS_KEY, not both")
        if file is not None:
            _keyring(_content(file))
        return file

    def keyring(self) -> Keyring:
        """Give the keys, current one first."""
        return Keyring.read(self.key.get_secret_value() if self.key else _content(self.key_file or Path()))

    @classmethod
    def read(cls, **given: object) -> Self:
        """Read the environment, `given` going first; raises SettingsError with every fault."""
        named = {name: f"{PREFIX}{name.upper()}" for name in cls.model_fields}
        told = {name: os.environ[variable] for name, variable in named.items() if variable in os.environ}
        try:
            return cls.model_validate(told | given)
        except ValidationError as error:
            raise SettingsError([_sentence(found["loc"], found["msg"]) for found in error.errors()]) from None

    @classmethod
    def given_or_made_up(cls) -> dict[str, object]:
        """Give what the environment leaves out and a check must not stumble over: a token and key that open nothing."""
        keyless = not {f"{PREFIX}KEY", f"{PREFIX}KEY_FILE"} & os.environ.keys()
        return {**cls._made_up_token(), **({"key": new_key()} if keyless else {})}

    @classmethod
    def without_token(cls) -> Self:
        """Read the settings for a command that talks with the database only; raises SettingsError."""
        return cls.read(**cls._made_up_token())

    @staticmethod
    def _made_up_token() -> dict[str, object]:
        return {} if f"{PREFIX}TOKEN" in os.environ else {"token": "made-up-for-a-check"}


def _sentence(where: tuple[int | str, ...], reason: str) -> str:
    name = PREFIX + ".".join(str(part) for part in where).upper()
    if reason == "Field required":
        described = Settings.model_fields[str(where[0]).lower()].description
        return f"{name}: is missing, give it in the environment ({described})"
    return f"{name}: {reason.removeprefix('Value error, ')}"


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"cannot be read: {getattr(error, 'strerror', None) or 'it holds no key'}") from None


def _keyring(written: str) -> Keyring:
    try:
        return Keyring.read(written)
    except KeyringError as error:
        raise ValueError(str(error)) from None
