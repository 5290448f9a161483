"""Who tried too often: what the limits count that must outlive a restart."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime
from bot.sealing import TELEGRAM, Blind


class Attempt(Base):
    """One try that failed, such as a guessed link, or that somebody was told to wait; who, only the key tells."""

    __tablename__ = "attempts"
    __table_args__ = (Index(None, "who", "kind", "at"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    who: Mapped[str] = mapped_column(Blind(TELEGRAM))
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
