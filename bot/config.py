"""Settings: read once, frozen, all faults at once, the token never printed."""

import os
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

PREFIX = "WEGWIJS_"
DRIVERS = ("sqlite+aiosqlite", "postgresql+psycopg")


class Settings(BaseSettings):
    """What differs from place to place, from the environment as WEGWIJS_…"""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    token: SecretStr = Field(min_length=10, description="the bot's token from BotFather")
    database_url: str = "sqlite+aiosqlite:///wegwijs.db"
    api_url: str = "https://api.telegram.org"
    poll_seconds: int = Field(default=25, ge=0, le=50)
    attempts: int = Field(default=3, ge=1, le=10)
    clock_seconds: float = Field(default=60, gt=0, le=300, description="how often is looked at what is due")

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

    @classmethod
    def read(cls, **given: object) -> Self:
        """Read the environment, `given` going first; raises SettingsError with every fault."""
        try:
            return cls(**given)  # type: ignore[arg-type]  # what is not given comes from the environment
        except ValidationError as error:
            raise SettingsError([_sentence(found["loc"], found["msg"]) for found in error.errors()]) from None

    @classmethod
    def given_or_made_up(cls) -> dict[str, object]:
        """Give what the environment leaves out and a check must not stumble over: a token that opens nothing."""
        return {} if f"{PREFIX}TOKEN" in os.environ else {"token": "made-up-for-a-check"}


def _sentence(where: tuple[int | str, ...], reason: str) -> str:
    name = PREFIX + ".".join(str(part) for part in where).upper()
    if reason == "Field required":
        described = Settings.model_fields[str(where[0]).lower()].description
        return f"{name}: is missing, give it in the environment ({described})"
    return f"{name}: {reason.removeprefix('Value error, ')}"


def database_url() -> str:
    """Give the address of the database for commands that need no token; raises SettingsError when it is wrong."""
    return Settings.read(**Settings.given_or_made_up()).database_url
