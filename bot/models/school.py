"""Schools, who works there in which role, and the invitations by which one joins."""

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime
from bot.sealing import TELEGRAM, Blind, SealedJson, SealedText, beside

WAITING_FOR_CHAIR, ACTIVE, LEFT = "waiting_for_chair", "active", "left"


class School(Base):
    """A school, its region and what it chose where the sources leave a choice."""

    __tablename__ = "schools"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    region: Mapped[str] = mapped_column(String(20), default="midden")
    mazl_window: Mapped[str] = mapped_column(String(20), default="calendar")
    closed_days: Mapped[list[str]] = mapped_column(JSON, default=list)
    case_messages_stay: Mapped[bool] = mapped_column(Boolean, default=False)


class Member(Base):
    """Somebody who works with Wegwijs: one role, a language and quiet hours in local time."""

    __tablename__ = "members"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    telegram_id: Mapped[int | None] = mapped_column(SealedJson("members.telegram_id", found_by="telegram_hash"))
    telegram_hash: Mapped[int | None] = mapped_column(Blind(TELEGRAM), unique=True, default=beside("telegram_id"))
    name: Mapped[str] = mapped_column(SealedText("members.name"))
    role: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2), default="nl")
    quiet_from: Mapped[int] = mapped_column(Integer, default=18)
    quiet_until: Mapped[int] = mapped_column(Integer, default=8)
    reachable: Mapped[bool] = mapped_column(Boolean, default=True)


class Service(Base):
    """That a member serves a school: on which weekdays (0 is Monday), who stands in, and when it was last confirmed."""

    __tablename__ = "services"
    __table_args__ = (UniqueConstraint("school_id", "member_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    state: Mapped[str] = mapped_column(String(20), default=ACTIVE)
    working_days: Mapped[list[int]] = mapped_column(JSON, default=lambda: [0, 1, 2, 3, 4])
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    confirmed_on: Mapped[date | None] = mapped_column(Date)


class Invitation(Base):
    """A one-time link into one role at one school; only a hash of its code is kept."""

    __tablename__ = "invitations"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"))
    role: Mapped[str] = mapped_column(String(40))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
