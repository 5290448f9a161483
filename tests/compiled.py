"""SQL that was made once serves every test's engine, as in the program itself, whose one engine lives as long as it."""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect

MADE: dict[Any, Any] = {}


def share_between_engines() -> None:
    """Let SQLAlchemy find what it made for another engine of the same kind with the same keys."""
    DefaultDialect.__hash__ = lambda dialect: hash(_kind(dialect))  # type: ignore[method-assign]
    DefaultDialect.__eq__ = lambda dialect, other: _kind(dialect) == _kind(other)  # type: ignore[method-assign]

    @event.listens_for(Engine, "engine_connect")
    def connected(connection: Connection) -> None:
        connection.execution_options(compiled_cache=MADE)


def _kind(dialect: Any) -> tuple[object, ...]:
    """What is sealed is sealed by what the dialect carries: who has other keys is another kind."""
    keyring = getattr(dialect, "wegwijs_keyring", None)
    return type(dialect), *(keyring._keys if keyring else ())
