"""Pupil codes, names and every free text are sealed; codes are found again by a keyed hash."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

from bot.migrations.sealing_up import Sealing
from bot.sealing import Blind, SealedJson, SealedText

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CODE = sa.String(12)
TEXT, JSON = sa.Text(), sa.JSON(none_as_null=True)


def text(place: str, plain: TypeEngine[Any] = TEXT) -> dict[str, tuple[TypeEngine[Any], TypeEngine[Any]]]:
    """Give a column of words as it was and as it becomes."""
    return {place.partition(".")[2]: (plain, SealedText(place))}


def json(place: str) -> dict[str, tuple[TypeEngine[Any], TypeEngine[Any]]]:
    """Give a column of content as it was and as it becomes."""
    return {place.partition(".")[2]: (JSON, SealedJson(place))}


BY_CODE = {"code_hash": ("code", Blind())}
TABLES = (
    Sealing("inbox", ["update_id"], json("inbox.payload")),
    Sealing("outbox", ["id"], json("outbox.params") | json("outbox.picture"), optional=["picture"]),
    Sealing("editor_questions", ["id"], text("editor_questions.words"), optional=["words"]),
    Sealing("drafts", ["telegram_id", "chat_id"], json("drafts.content")),
    Sealing("agreements", ["id"], text("agreements.words")),
    Sealing("members", ["id"], text("members.name", sa.String(60))),
    Sealing("meetings", ["id"], text("meetings.place"), optional=["place"]),
    Sealing("agenda_points", ["id"], text("agenda_points.words")),
    Sealing("awaited", ["telegram_id", "chat_id"], json("awaited.about") | text("awaited.words"), optional=["words"]),
    Sealing("signals", ["id"], text("signals.code", CODE) | json("signals.event"), hashes=BY_CODE),
    Sealing("escalations", ["id"], text("escalations.code", CODE) | json("escalations.evidence"), hashes=BY_CODE),
)
ONE_OF_EACH = "uq_escalations_school_id_{}_rule_fired_on"


def let_go(code: str) -> None:
    """Let go of what finds a code, so that its column can change."""
    op.drop_index(f"ix_signals_school_id_{code}_id", "signals")
    with op.batch_alter_table("escalations") as table:
        table.drop_constraint(ONE_OF_EACH.format(code), type_="unique")


def hold(code: str) -> None:
    """Let codes be found again, by the column that holds them now."""
    op.create_index(f"ix_signals_school_id_{code}_id", "signals", ["school_id", code, "id"])
    with op.batch_alter_table("escalations") as table:
        table.create_unique_constraint(ONE_OF_EACH.format(code), ["school_id", code, "rule", "fired_on"])


def upgrade() -> None:
    """Seal what can be read."""
    let_go("code")
    for table in TABLES:
        table.seal()
    hold("code_hash")


def downgrade() -> None:
    """Make it readable again."""
    let_go("code_hash")
    for table in reversed(TABLES):
        table.open()
    hold("code")
