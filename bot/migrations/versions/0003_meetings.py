"""Meetings, who comes, agenda points, reminders, and what the bot waits for in a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "awaited",
    "city_seats",
    "meeting_notices",
    "reminder_choices",
    "agenda_points",
    "attendances",
    "meetings",
)


def upgrade() -> None:
    """Make the tables."""
    _meetings()
    _attendances()
    _agenda_points()
    _reminders()
    _city_seats_and_awaited()


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id")),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("uid", sa.String(80), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("made_by", sa.Integer, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("begun_at", MOMENT),
        sa.Column("held_at", MOMENT),
        sa.UniqueConstraint("uid", name="uq_meetings_uid"),
    )
    op.create_index("ix_meetings_state_starts_at", "meetings", ["state", "starts_at"])
    op.create_index("ix_meetings_school_id_starts_at", "meetings", ["school_id", "starts_at"])


def _attendances() -> None:
    op.create_table(
        "attendances",
        sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id"), primary_key=True),
        sa.Column("seat", sa.String(40), nullable=False),
        sa.Column("answer", sa.String(12), nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.Column("stand_in_id", sa.Integer, sa.ForeignKey("members.id")),
        sa.Column("snoozed_until", MOMENT),
    )
    op.create_index("ix_attendances_member_id", "attendances", ["member_id"])


def _agenda_points() -> None:
    op.create_table(
        "agenda_points",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id")),
        sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meetings.id")),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
    )
    op.create_index("ix_agenda_points_school_id_meeting_id", "agenda_points", ["school_id", "meeting_id"])


def _city_seats_and_awaited() -> None:
    op.create_table(
        "city_seats",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id"), primary_key=True),
        sa.Column("seat", sa.String(40), nullable=False),
    )
    op.create_table(
        "awaited",
        sa.Column("telegram_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("purpose", sa.String(30), nullable=False),
        sa.Column("about", sa.JSON, nullable=False),
        sa.Column("words", sa.Text),
        sa.Column("asked_at", MOMENT, nullable=False),
    )


def _reminders() -> None:
    op.create_table(
        "reminder_choices",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id"), primary_key=True),
        sa.Column("moments", sa.JSON, nullable=False),
    )
    op.create_table(
        "meeting_notices",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meetings.id"), nullable=False),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("moment", sa.String(20), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.UniqueConstraint(
            "meeting_id",
            "member_id",
            "moment",
            "starts_at",
            name="uq_meeting_notices_meeting_id_member_id_moment_starts_at",
        ),
    )


def downgrade() -> None:
    """Drop them."""
    for table in TABLES:
        op.drop_table(table)
