"""The parameters of one Bot API request, whichever way they came."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.demo.errors import bad_request

SURROGATE = "\\ud"


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Params:
    """Values as sent (form strings or JSON values) with typed readers; what cannot be read is a 400."""

    values: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """A string; lone surrogates are refused as Telegram refuses bytes that are not UTF-8."""
        value = self.values.get(name)
        if value is None:
            return default
        text = value if isinstance(value, str) else json.dumps(value)
        if not text.isascii():
            _require_utf8(text)
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number, the default when it is missing or empty."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"field {name!r} must be a number") from None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean, in any of the spellings Telegram takes."""
        value = self.values.get(name)
        if value is None:
            return default
        return str(value).strip().lower() in {"true", "yes", "1"}

    def value(self, name: str) -> Any:
        """A JSON value, sent as such or as a JSON string; None when it is missing or empty."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return parsed(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


def parsed(source: str | bytes) -> Any:
    """A JSON value; ValueError when it is none, a 400 when an escape in it is half a character."""
    value = json.loads(source)
    if SURROGATE in (source.lower() if isinstance(source, str) else source.decode().lower()):
        _require_utf8(json.dumps(value, ensure_ascii=False))
    return value


def _require_utf8(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
