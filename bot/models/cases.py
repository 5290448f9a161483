"""Signals under a pupil code, the escalations they led to, and what was agreed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime
from bot.sealing import TELEGRAM, Blind, SealedJson, SealedText, beside

OPEN, TAKEN, CLOSED = "open", "taken", "closed"
AGREED, DONE, DROPPED = "agreed", "done", "dropped"


class Draft(Base):
    """A signal being typed or tapped, per member and chat; it expires after an hour."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("telegram_hash", "chat_hash"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    telegram_hash: Mapped[int] = mapped_column(Blind(TELEGRAM))
    chat_hash: Mapped[int] = mapped_column(Blind(TELEGRAM))
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson("drafts.content"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Signal(Base):
    """One event of the rules under a pupil code; withdrawing or correcting it leaves a trace.

    `last_day` is the last day the event touches, None for a sick report that is still open; `first_id` is the first of
    the signals that were logged in one line, itself included.
    """

    __tablename__ = "signals"
    __table_args__ = (Index(None, "school_id", "code_hash", "id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"))
    code: Mapped[str] = mapped_column(SealedText("signals.code", found_by="code_hash"))
    code_hash: Mapped[str] = mapped_column(Blind(), default=beside("code"))
    event: Mapped[dict[str, Any]] = mapped_column(SealedJson("signals.event"))
    last_day: Mapped[date | None] = mapped_column(Date)
    first_id: Mapped[int | None] = mapped_column(ForeignKey("signals.id"))
    logged_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    logged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("signals.id"))


class Escalation(Base):
    """A finding somebody must act on: one owner, a next moment, and in the end an outcome."""

    __tablename__ = "escalations"
    __table_args__ = (
        UniqueConstraint("school_id", "code_hash", "rule", "fired_on"),
        Index(None, "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"))
    code: Mapped[str] = mapped_column(SealedText("escalations.code", found_by="code_hash"))
    code_hash: Mapped[str] = mapped_column(Blind(), default=beside("code"))
    rule: Mapped[str] = mapped_column(String(40))
    fired_on: Mapped[date] = mapped_column(Date)
    role: Mapped[str] = mapped_column(String(40))
    evidence: Mapped[list[str]] = mapped_column(SealedJson("escalations.evidence"))
    due: Mapped[date | None] = mapped_column(Date)
    raised_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    state: Mapped[str] = mapped_column(String(12), default=OPEN)
    step: Mapped[int] = mapped_column(Integer, default=0)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(40))
    safety: Mapped[str | None] = mapped_column(String(12))
    reported_on: Mapped[date | None] = mapped_column(Date)


class EscalationStep(Base):
    """What happened to an escalation, in order: opened, reminded, taken, passed on, closed."""

    __tablename__ = "escalation_steps"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    what: Mapped[str] = mapped_column(String(30))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    to_member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    reason: Mapped[str | None] = mapped_column(String(40))


class Agreement(Base):
    """An action that was agreed: one regiehouder, a date and a state.

    `met_at` is when the meeting that agreed it began, None outside a meeting; `done_at` when it was kept or dropped.
    """

    __tablename__ = "agreements"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"))
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalations.id"))
    words: Mapped[str] = mapped_column(SealedText("agreements.words"))
    regiehouder_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    due: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(12), default=AGREED)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    met_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_on: Mapped[date | None] = mapped_column(Date)
