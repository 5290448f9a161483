"""Says what there is to say about a meeting, with the entry for the calendar where it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot import line, outbox, queries
from bot.cases.desk import Desk
from bot.local_time import AMSTERDAM
from bot.meetings.gathering import Gathering
from bot.models import CANCELLED, Member
from bot.outbox import When
from bot.pictures import CALENDAR_ENTRY
from knowledge.reminding import Plan, Waking

TOO_NEAR = timedelta(hours=24)
"""What would be said later than this before the start is said at once: quiet hours are for what can wait."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Something to say about a meeting: the message, the facts in it, and a key under which it is said once."""

    name: str
    key: str
    facts: Mapping[str, Any]
    when: When
    with_entry: bool = False


async def tell(desk: Desk, of: Gathering, member: Member, name: str, /, *, what: str, **facts: Any) -> bool:
    """Tell a member about a meeting once for each version of it, with a file for the calendar; tell whether.

    It waits for a day of work outside quiet hours, unless the meeting is too near.
    """
    at = quiet_plan(of, member, known_since=desk.now).may_be_said(desk.now)
    if at > of.row.starts_at - TOO_NEAR:
        at = desk.now
    return await say(desk, of, member, Saying(name, f"{what}:{of.row.sequence}", facts, When(at), with_entry=True))


async def say(desk: Desk, of: Gathering, member: Member, saying: Saying) -> bool:
    """Say something about a meeting to a member in his or her own language; False where nothing can reach that one."""
    if member.telegram_id is None or not await line.reachable(desk.session, member):
        return False
    language = await queries.language_of(desk.session, member.telegram_id) or member.language
    facts = dict(saying.facts)
    if saying.with_entry:
        facts["picture"] = _entry(desk, of, language)
    message = desk.renderer.message(saying.name, language, gathering=of, **facts)
    key = f"{of.key}{saying.key}:{member.id}"
    return await outbox.say_once(desk.session, member.telegram_id, message, key=key, now=desk.now, when=saying.when)


def quiet_plan(of: Gathering, member: Member, *, known_since: datetime) -> Plan:
    """Give the days and hours in which a member may be disturbed about a meeting, without any reminder yet."""
    return Plan(
        starts_at=of.row.starts_at,
        known_since=known_since,
        moments=(),
        waking=Waking(member.quiet_until, member.quiet_from),
        rests=of.rests,
        zone=AMSTERDAM,
    )


def _entry(desk: Desk, of: Gathering, language: str) -> dict[str, str]:
    """Give what the calendar entry is drawn from; no agenda and no code ever goes into somebody's calendar."""
    row = of.row
    return {
        "name": CALENDAR_ENTRY,
        "file": "overleg.ics",
        "uid": row.uid,
        "sequence": str(row.sequence),
        "changed": row.changed_at.isoformat(),
        "starts": row.starts_at.isoformat(),
        "ends": of.ends_at.isoformat(),
        "cancelled": "yes" if row.state == CANCELLED else "",
        "place": row.place or "",
        "summary": desk.renderer.words("meeting_entry", language, gathering=of),
        "description": desk.renderer.words("meeting_entry_text", language, gathering=of),
        "organizer": desk.renderer.bot_name,
        "language": language,
    }
