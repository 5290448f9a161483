"""What was deleted is counted; a handled update forgets its chat; what must leave a chat again is marked."""

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import add_flag

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BYTES, HASH = sa.LargeBinary(), sa.String(64)


def upgrade() -> None:
    """Make the table, let updates lose their chat, and mark messages."""
    op.create_table(
        "deletions",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("school_id", sa.String(40), primary_key=True),
        sa.Column("about", sa.String(90), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    with op.batch_alter_table("inbox") as table:
        table.alter_column("chat_id", existing_type=BYTES, nullable=True)
        table.alter_column("chat_hash", existing_type=HASH, nullable=True)
    add_flag("outbox", "fleeting")


def downgrade() -> None:
    """Take that back; updates without a chat go."""
    with op.batch_alter_table("outbox") as table:
        table.drop_column("fleeting")
    # Updates without a chat are long handled; only the newest keeps them from being handled again.
    op.execute("DELETE FROM inbox WHERE chat_id IS NULL AND update_id < (SELECT max(update_id) FROM inbox)")
    with op.batch_alter_table("inbox") as table:
        table.alter_column("chat_hash", existing_type=HASH, nullable=False)
        table.alter_column("chat_id", existing_type=BYTES, nullable=False)
    op.drop_table("deletions")
