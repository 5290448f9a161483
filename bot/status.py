"""«wegwijs status»: how the program is doing, at a glance in the terminal."""

from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from bot.audit import audit
from bot.command_session import command_session
from bot.config import Settings
from bot.health import Health, Waiting, health
from bot.local_time import AMSTERDAM
from bot.models import SET_ASIDE, Incoming

SHOWN_CODES = 5


async def show(settings: Settings) -> bool:
    """Show how it is doing now; give whether nothing needs attention."""
    now = datetime.now(UTC)
    async with command_session(settings) as session:
        found, faults = await health(session, now), await audit(session, now)
        codes = await session.scalars(
            select(Incoming.fault_code)
            .where(Incoming.state == SET_ASIDE)
            .order_by(Incoming.handled_at.desc())
            .limit(SHOWN_CODES)
        )
        table = _table(found, faults, [code or "" for code in codes], now)
    Console().print(table)
    return not faults and not found.set_aside


def _table(found: Health, faults: Sequence[str], codes: Sequence[str], now: datetime) -> Table:
    table = Table(show_header=False, box=None)
    table.add_row("berichten te behandelen", _waiting(found.inbox, now))
    table.add_row("berichten te versturen", _waiting(found.outbox, now))
    table.add_row("opzij gezet", f"{found.set_aside}" + (f"  (laatste codes: {', '.join(codes)})" if codes else ""))
    table.add_row("lopende zaken", str(found.open_cases))
    table.add_row("zaken zonder vervolg", str(len(faults)))
    if found.leader:
        until = found.leader.until.astimezone(AMSTERDAM)
        table.add_row("leiding", f"{found.leader.holder} tot {until:%H:%M:%S}")
    return table


def _waiting(waiting: Waiting, now: datetime) -> str:
    return f"{waiting.count}" + (f"  (oudste wacht {waiting.seconds(now):.0f} s)" if waiting.count else "")
