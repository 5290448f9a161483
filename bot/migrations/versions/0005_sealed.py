"""Pupil codes, names and every free text are sealed; codes are found again by a keyed hash."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations
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
    return {place.partition(".")[2]: (plain, SealedText(place))}


def json(place: str) -> dict[str, tuple[TypeEngine[Any], TypeEngine[Any]]]:
    return {place.partition(".")[2]: (JSON, SealedJson(place))}


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
)
BY_CODE = {"code_hash": ("code", Blind())}
SIGNALS = Sealing("signals", ["id"], text("signals.code", CODE) | json("signals.event"), hashes=BY_CODE)
ESCALATIONS = Sealing(
    "escalations", ["id"], text("escalations.code", CODE) | json("escalations.evidence"), hashes=BY_CODE
)


def one_case_each(table: BatchOperations, was: str, becomes: str) -> None:
    table.drop_constraint(f"uq_escalations_school_id_{was}_rule_fired_on", type_="unique")
    table.create_unique_constraint(
        f"uq_escalations_school_id_{becomes}_rule_fired_on", ["school_id", becomes, "rule", "fired_on"]
    )


def upgrade() -> None:
    for table in TABLES:
        table.seal()
    op.drop_index("ix_signals_school_id_code_id", "signals")
    SIGNALS.seal()
    op.create_index("ix_signals_school_id_code_hash_id", "signals", ["school_id", "code_hash", "id"])
    ESCALATIONS.seal(lambda table: one_case_each(table, "code", "code_hash"))


def downgrade() -> None:
    ESCALATIONS.open(lambda table: one_case_each(table, "code_hash", "code"))
    op.drop_index("ix_signals_school_id_code_hash_id", "signals")
    SIGNALS.open()
    op.create_index("ix_signals_school_id_code_id", "signals", ["school_id", "code", "id"])
    for table in reversed(TABLES):
        table.open()
