"""Cases put to the team without a code, for a week."""

import sqlalchemy as sa
from alembic import op

from bot.sealing import SealedText

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "advice_requests",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id"), nullable=False),
        sa.Column("words", SealedText("advice_requests.words"), nullable=False),
        sa.Column("asked_by", sa.Integer, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("members.id")),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("forget_at", MOMENT, nullable=False),
    )
    op.create_index("ix_advice_requests_next_at", "advice_requests", ["next_at"])
    op.create_index("ix_advice_requests_forget_at", "advice_requests", ["forget_at"])
    op.create_table(
        "advice_asked",
        sa.Column("request_id", sa.Integer, sa.ForeignKey("advice_requests.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id"), primary_key=True),
        sa.Column("answer", sa.String(12), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("advice_asked")
    op.drop_table("advice_requests")
