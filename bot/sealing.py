"""Columns whose content only the key opens, and columns by which it is found again without telling what it is.

The types find the keyring on the dialect of the engine they work for, where `give_keyring` hangs it.
"""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ClauseElement,
    Column,
    ColumnElement,
    Dialect,
    LargeBinary,
    String,
    event,
    func,
    literal,
    type_coerce,
)
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.sql.operators import OperatorType, eq, in_op, is_, is_not, ne, not_in_op
from sqlalchemy.types import TypeDecorator

from bot.keyring import CODE, ID_BYTES, Keyring

TELEGRAM = "telegram"
HASH_LENGTH = 64
BY_HASH = {eq, ne, in_op, not_in_op}


def give_keyring(engine: AsyncEngine, keyring: Keyring) -> None:
    """Let everything that goes through this engine be sealed and opened with this keyring."""
    engine.sync_engine.dialect.wegwijs_keyring = keyring  # type: ignore[attr-defined]


def keyring_of(dialect: Dialect) -> Keyring:
    """Give the keyring of an engine; raises LookupError where none was given."""
    keyring: Keyring | None = getattr(dialect, "wegwijs_keyring", None)
    if keyring is None:
        raise LookupError("this engine was given no keyring")
    return keyring


class Sealed(TypeDecorator[Any]):
    """What is encrypted for one place, `table.column`: read from any other it does not open.

    `found_by` names the blind column beside it. Who looks for a value looks there unaware: `Signal.code == code`
    compares hashes.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str, found_by: str | None = None) -> None:
        self.place, self.found_by = place, found_by
        super().__init__()

    class comparator_factory(TypeDecorator.Comparator[Any]):  # noqa: N801  # the name SQLAlchemy looks for
        """Looks for a value by its hash: the same words are sealed differently each time, so none would be found."""

        def operate(self, op: OperatorType, *other: Any, **given: Any) -> Any:
            """Compare hashes where there are; let «is null» pass, and what SQLAlchemy compares for itself."""
            hashed = _hash_of(self.expr)
            if op in BY_HASH and hashed is not None:
                return op(hashed, *(_hash_or_self(one) for one in other))
            if op in {is_, is_not} or all(isinstance(one, ClauseElement) for one in other):
                return super().operate(op, *other, **given)
            raise TypeError("a sealed column is not compared: it has no blind column beside it, or this asks for order")


class SealedText(Sealed):
    """A text that is encrypted at rest."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encrypt."""
        return None if value is None else keyring_of(dialect).seal(value.encode(), self.place)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Decrypt; raises UnsealError."""
        return None if value is None else keyring_of(dialect).unseal(value, self.place).decode()


class SealedJson(Sealed):
    """Whatever fits in JSON, encrypted at rest; None is kept as NULL."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Encrypt."""
        if value is None:
            return None
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return keyring_of(dialect).seal(written.encode(), self.place)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        """Decrypt; raises UnsealError."""
        return None if value is None else json.loads(keyring_of(dialect).unseal(value, self.place))


class Hashed(str):
    """A keyed hash as it stands in the database."""

    __slots__ = ()


class Blind(TypeDecorator[Any]):
    """The keyed hash of a text or number: give the plain value to keep or to find, it is hashed on its way.

    `of` keeps kinds apart: a code and a person's id never give the same hash.
    """

    impl = String(HASH_LENGTH)
    cache_ok = True

    def __init__(self, of: str = CODE) -> None:
        self.of = of
        super().__init__()

    def process_bind_param(self, value: str | int | None, dialect: Dialect) -> str | None:
        """Hash; what came out of the database is hashed already."""
        if value is None or isinstance(value, Hashed):
            return value
        return keyring_of(dialect).blind(str(value), self.of)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Hashed | None:  # noqa: ARG002
        """Give the hash, so marked that it is not hashed once more."""
        return None if value is None else Hashed(value)


def under_other_key(column: Column[Any] | InstrumentedAttribute[Any], keyring: Keyring) -> ColumnElement[bool]:
    """Say whether what a column holds is sealed with another key than the current one."""
    begins = func.substr(type_coerce(column, LargeBinary), 1, ID_BYTES, type_=LargeBinary)
    return begins != literal(keyring.current.id, LargeBinary)


def follow_hashes(base: type[DeclarativeBase]) -> None:
    """Let each blind column of an object follow the sealed column that is found by it, when that is set.

    A bulk update goes past objects: it must name both.
    """

    @event.listens_for(base, "attribute_instrument", propagate=True)
    def instrumented(_of: type, _name: str, attribute: InstrumentedAttribute[Any]) -> None:
        kind = getattr(attribute.comparator, "type", None)
        blind = kind.found_by if isinstance(kind, Sealed) else None
        if blind is not None:
            event.listen(attribute, "set", lambda row, value, _old, _how: setattr(row, blind, value))


def beside(column: str) -> Callable[[DefaultExecutionContext], Any]:
    """Give the default for a blind column: what is put in the sealed column beside it."""

    def found(context: DefaultExecutionContext) -> Any:
        return context.get_current_parameters().get(column)  # type: ignore[no-untyped-call]

    return found


def _hash_of(expression: Any) -> ColumnElement[Any] | None:
    """Give the blind column by which a sealed column, also of an alias, is found; None where there is none."""
    kind, table = getattr(expression, "type", None), getattr(expression, "table", None)
    if not isinstance(kind, Sealed) or kind.found_by is None or table is None:
        return None
    found: ColumnElement[Any] = table.c[kind.found_by]
    return found


def _hash_or_self(other: Any) -> Any:
    element = other.__clause_element__() if hasattr(other, "__clause_element__") else other
    hashed = _hash_of(element)
    return element if hashed is None else hashed
