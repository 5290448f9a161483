"""The pupil codes that are in use at a school."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime
from bot.sealing import Blind, SealedText, beside


class PupilCode(Base):
    """A code a school uses: the school's own, or one the bot `issued`. Which pupil it stands for is never here."""

    __tablename__ = "pupil_codes"
    __table_args__ = (UniqueConstraint("school_id", "code_hash"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"))
    code: Mapped[str] = mapped_column(SealedText("pupil_codes.code"))
    code_hash: Mapped[str] = mapped_column(Blind(), default=beside("code"))
    issued: Mapped[bool] = mapped_column(Boolean, default=False)
    made_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_until: Mapped[date] = mapped_column(Date)
