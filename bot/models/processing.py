"""Who saw or changed what under a pupil code, in the fields of VNG's Verwerkingenlogging: never any content."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, UtcDateTime
from bot.sealing import Blind


class Verwerkingsactie(Base):
    """One action; what is the same for all (systeem, vertrouwelijkheid, bewaartermijn …) stands in the table of data.

    The names are the standard's. `verwerking_id` is the number of the case, which may be gone before this is; `rol` is
    what stays of a `gebruiker` who left; `object_id` is the keyed hash of the pupil code.
    """

    __tablename__ = "verwerkingsacties"
    __table_args__ = (Index(None, "uitvoerder", "tijdstip"), Index(None, "object_id"))

    actie_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    actie_naam: Mapped[str] = mapped_column(String(40))
    verwerking_id: Mapped[int | None] = mapped_column(Integer)
    uitvoerder: Mapped[str] = mapped_column(ForeignKey("schools.id"))
    gebruiker: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    rol: Mapped[str] = mapped_column(String(40))
    tijdstip: Mapped[datetime] = mapped_column(UtcDateTime)
    object_id: Mapped[str | None] = mapped_column(Blind())
