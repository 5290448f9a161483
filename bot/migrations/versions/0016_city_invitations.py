"""Links by which one joins the city meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "city_invitations",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("seat", sa.String(40), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("city_invitations")
