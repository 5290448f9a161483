"""Who tried too often, and who keeps cases behind a PIN."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime
from bot.sealing import TELEGRAM, Blind, SealedText


class Attempt(Base):
    """One try that failed, such as a guessed link, or that somebody was told to wait; who, only the key tells."""

    __tablename__ = "attempts"
    __table_args__ = (Index(None, "who", "kind", "at"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    who: Mapped[str] = mapped_column(Blind(TELEGRAM))
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Administrator(Base):
    """A one-time link to administering the platform: who opened it, and the number by which that was confirmed.

    Only a hash of the link's code is kept.
    """

    __tablename__ = "administrators"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    number: Mapped[str | None] = mapped_column(String(6))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Pin(Base):
    """The PIN somebody wants before cases: by what it is recognised, and when it last was open, None when locked."""

    __tablename__ = "pins"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    recognised_by: Mapped[str] = mapped_column(SealedText("pins.recognised_by"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
