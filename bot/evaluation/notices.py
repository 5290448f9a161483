"""What was said about an evaluation, to whom: once for good, also when the meeting moves or the outbox is emptied."""

from sqlalchemy import select

from bot.cases.desk import Desk
from bot.evaluation.evaluation import Evaluation
from bot.models import MeetingNotice, Member


async def told(desk: Desk, of: Evaluation, moment: str) -> set[int]:
    """Give the ids of the members to whom something was said."""
    rows = await desk.session.scalars(
        select(MeetingNotice.member_id).where(MeetingNotice.meeting_id == of.id, MeetingNotice.moment == moment)
    )
    return set(rows)


def keep(desk: Desk, of: Evaluation, member: Member, moment: str) -> None:
    """Note that something was said to a member."""
    desk.session.add(
        MeetingNotice(
            meeting_id=of.id, member_id=member.id, moment=moment, starts_at=of.row.starts_at, at=desk.now, late=False
        )
    )
