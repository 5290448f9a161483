"""Where messages about cases stand, until they are taken away; a school may let them stay."""

import sqlalchemy as sa
from alembic import op

from bot.migrations.columns import add_flag

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COUNTED = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table, and let schools choose."""
    op.create_table(
        "fleeting_messages",
        sa.Column("id", COUNTED, primary_key=True),
        sa.Column("chat_id", sa.LargeBinary, nullable=False),
        sa.Column("chat_hash", sa.String(64), nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("can_be_edited", sa.Boolean, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_fleeting_messages_chat_hash", "fleeting_messages", ["chat_hash"])
    op.create_index("ix_fleeting_messages_since", "fleeting_messages", ["since"])
    add_flag("schools", "case_messages_stay")


def downgrade() -> None:
    """Take that back."""
    with op.batch_alter_table("schools") as table:
        table.drop_column("case_messages_stay")
    op.drop_table("fleeting_messages")
