"""The pupil codes a school uses."""

import sqlalchemy as sa
from alembic import op

from bot.sealing import Blind, SealedText

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "pupil_codes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id"), nullable=False),
        sa.Column("code", SealedText("pupil_codes.code"), nullable=False),
        sa.Column("code_hash", Blind(), nullable=False),
        sa.Column("issued", sa.Boolean, nullable=False),
        sa.Column("made_by", sa.Integer, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.Date, nullable=False),
        sa.UniqueConstraint("school_id", "code_hash", name="uq_pupil_codes_school_id_code_hash"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("pupil_codes")
