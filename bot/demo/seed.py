"""The made-up school in the database: the people of `school.toml` as members, and a second school they share."""

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.command_session import command_session
from bot.config import Settings
from bot.i18n import spoken
from bot.local_time import local_day
from bot.models import Member, School, Service

SCHOOL = Path(__file__).parent / "school.toml"


async def seed_database(settings: Settings, now: datetime) -> None:
    """Bring the database of these settings up to date and put the made-up school in it."""
    async with command_session(settings) as session:
        await seed(session, now)


async def seed(session: AsyncSession, now: datetime) -> None:
    """Put the made-up schools and their members in; a school that is there already stays as it is."""
    content = _made_up()
    missing = [school for school in content["school"] if await session.get(School, school["id"]) is None]
    if not missing:
        return
    personas = {persona["id"]: persona for persona in content["persona"]}
    members = {
        entry["persona"]: await _member(session, entry, personas.get(entry["persona"])) for entry in content["member"]
    }
    for school in missing:
        session.add(School(id=school["id"], name=school["name"], region=school["region"]))
        await session.flush()
        _fill(session, school, members, now)
    await session.flush()


@cache
def _made_up() -> dict[str, Any]:
    return tomllib.loads(SCHOOL.read_text(encoding="utf-8"))


async def _member(session: AsyncSession, entry: dict[str, Any], persona: dict[str, Any] | None) -> Member:
    phone = persona["telegram_id"] if persona else None
    member = await session.scalar(select(Member).where(Member.telegram_id == phone)) if phone else None
    if member is None:
        member = Member(telegram_id=phone, name=entry.get("name") or (persona or {})["first_name"], role=entry["role"])
        member.language = spoken(persona["language_code"] if persona else None)
        session.add(member)
        await session.flush()
    return member


def _fill(session: AsyncSession, school: dict[str, Any], members: dict[str, Member], now: datetime) -> None:
    for place in school["places"]:
        session.add(
            Service(
                school_id=school["id"],
                member_id=members[place["persona"]].id,
                working_days=place["days"],
                stand_in_id=members[place["stand_in"]].id,
                confirmed_on=local_day(now),
            )
        )
