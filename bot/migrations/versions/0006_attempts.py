"""Tries that failed, to limit guessing."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "attempts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_attempts_who_kind_at", "attempts", ["who", "kind", "at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_attempts_who_kind_at", "attempts")
    op.drop_table("attempts")
