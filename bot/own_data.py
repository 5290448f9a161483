"""«/mijngegevens»: all that is kept about one person, gathered by the data map when the file is sent."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Table, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.local_time import local, local_day
from bot.models import Base, Member
from bot.render import Renderer
from bot.sealing import TELEGRAM, Blind
from knowledge.datamap import Kept, data_map
from knowledge.retention import retention

Row = dict[str, Any]
OWN_DATA = "own_data"


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose data it is: the account, and the member when it is one."""

    telegram_id: int
    member_id: int | None


async def asker(session: AsyncSession, telegram_id: int) -> Asker:
    """Give who an account is, also when that one serves no school any more."""
    return Asker(telegram_id, await session.scalar(select(Member.id).where(Member.telegram_id == telegram_id)))


async def own_rows(session: AsyncSession, who: Asker, name: str) -> list[Row]:
    """Give the own rows of one table, without what is a pupil's and without hashes."""
    table, kept = Base.metadata.tables[name], data_map().tables[name]
    mine = [column == key for column, key in _keys(table, kept, who) if key is not None]
    if not mine:
        return []
    shown = [table.c[column] for column in kept.exported() if not isinstance(table.c[column].type, Blind)]
    rows = await session.execute(select(*shown).where(or_(*mine)).order_by(*table.primary_key.columns))
    return [dict(row) for row in rows.mappings()]


async def file(session: AsyncSession, who: Asker, renderer: Renderer, *, language: str, now: datetime) -> bytes:
    """Give all of it as JSON that people can read."""
    found = {name: await own_rows(session, who, name) for name, kept in data_map().tables.items() if kept.whose}
    told = [_told(name, rows, renderer, language, now) for name, rows in found.items() if rows]
    head = json.loads(renderer.words("own_data_head", language, made=local(now)))
    return json.dumps({**head, "data": told}, ensure_ascii=False, indent=2, default=_written).encode()


def _told(name: str, rows: list[Row], renderer: Renderer, language: str, now: datetime) -> Row:
    """Tell of one table: in Dutch as the data map words it, otherwise by the names in the database."""
    kept = data_map().tables[name]
    if language != "nl":
        told: Row = {"table": name, "left_out": list(kept.pupil), "rows": rows}
    else:
        told = {
            "tabel": name,
            "wat": kept.what,
            "waarom": kept.why,
            "grondslag": data_map().grounds[kept.ground],
            "niet_in_dit_bestand": [kept.columns[column] for column in kept.pupil],
            "rijen": [{kept.columns[column]: value for column, value in row.items()} for row in rows],
        }
    return {**told, "bewaard" if language == "nl" else "kept": _how_long(kept, renderer, language, now)}


def _how_long(kept: Kept, renderer: Renderer, language: str, now: datetime) -> str:
    facts = {"period": retention().periods[kept.period or ""], "retention": retention(), "today": local_day(now)}
    return renderer.words("period", language, **facts)


def _keys(table: Table, kept: Kept, who: Asker) -> list[tuple[Column[Any], int | None]]:
    """Give the columns by which a row is somebody's own, and what stands in them then."""
    return [(table.c[name], who.telegram_id if is_account(table.c[name]) else who.member_id) for name in kept.whose]


def is_account(column: Column[Any]) -> bool:
    """Tell whether a column holds the hash of an account, rather than a member's number."""
    return isinstance(column.type, Blind) and column.type.of == TELEGRAM


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return local(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
