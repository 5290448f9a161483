"""What the program needs to run as several replicas, and what it deleted."""

from datetime import date, datetime

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime


class Lease(Base):
    """Who does what only one replica may do, and until when nobody else may."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    holder: Mapped[str] = mapped_column(String(16))
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class Deletion(Base):
    """That so much was deleted on a day: the kind is a period of the table of retention, nothing tells what it held.

    Of a case remain the school, the rule and how it ended (`about`); elsewhere both are empty.
    """

    __tablename__ = "deletions"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    school_id: Mapped[str] = mapped_column(String(40), primary_key=True, default="")
    about: Mapped[str] = mapped_column(String(90), primary_key=True, default="")
    count: Mapped[int] = mapped_column(Integer)
