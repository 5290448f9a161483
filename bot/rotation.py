"""Everything is sealed and hashed anew under the current key: some rows at a time, so it may be cut off anywhere."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, RowMapping, Table, Update, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import IN_USE, Database
from bot.errors import InUseError
from bot.keyring import Keyring
from bot.lease import Leadership
from bot.models import Base, Member
from bot.sealing import Blind, Hashed, Sealed, under_other_key

AT_ONCE = 200
LAST = Member.__tablename__
"""Sealed anew last: a start looks there whether all is done."""
Known = set[tuple[str, str]]


class Kept(NamedTuple):
    """A sealed column, and the blind column by which it is found."""

    column: Column[Any]
    blind: Column[Any] | None


async def rotate(database: Database, told: Callable[[int], None] = lambda _: None) -> int:
    """Seal every row under the current key and tell how many are done; give their number. Raises InUseError."""
    leadership, known, done = Leadership(database), Known(), 0
    try:
        async with database.alone() as connection:
            async for count in _batches(connection, database.keyring, leadership, known):
                done += count
                told(done)
    finally:
        await leadership.give_back()
    await database.empty_log()
    return done


async def _batches(
    connection: AsyncConnection, keyring: Keyring, leadership: Leadership, known: Known
) -> AsyncIterator[int]:
    """Seal table after table, each batch in a transaction of its own; give how many rows it was."""
    for table in sorted(Base.metadata.sorted_tables, key=lambda table: table.name == LAST):
        count = AT_ONCE
        while count:
            await _lead(leadership)
            async with connection.begin():
                count = await connection.run_sync(_some, table, keyring, known)
            yield count


async def must_be_free(database: Database) -> None:
    """See that no program works on the database; raises InUseError."""
    leadership = Leadership(database)
    async with database.alone():
        await _lead(leadership)
        await leadership.give_back()


async def _lead(leadership: Leadership) -> None:
    if not await leadership.take():
        raise InUseError(IN_USE)


def _some(connection: Connection, table: Table, keyring: Keyring, known: Known) -> int:
    """Seal some rows of a table anew, and let every hash of what they hold follow wherever it stands."""
    keys, kept = list(table.primary_key), _kept(table)
    if not kept:
        return 0
    old = or_(*(under_other_key(one.column, keyring) for one in kept))
    wanted = select(*keys, *(one.column for one in kept)).where(old).limit(AT_ONCE)
    rows = connection.execute(wanted).mappings().all()
    if rows:
        connection.execute(_change(table, keys, kept), [_new(row, keys, kept) for row in rows])
        for kind, text in _looked_for(rows, kept) - known:
            _follow(connection, keyring, kind, text)
            known.add((kind, text))
    return len(rows)


def _kept(table: Table) -> list[Kept]:
    """Give the sealed columns of a table, with the blind columns beside them."""
    found = ((column, column.type) for column in table.columns)
    return [
        Kept(column, None if kind.found_by is None else table.c[kind.found_by])
        for column, kind in found
        if isinstance(kind, Sealed)
    ]


def _change(table: Table, keys: Sequence[Column[Any]], kept: Sequence[Kept]) -> Update:
    here = [key == bindparam(f"at_{key.name}") for key in keys]
    named = [column.name for one in kept for column in one if column is not None]
    return update(table).where(*here).values({name: bindparam(f"new_{name}") for name in named})


def _new(row: RowMapping, keys: Sequence[Column[Any]], kept: Sequence[Kept]) -> dict[str, Any]:
    new = {f"new_{column.name}": row[one.column] for one in kept for column in one if column is not None}
    return new | {f"at_{key.name}": row[key] for key in keys}


def _looked_for(rows: Iterable[RowMapping], kept: Iterable[Kept]) -> Known:
    """Give what in these rows is looked for by its hash, with the kind of hash."""
    found = [
        (one.column, kind.of) for one in kept if one.blind is not None and isinstance(kind := one.blind.type, Blind)
    ]
    return {(kind, str(row[column])) for row in rows for column, kind in found if row[column] is not None}


def _follow(connection: Connection, keyring: Keyring, kind: str, text: str) -> None:
    """Let the hashes that stand without what they are the hash of follow."""
    before = [Hashed(key.blind(text, kind)) for key in keyring.older]
    for column, of in _alone():
        if of == kind:
            connection.execute(update(column.table).where(column.in_(before)).values({column.name: text}))


@cache
def _alone() -> tuple[tuple[Column[Any], str], ...]:
    """Give the blind columns that have no sealed column beside them, with their kinds of hash."""
    found = []
    for table in Base.metadata.sorted_tables:
        beside = {one.blind.name for one in _kept(table) if one.blind is not None}
        found += [(one, one.type.of) for one in table.columns if isinstance(one.type, Blind) and one.name not in beside]
    return tuple(found)
