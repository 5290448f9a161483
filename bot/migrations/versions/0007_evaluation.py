"""What members bring in for an evaluation, its report, the size of a school, and counts that no longer change."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = ("settled_counts", "school_sizes", "evaluation_reports", "evaluation_answers")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "evaluation_answers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meetings.id"), nullable=False),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("part", sa.String(20)),
        sa.Column("words", sa.LargeBinary),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.UniqueConstraint("meeting_id", "member_id", "kind", name="uq_evaluation_answers_meeting_id_member_id_kind"),
    )
    op.create_index("ix_evaluation_answers_member_id", "evaluation_answers", ["member_id"])
    op.create_table(
        "evaluation_reports",
        sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("made_at", MOMENT),
        sa.Column("sent_on", sa.Date),
        sa.Column("sent_by", sa.Integer, sa.ForeignKey("members.id")),
        sa.Column("mail_at", MOMENT),
        sa.Column("mail_failures", sa.Integer, nullable=False),
    )
    op.create_table(
        "school_sizes",
        sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id"), primary_key=True),
        sa.Column("first", sa.Date, primary_key=True),
        sa.Column("pupils", sa.Integer, nullable=False),
    )
    op.create_table(
        "settled_counts",
        sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id"), primary_key=True),
        sa.Column("first", sa.Date, primary_key=True),
        sa.Column("last", sa.Date, primary_key=True),
        sa.Column("figure", sa.String(20), primary_key=True),
        sa.Column("value", sa.Integer),
    )


def downgrade() -> None:
    """Drop them."""
    for table in TABLES:
        op.drop_table(table)
