"""What the program needs to run as several replicas."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime


class Lease(Base):
    """Who does what only one replica may do, and until when nobody else may."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    holder: Mapped[str] = mapped_column(String(16))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
