"""The audit log: who saw or changed what under a pupil code, written in the transaction in which it happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.local_time import local
from bot.models import Escalation, Member, Verwerkingsactie
from knowledge.processing import LOG_SEEN, SHOWN, Action, processing
from knowledge.retention import retention

MOST_LINES = 200
Fields = dict[str, Any]


class About(NamedTuple):
    """What an action was about: the school, the code or its hash, and the case when it was one."""

    school_id: str
    code: str | None = None
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One action as the coordinator reads it; what was erased since has no name or code any more."""

    at: datetime
    action: Action
    role: str
    name: str | None
    code: str | None


def write(session: AsyncSession, name: str, member: Member, about: About, now: datetime) -> None:
    """Write down that a member did something; what it held is not written down."""
    session.add(
        Verwerkingsactie(
            actie_id=str(uuid4()),
            actie_naam=name,
            verwerking_id=about.case_id,
            uitvoerder=about.school_id,
            gebruiker=member.id,
            rol=member.role,
            tijdstip=now,
            object_id=about.code,
        )
    )


def write_sight(
    session: AsyncSession, facts: Mapping[str, Any], member: Member, now: datetime, *, name: str = SHOWN
) -> None:
    """Write down which cases a member sees in a message made from these facts."""
    for row in _cases_in(facts):
        write(session, name, member, About(row.school_id, row.code_hash, row.id), now)


async def lines_of_school(
    session: AsyncSession, school_id: str, *, code: str | None = None, raised_by: int | None = None
) -> list[Line]:
    """Give what was done at a school, newest first: all, under one code, or in what one member raised."""
    wanted: list[ColumnElement[bool]] = [Verwerkingsactie.uitvoerder == school_id]
    if code is not None:
        wanted.append(Verwerkingsactie.object_id == code)
    if raised_by is not None:
        raised = select(Escalation.id).where(Escalation.raised_by == raised_by)
        wanted += [Verwerkingsactie.verwerking_id.in_(raised), Verwerkingsactie.actie_naam != LOG_SEEN]
    rows = await session.execute(
        select(Verwerkingsactie, Member)
        .outerjoin(Member, Member.id == Verwerkingsactie.gebruiker)
        .where(*wanted)
        .order_by(Verwerkingsactie.tijdstip.desc(), Verwerkingsactie.actie_id)
        .limit(MOST_LINES)
    )
    codes = await _codes(session, school_id)
    return [_line(row, member, codes) for row, member in rows]


async def of_school(session: AsyncSession, school_id: str) -> list[Fields]:
    """Give all that is logged of a school, oldest first, in the fields of the standard."""
    rows = await session.scalars(
        select(Verwerkingsactie)
        .where(Verwerkingsactie.uitvoerder == school_id)
        .order_by(Verwerkingsactie.tijdstip, Verwerkingsactie.actie_id)
    )
    return [as_standard(row) for row in rows]


def as_standard(row: Verwerkingsactie) -> Fields:
    """Give an action in the fields of VNG's Verwerkingenlogging."""
    activity, action = processing().activity, processing().action(row.actie_naam)
    fields: Fields = {
        "actieId": row.actie_id,
        "actieNaam": action.name.nl,
        "handelingNaam": action.kind,
        "verwerkingNaam": activity.name,
        "verwerkingId": row.verwerking_id,
        "verwerkingsactiviteitId": str(activity.id),
        "vertrouwelijkheid": activity.confidentiality,
        "bewaartermijn": _written(retention().lasts("audit_log")),
        "uitvoerder": row.uitvoerder,
        "systeem": activity.system,
        "gebruiker": row.gebruiker,
        "gegevensbron": activity.system,
        "tijdstip": row.tijdstip.isoformat(),
        # It is written in the transaction in which it happened.
        "tijdstipRegistratie": row.tijdstip.isoformat(),
    }
    if row.object_id:
        seen = {"objecttype": activity.object, "soortObjectId": activity.object_id, "objectId": str(row.object_id)}
        fields["verwerkteObjecten"] = [{**seen, "betrokkenheid": activity.involvement}]
    return fields


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Forget what was logged longer ago than it is kept."""
    await session.execute(
        delete(Verwerkingsactie).where(Verwerkingsactie.tijdstip < now - retention().lasts("audit_log"))
    )


def _cases_in(facts: Mapping[str, Any]) -> Iterator[Escalation]:
    for found in (facts.get("case"), *facts.get("cases", ())):
        row = getattr(found, "row", None)
        if isinstance(row, Escalation):
            yield row


async def _codes(session: AsyncSession, school_id: str) -> dict[str, str]:
    """Give the codes of a school by their hash, as far as they are still known."""
    rows = await session.execute(select(Escalation.code_hash, Escalation.code).where(Escalation.school_id == school_id))
    return {str(hashed): code for hashed, code in rows}


def _line(row: Verwerkingsactie, member: Member | None, codes: Mapping[str, str]) -> Line:
    action, code = processing().action(row.actie_naam), codes.get(row.object_id or "")
    return Line(local(row.tijdstip), action, row.rol, member.name if member else None, code)


def _written(lasts: timedelta) -> str:
    return f"P{lasts.days}D"
