"""A case put to the team does not end in silence, and is forgotten after a week."""

from sqlalchemy import delete, select

from bot import line, outbox, queries
from bot.access import CHAIR
from bot.cases.desk import Desk
from bot.i18n import DEFAULT
from bot.local_time import local_day
from bot.models import AdviceAsked, AdviceRequest, Member, Outgoing, School
from bot.models.advice import ADVISED, CALLS


async def look_after(desk: Desk) -> None:
    """Tell the coordinator, and who brought it, of a case without advice; forget what is a week old."""
    due = await desk.session.scalars(select(AdviceRequest).where(AdviceRequest.next_at <= desk.now))
    for row in due:
        if not await answered(desk, row) and row.forget_at > desk.now:
            await _nobody_answered(desk, row)
        row.next_at = row.forget_at
    old = await desk.session.scalars(select(AdviceRequest).where(AdviceRequest.forget_at <= desk.now))
    for row in old.all():
        if not await answered(desk, row):
            await _tell_bringer(desk, row, "advice_ended")
        await forget(desk, row)


async def answered(desk: Desk, row: AdviceRequest) -> bool:
    """Say whether anybody gave advice or said to call."""
    found = select(AdviceAsked.member_id).where(
        AdviceAsked.request_id == row.id, AdviceAsked.answer.in_((ADVISED, CALLS))
    )
    return await desk.session.scalar(found.limit(1)) is not None


async def forget(desk: Desk, row: AdviceRequest) -> None:
    """Delete a case, what waits to be said about it, and the words in the chats of who was asked."""
    asked = f"advice:{row.id}:asked"
    await outbox.take_back(desk.session, asked)
    told = await desk.session.scalars(select(Outgoing).where(Outgoing.key.startswith(asked, autoescape=True)))
    for one in told:
        if one.message_id is not None and one.chat_id is not None:
            await _empty(desk, one.chat_id, one.message_id)
    await desk.session.execute(delete(AdviceAsked).where(AdviceAsked.request_id == row.id))
    await desk.session.delete(row)


async def _empty(desk: Desk, chat_id: int, message_id: int) -> None:
    language = await queries.language_of(desk.session, chat_id)
    language = language or await desk.session.scalar(select(Member.language).where(Member.telegram_id == chat_id))
    message = desk.renderer.message("advice_forgotten", language or DEFAULT)
    outbox.replace(desk.session, chat_id, message_id, message, now=desk.now)


async def _nobody_answered(desk: Desk, row: AdviceRequest) -> None:
    school = await desk.session.get_one(School, row.school_id)
    owner = await desk.session.get(Member, row.owner_id) if row.owner_id else None
    if owner is None or not await line.serves(desk.session, school.id, owner):
        owner = await line.next_in_line(desk.session, school.id, CHAIR, on=desk.today, had={row.asked_by})
    owner = None if owner and owner.id == row.asked_by else owner
    if owner:
        bringer = await desk.session.get_one(Member, row.asked_by)
        key, facts = f"advice:{row.id}:silent", {"bringer": bringer, "asked": await _roles(desk, row)}
        await desk.tell(owner, "advice_silent", key=key, school=school, **facts)
    await _tell_bringer(desk, row, "advice_waits", owner=owner)


async def _tell_bringer(desk: Desk, row: AdviceRequest, name: str, **facts: object) -> None:
    bringer = await desk.session.get_one(Member, row.asked_by)
    school = await desk.session.get_one(School, row.school_id)
    await desk.tell(bringer, name, key=f"advice:{row.id}:{name}", school=school, day=local_day(row.asked_at), **facts)


async def _roles(desk: Desk, row: AdviceRequest) -> list[str]:
    found = await desk.session.scalars(
        select(Member.role)
        .join(AdviceAsked, AdviceAsked.member_id == Member.id)
        .where(AdviceAsked.request_id == row.id)
        .distinct()
    )
    return sorted(found)
