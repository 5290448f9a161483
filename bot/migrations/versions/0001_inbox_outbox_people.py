"""The inbox, the outbox, people, threads, and questions for the editors."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
COUNTED = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _inbox()
    _outbox()
    _people_and_threads()
    _editor_questions()


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("handled_at", MOMENT),
        sa.Column("fault_code", sa.String(12)),
    )
    op.create_index("ix_inbox_state_chat_id_update_id", "inbox", ["state", "chat_id", "update_id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", COUNTED, primary_key=True),
        sa.Column("chat_id", sa.BigInteger),
        sa.Column("method", sa.String(40), nullable=False),
        sa.Column("params", sa.JSON, nullable=False),
        sa.Column("picture", sa.JSON(none_as_null=True)),
        sa.Column("key", sa.String(120)),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("outcome", sa.String(40)),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_state_not_before_id", "outbox", ["state", "not_before", "id"])
    op.create_index("ix_outbox_chat_id_state_id", "outbox", ["chat_id", "state", "id"])


def _people_and_threads() -> None:
    op.create_table(
        "people",
        sa.Column("telegram_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(2)),
        sa.Column("reachable", sa.Boolean, nullable=False),
    )
    op.create_table(
        "threads",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("telegram_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
    )


def _editor_questions() -> None:
    op.create_table(
        "editor_questions",
        sa.Column("id", COUNTED, primary_key=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("topic", sa.String(40)),
        sa.Column("reason", sa.String(20)),
        sa.Column("words", sa.Text),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("editor_questions", "threads", "people", "outbox", "inbox"):
        op.drop_table(table)
