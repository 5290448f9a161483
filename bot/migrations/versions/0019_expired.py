"""What was not sent in time is found by an index of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

IS_EXPIRED = sa.text("outcome = 'expired'")


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_outbox_expired", "outbox", ["outcome"], sqlite_where=IS_EXPIRED, postgresql_where=IS_EXPIRED)


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_outbox_expired", "outbox")
