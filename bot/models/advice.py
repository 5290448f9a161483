"""Cases that were put to the team without a code: only until a week has passed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime
from bot.sealing import SealedText

NO_ANSWER, ADVISED, CALLS, PASSED = "none", "advised", "calls", "passed"


class AdviceRequest(Base):
    """A case in words, under no code: who brought it, and who sees to it that there is an answer.

    `next_at` is when it is looked at; at `forget_at` everything about it is deleted.
    """

    __tablename__ = "advice_requests"
    __table_args__ = (Index(None, "next_at"), Index(None, "forget_at"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"))
    words: Mapped[str] = mapped_column(SealedText("advice_requests.words"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    forget_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AdviceAsked(Base):
    """That somebody was asked, and what he or she did: gave advice, calls, or passed. The advice itself is not kept."""

    __tablename__ = "advice_asked"

    request_id: Mapped[int] = mapped_column(ForeignKey("advice_requests.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    answer: Mapped[str] = mapped_column(String(12), default=NO_ANSWER)
