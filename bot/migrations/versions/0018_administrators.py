"""Links by which one comes to administer the platform, and who did."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "administrators",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id")),
        sa.Column("number", sa.String(6)),
        sa.Column("confirmed_at", MOMENT),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("administrators")
