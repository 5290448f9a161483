"""Who saw or changed what under a pupil code."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "verwerkingsacties",
        sa.Column("actie_id", sa.String(36), primary_key=True),
        sa.Column("actie_naam", sa.String(40), nullable=False),
        sa.Column("verwerking_id", sa.Integer),
        sa.Column("uitvoerder", sa.String(40), sa.ForeignKey("schools.id"), nullable=False),
        sa.Column("gebruiker", sa.Integer, sa.ForeignKey("members.id")),
        sa.Column("rol", sa.String(40), nullable=False),
        sa.Column("tijdstip", sa.DateTime(timezone=True), nullable=False),
        sa.Column("object_id", sa.String(64)),
    )
    op.create_index("ix_verwerkingsacties_uitvoerder_tijdstip", "verwerkingsacties", ["uitvoerder", "tijdstip"])
    op.create_index("ix_verwerkingsacties_object_id", "verwerkingsacties", ["object_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("verwerkingsacties")
