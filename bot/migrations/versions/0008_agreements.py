"""Agreements have a state, and tell who made them and at which meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ADDED = ("met_at", "made_at", "made_by", "state")
agreements = sa.table("agreements", sa.column("state", sa.String), sa.column("done_at", MOMENT))


def upgrade() -> None:
    """Add the columns; what was done before has its state."""
    with op.batch_alter_table("agreements") as table:
        table.add_column(sa.Column("state", sa.String(12), nullable=False, server_default="agreed"))
        table.add_column(sa.Column("made_by", sa.Integer))
        table.add_column(sa.Column("made_at", MOMENT))
        table.add_column(sa.Column("met_at", MOMENT))
        table.create_foreign_key("fk_agreements_made_by_members", "members", ["made_by"], ["id"])
    op.execute(agreements.update().where(agreements.c.done_at.is_not(None)).values(state="done"))
    with op.batch_alter_table("agreements") as table:
        table.alter_column("state", server_default=None)


def downgrade() -> None:
    """Drop the columns."""
    with op.batch_alter_table("agreements") as table:
        table.drop_constraint("fk_agreements_made_by_members", type_="foreignkey")
        for column in ADDED:
            table.drop_column(column)
