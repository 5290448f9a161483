"""Meetings: who is invited and comes, what waits to be discussed, and which reminder was said."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime
from bot.sealing import TELEGRAM, Blind, SealedJson, SealedText

PLANNED, CANCELLED, HELD = "planned", "cancelled", "held"
UNANSWERED_YET, COMES, STAYS_AWAY, REPLACED = "none", "yes", "no", "stand_in"


class Meeting(Base):
    """One meeting of a school's team; of the city when there is no school.

    `uid` and `sequence` are its identity in everybody's calendar: a move or a cancellation keeps the one, raises the
    other. `begun_at` is when the chair began to walk through the agenda, `at_item` how far that is.
    """

    __tablename__ = "meetings"
    __table_args__ = (Index(None, "state", "starts_at"), Index(None, "school_id", "starts_at"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    kind: Mapped[str] = mapped_column(String(30))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    minutes: Mapped[int] = mapped_column(Integer)
    place: Mapped[str | None] = mapped_column(SealedText("meetings.place"))
    state: Mapped[str] = mapped_column(String(12), default=PLANNED)
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    sequence: Mapped[int] = mapped_column(Integer, default=0)
    made_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    at_item: Mapped[str | None] = mapped_column(String(20))
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Attendance(Base):
    """That a member is invited, for which seat (a role, or an organisation at a city meeting), and whether he or she
    comes. Whom `stand_in_id` names comes instead.

    `known_since` is when this start was made known to the member; `next_at` when to look next at what is to be said.
    """

    __tablename__ = "attendances"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True, index=True)
    seat: Mapped[str] = mapped_column(String(40))
    answer: Mapped[str] = mapped_column(String(12), default=UNANSWERED_YET)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    snoozed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    known_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class AgendaPoint(Base):
    """Something a member wants to discuss: at one meeting, or at the next one as long as no meeting is named."""

    __tablename__ = "agenda_points"
    __table_args__ = (Index(None, "school_id", "meeting_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    words: Mapped[str] = mapped_column(SealedText("agenda_points.words"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReminderChoice(Base):
    """The moments at which a member wants to be reminded; somebody without a row gets the usual ones."""

    __tablename__ = "reminder_choices"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    moments: Mapped[list[str]] = mapped_column(JSON)


class MeetingNotice(Base):
    """That something about a meeting at this start was said to a member, or rightly left out: once, for good."""

    __tablename__ = "meeting_notices"
    __table_args__ = (UniqueConstraint("meeting_id", "member_id", "moment", "starts_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    moment: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    late: Mapped[bool] = mapped_column(Boolean, default=False)


class CitySeat(Base):
    """The organisation for which somebody sits in the city meeting."""

    __tablename__ = "city_seats"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    seat: Mapped[str] = mapped_column(String(40))


class CityInvitation(Base):
    """A one-time link to a seat in the city meeting; only a hash of its code is kept."""

    __tablename__ = "city_invitations"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    seat: Mapped[str] = mapped_column(String(40))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Awaited(Base):
    """What the bot waits for from somebody in a chat: the next typed line answers it; it lasts an hour."""

    __tablename__ = "awaited"
    __table_args__ = (UniqueConstraint("telegram_hash", "chat_hash"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    telegram_hash: Mapped[int] = mapped_column(Blind(TELEGRAM))
    chat_hash: Mapped[int] = mapped_column(Blind(TELEGRAM))
    purpose: Mapped[str] = mapped_column(String(30))
    about: Mapped[dict[str, Any]] = mapped_column(SealedJson("awaited.about"))
    words: Mapped[str | None] = mapped_column(SealedText("awaited.words"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
