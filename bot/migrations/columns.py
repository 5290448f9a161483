"""Columns that are added to tables with rows in them."""

import sqlalchemy as sa
from alembic import op


def add_flag(table: str, name: str) -> None:
    """Add a yes or no, which is no in every row there is."""
    with op.batch_alter_table(table) as changed:
        changed.add_column(sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    with op.batch_alter_table(table) as changed:
        changed.alter_column(name, existing_type=sa.Boolean(), server_default=None)
