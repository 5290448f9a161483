"""The evaluation: what members bring in, the report, how many pupils a school has, and counts that no longer change."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime
from bot.sealing import SealedText


class EvaluationAnswer(Base):
    """What one member brings in for an evaluation: a success or a snag, and which part of the discussion it is about.

    Who skipped the question has a row without part and words, and is not asked again.
    """

    __tablename__ = "evaluation_answers"
    __table_args__ = (UniqueConstraint("meeting_id", "member_id", "kind"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    part: Mapped[str | None] = mapped_column(String(20))
    words: Mapped[str | None] = mapped_column(SealedText("evaluation_answers.words"))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EvaluationReport(Base):
    """The report of one evaluation: when it was made, and when and by whom it was sent.

    `mail_at` is from when it may be tried to send it by e-mail, None when nobody asked for that.
    """

    __tablename__ = "evaluation_reports"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_on: Mapped[date | None] = mapped_column(Date)
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    mail_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mail_failures: Mapped[int] = mapped_column(Integer, default=0)


class SchoolSize(Base):
    """How many pupils a school has in the school year that begins on `first`, as its chair gave it."""

    __tablename__ = "school_sizes"

    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"), primary_key=True)
    first: Mapped[date] = mapped_column(Date, primary_key=True)
    pupils: Mapped[int] = mapped_column(Integer)


class SettledCount(Base):
    """One figure of a school over a period, counted once for good; None where it is not known.

    It holds no code: it outlives the signals, and what was shown of it never changes afterwards.
    """

    __tablename__ = "settled_counts"

    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"), primary_key=True)
    first: Mapped[date] = mapped_column(Date, primary_key=True)
    last: Mapped[date] = mapped_column(Date, primary_key=True)
    figure: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int | None] = mapped_column(Integer)
