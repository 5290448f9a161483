"""Changes the form of columns with what is in them: from readable to sealed and hashed, and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy.types import TypeEngine

from bot.sealing import Blind

AT_ONCE = 500
HASH = sa.String(64)
Kind = TypeEngine[Any]


@dataclass(frozen=True)
class Sealing:
    """A table whose columns are sealed.

    `columns` gives each its readable and its sealed type; those in `optional` may be empty. `hashes` gives each new
    blind column the column it is the hash of.
    """

    table: str
    key: Sequence[str]
    columns: Mapping[str, tuple[Kind, Kind]]
    optional: Sequence[str] = ()
    hashes: Mapping[str, tuple[str, Blind]] = field(default_factory=dict)

    def seal(self) -> None:
        """Seal the columns."""
        for name in self.columns:
            op.add_column(self.table, sa.Column(f"{name}_new", sa.LargeBinary))
        for name in self.hashes:
            op.add_column(self.table, sa.Column(name, HASH))
        filled = {f"{name}_new": (name, kinds[1]) for name, kinds in self.columns.items()}
        self._fill({name: kinds[0] for name, kinds in self.columns.items()}, {**filled, **self.hashes})
        with op.batch_alter_table(self.table) as table:
            self._put_in_place(table, sa.LargeBinary())
            for name, (source, _) in self.hashes.items():
                table.alter_column(name, existing_type=HASH, nullable=source in self.optional)

    def open(self) -> None:
        """Make the columns readable again."""
        for name, (plain, _) in self.columns.items():
            op.add_column(self.table, sa.Column(f"{name}_new", plain))
        filled = {f"{name}_new": (name, kinds[0]) for name, kinds in self.columns.items()}
        self._fill({name: kinds[1] for name, kinds in self.columns.items()}, filled)
        with op.batch_alter_table(self.table) as table:
            for name in self.hashes:
                table.drop_column(name)
            self._put_in_place(table, None)

    def _put_in_place(self, table: BatchOperations, kind: Kind | None) -> None:
        for name, (plain, _) in self.columns.items():
            table.drop_column(name)
            table.alter_column(
                f"{name}_new", new_column_name=name, existing_type=kind or plain, nullable=name in self.optional
            )

    def _fill(self, read: Mapping[str, Kind], filled: Mapping[str, tuple[str, Kind]]) -> None:
        """Fill columns with what is in others, some rows at a time."""
        source = self._table(read.items())
        target = self._table((name, kind) for name, (_, kind) in filled.items())
        change = target.update().where(*(target.c[name] == sa.bindparam(f"at_{name}") for name in self.key))
        connection, some, done = op.get_bind(), source.select().order_by(*self.key).limit(AT_ONCE), 0
        while rows := connection.execute(some.offset(done)).mappings().all():
            connection.execute(
                change.values({name: sa.bindparam(f"new_{name}", type_=kind) for name, (_, kind) in filled.items()}),
                [
                    {f"at_{name}": row[name] for name in self.key}
                    | {f"new_{name}": row[column] for name, (column, _) in filled.items()}
                    for row in rows
                ],
            )
            done += len(rows)

    def _table(self, columns: Iterable[tuple[str, Kind]]) -> sa.TableClause:
        keys: list[tuple[str, Kind]] = [(name, sa.types.NullType()) for name in self.key]
        return sa.table(self.table, *(sa.column(name, kind) for name, kind in [*keys, *columns]))
