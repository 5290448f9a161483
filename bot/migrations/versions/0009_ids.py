"""Who somebody is in Telegram is hashed; where the bot must write to a chat, its id is kept sealed beside it."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.migrations.sealing_up import Sealing
from bot.sealing import TELEGRAM, Blind, SealedJson

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID, MOMENT, BYTES = sa.BigInteger(), sa.DateTime(timezone=True), sa.LargeBinary()
HASHED = Blind(TELEGRAM)
Row = dict[str, Any]


def by_hash(table: str, key: str, column: str, *, optional: bool) -> Sealing:
    """Let a column with an account be sealed, with its hash beside it."""
    hashed = f"{column.partition('_')[0]}_hash"
    sealed = SealedJson(f"{table}.{column}")
    return Sealing(table, [key], {column: (ID, sealed)}, [column] if optional else [], {hashed: (column, HASHED)})


TABLES = (
    by_hash("inbox", "update_id", "chat_id", optional=False),
    by_hash("outbox", "id", "chat_id", optional=True),
    by_hash("members", "id", "telegram_id", optional=True),
)


def indexes(inbox: str, outbox: str, *, make: bool) -> None:
    """Make or drop the indexes that find a chat."""
    for table, columns in (("inbox", ["state", inbox, "update_id"]), ("outbox", [outbox, "state", "id"])):
        name = f"ix_{table}_{'_'.join(columns)}"
        if make:
            op.create_index(name, table, columns)
        else:
            op.drop_index(name, table)


def one_member_each(column: str, *, make: bool) -> None:
    """Let an account belong to one member only, or let go of that."""
    with op.batch_alter_table("members") as table:
        if make:
            table.create_unique_constraint(f"uq_members_{column}", [column])
        else:
            table.drop_constraint(f"uq_members_{column}", type_="unique")


def made_anew(name: str, old: list[sa.Column[Any]], new: list[Any], into: Callable[[Row], Row]) -> None:
    """Make a table anew with other columns for what was in it."""
    connection = op.get_bind()
    was = sa.table(name, *(sa.column(column.name, column.type) for column in old))
    rows = [into(dict(row)) for row in connection.execute(was.select()).mappings()]
    op.drop_table(name)
    becomes = op.create_table(name, *new)
    if rows:
        connection.execute(becomes.insert(), rows)


def columns(table: str) -> list[sa.Column[Any]]:
    """Give the columns of a table that stay as they are."""
    kept: dict[str, list[sa.Column[Any]]] = {
        "people": [sa.Column("language", sa.String(2)), sa.Column("reachable", sa.Boolean, nullable=False)],
        "threads": [sa.Column("topic", sa.String(40), nullable=False), sa.Column("told_at", MOMENT, nullable=False)],
        "drafts": [
            sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id")),
            sa.Column("content", BYTES, nullable=False),
            sa.Column("changed_at", MOMENT, nullable=False),
        ],
        "awaited": [
            sa.Column("purpose", sa.String(30), nullable=False),
            sa.Column("about", BYTES, nullable=False),
            sa.Column("words", BYTES),
            sa.Column("asked_at", MOMENT, nullable=False),
        ],
    }
    return kept[table]


PLACES = {"threads": ("chat", "telegram"), "drafts": ("telegram", "chat"), "awaited": ("telegram", "chat")}


def upgrade() -> None:
    """Put hashes in the place of accounts."""
    indexes("chat_id", "chat_id", make=False)
    one_member_each("telegram_id", make=False)
    for table in TABLES:
        table.seal()
    one_member_each("telegram_hash", make=True)
    indexes("chat_hash", "chat_hash", make=True)
    made_anew(
        "people",
        [sa.Column("telegram_id", ID), *columns("people")],
        [
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("telegram_id", SealedJson("people.telegram_id"), nullable=False),
            sa.Column("telegram_hash", HASHED, nullable=False, unique=True),
            *columns("people"),
        ],
        lambda row: row | {"telegram_hash": row["telegram_id"]},
    )
    for name, (first, second) in PLACES.items():
        made_anew(
            name,
            [sa.Column("telegram_id", ID), sa.Column("chat_id", ID), *columns(name)],
            [
                sa.Column("id", sa.Integer, primary_key=True),
                sa.Column(f"{first}_hash", HASHED, nullable=False),
                sa.Column(f"{second}_hash", HASHED, nullable=False),
                *columns(name),
                sa.UniqueConstraint(f"{first}_hash", f"{second}_hash"),
            ],
            _hashed,
        )


def _hashed(row: Row) -> Row:
    row["telegram_hash"], row["chat_hash"] = row.pop("telegram_id"), row.pop("chat_id")
    return row


def downgrade() -> None:
    """Put back the accounts that are kept sealed."""
    # Whose they were is not kept; they last an hour.
    for name, (first, second) in PLACES.items():
        op.drop_table(name)
        op.create_table(
            name,
            sa.Column(f"{first}_id", ID, primary_key=True, autoincrement=False),
            sa.Column(f"{second}_id", ID, primary_key=True, autoincrement=False),
            *columns(name),
        )
    made_anew(
        "people",
        [sa.Column("telegram_id", SealedJson("people.telegram_id")), *columns("people")],
        [sa.Column("telegram_id", ID, primary_key=True, autoincrement=False), *columns("people")],
        lambda row: row,
    )
    indexes("chat_hash", "chat_hash", make=False)
    one_member_each("telegram_hash", make=False)
    for table in reversed(TABLES):
        table.open()
    one_member_each("telegram_id", make=True)
    indexes("chat_id", "chat_id", make=True)
