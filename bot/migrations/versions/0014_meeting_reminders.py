"""When to look again at who is reminded of a meeting, and until when something may be said."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns."""
    op.add_column("attendances", sa.Column("known_since", MOMENT))
    op.add_column("attendances", sa.Column("next_at", MOMENT))
    op.create_index("ix_attendances_next_at", "attendances", ["next_at"])
    op.add_column("meetings", sa.Column("at_item", sa.String(20)))
    op.add_column("outbox", sa.Column("not_after", MOMENT))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("outbox", "not_after")
    op.drop_column("meetings", "at_item")
    op.drop_index("ix_attendances_next_at", "attendances")
    op.drop_column("attendances", "next_at")
    op.drop_column("attendances", "known_since")
