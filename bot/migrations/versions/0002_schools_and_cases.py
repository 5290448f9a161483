"""Schools, members, signals, escalations and agreements."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _schools()
    _members()
    _services()
    _invitations()
    _drafts()
    _signals()
    _escalations()
    _escalation_steps()
    _agreements()


def _schools() -> None:
    op.create_table(
        "schools",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("region", sa.String(20), nullable=False),
        sa.Column("mazl_window", sa.String(20), nullable=False),
        sa.Column("closed_days", sa.JSON, nullable=False),
    )


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("telegram_id", sa.BigInteger),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("quiet_from", sa.Integer, nullable=False),
        sa.Column("quiet_until", sa.Integer, nullable=False),
        sa.Column("reachable", sa.Boolean, nullable=False),
        sa.UniqueConstraint("telegram_id", name="uq_members_telegram_id"),
    )


def _services() -> None:
    op.create_table(
        "services",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id"), nullable=False),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("working_days", sa.JSON, nullable=False),
        sa.Column("stand_in_id", sa.Integer, sa.ForeignKey("members.id")),
        sa.Column("confirmed_on", sa.Date),
        sa.UniqueConstraint("school_id", "member_id", name="uq_services_school_id_member_id"),
    )


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id"), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("made_by", sa.Integer, sa.ForeignKey("members.id")),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("telegram_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id")),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
    )


def _signals() -> None:
    op.create_table(
        "signals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id"), nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("event", sa.JSON, nullable=False),
        sa.Column("last_day", sa.Date),
        sa.Column("first_id", sa.Integer, sa.ForeignKey("signals.id")),
        sa.Column("logged_by", sa.Integer, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("logged_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("replaced_by", sa.Integer, sa.ForeignKey("signals.id")),
    )
    op.create_index("ix_signals_school_id_code_id", "signals", ["school_id", "code", "id"])


def _escalations() -> None:
    op.create_table(
        "escalations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id"), nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("fired_on", sa.Date, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("raised_by", sa.Integer, sa.ForeignKey("members.id")),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("members.id")),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("taken_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("outcome", sa.String(40)),
        sa.Column("safety", sa.String(12)),
        sa.Column("reported_on", sa.Date),
        sa.UniqueConstraint(
            "school_id", "code", "rule", "fired_on", name="uq_escalations_school_id_code_rule_fired_on"
        ),
    )
    op.create_index("ix_escalations_state_next_at", "escalations", ["state", "next_at"])


def _escalation_steps() -> None:
    op.create_table(
        "escalation_steps",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("escalation_id", sa.Integer, sa.ForeignKey("escalations.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.String(30), nullable=False),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id")),
        sa.Column("to_member_id", sa.Integer, sa.ForeignKey("members.id")),
        sa.Column("reason", sa.String(40)),
    )
    op.create_index("ix_escalation_steps_escalation_id", "escalation_steps", ["escalation_id"])


def _agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("school_id", sa.String(40), sa.ForeignKey("schools.id"), nullable=False),
        sa.Column("escalation_id", sa.Integer, sa.ForeignKey("escalations.id")),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("regiehouder_id", sa.Integer, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("done_at", MOMENT),
        sa.Column("reminded_on", sa.Date),
    )


def downgrade() -> None:
    """Drop them."""
    for table in (
        "agreements",
        "escalation_steps",
        "escalations",
        "signals",
        "drafts",
        "invitations",
        "services",
        "members",
        "schools",
    ):
        op.drop_table(table)
