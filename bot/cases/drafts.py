"""A signal being typed or tapped: kept in the database, so that any replica goes on with it; an hour at most."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.awaiting import Place
from bot.cases.reading import KINDS, Reading, as_code
from bot.models import Draft
from knowledge.rules import What
from knowledge.signals import day_told, read_signal

DRAFT_LASTS = timedelta(hours=1)
ANSWERS = ("kind", "what", "hours", "percentage", "start", "end", "correct")
STILL = "open"
AMOUNT = re.compile(r"[0-9]{1,3}")
NUMBER = re.compile(r"(?P<amount>[0-9]{1,3}(?:[.,][0-9]{1,2})?) ?(?P<unit>[a-z%]*)", re.IGNORECASE)
HOUR_UNITS = ("", "u", "uur", "uren", "lesuur", "lesuren", "lessen", "hours", "hour", "h")
SHARE_UNITS = ("", "%", "procent", "percent")


class Started(NamedTuple):
    """A signal that was started: what is known of it, and for which school."""

    reading: Reading
    school_id: str | None


def read_words(text: str, today: date) -> Reading | None:
    """Read a typed line as a signal; None when it is none."""
    found = read_signal(text, today)
    if found is None:
        return None
    return Reading(
        kind=str(found.kind),
        code=as_code(found.code) if found.code else None,
        start=found.start,
        end=found.end,
        days=found.days,
        hours=found.hours,
        together=found.hours is not None and found.end not in {None, found.start},
        whole_day=found.whole_day,
        percentage=found.percentage,
        what=found.concern,
        others=found.others,
    )


def with_answer(reading: Reading, field: str, value: str) -> Reading | None:
    """Fill in what a button said; None for what no button says."""
    if field == "kind" and value in KINDS:
        return replace(reading, kind=value)
    if field == "what" and value in set(What):
        return replace(reading, what=value)
    amount, _, whole = value.partition("-")
    if field == "hours" and AMOUNT.fullmatch(amount):
        return replace(reading, hours=Decimal(amount), together=False, whole_day=reading.whole_day or bool(whole))
    if field == "percentage" and AMOUNT.fullmatch(value):
        return replace(reading, percentage=Decimal(value))
    day = _day(value)
    if field == "start" and day:
        return _begun_on(reading, day)
    return replace(reading, end=day, days=()) if field == "end" and (day or value == STILL) else None


def with_typed(reading: Reading, text: str, today: date) -> Reading | None:
    """Fill in what was asked last from what was typed: a code, a day, a number; None when it is no answer."""
    missing = reading.missing
    if missing == "code":
        code = as_code(text)
        return replace(reading, code=code) if code else None
    if missing == "start":
        day = day_told(text, today)
        return _begun_on(reading, day) if day else None
    number = NUMBER.fullmatch(text.strip()) if missing in {"hours", "percentage"} else None
    if number is None:
        return None
    amount = Decimal(number["amount"].replace(",", "."))
    if missing == "hours":
        return replace(reading, hours=amount, together=False) if number["unit"] in HOUR_UNITS else None
    return replace(reading, percentage=amount) if number["unit"] in SHARE_UNITS else None


def _begun_on(reading: Reading, day: date) -> Reading:
    """Fill in the first day; a last day that was told already stays, unless a first day is being mended."""
    told = reading.end if reading.start is None and reading.end and reading.end >= day else None
    return replace(reading, start=day, end=told, days=())


async def started(session: AsyncSession, place: Place, now: datetime) -> Started | None:
    """Give what somebody is logging in a chat; None when it is nothing, or longer than an hour ago."""
    draft = await session.scalar(select(Draft).where(*_of(place)))
    if draft is None or draft.changed_at < now - DRAFT_LASTS:
        return None
    return Started(Reading.from_json(draft.content), draft.school_id)


async def keep(session: AsyncSession, place: Place, begun: Started, now: datetime) -> None:
    """Keep how far somebody is."""
    await drop(session, place)
    session.add(
        Draft(
            telegram_hash=place.telegram_id,
            chat_hash=place.chat_id,
            school_id=begun.school_id,
            content=begun.reading.as_json(),
            changed_at=now,
        )
    )
    await session.flush()


async def drop(session: AsyncSession, place: Place) -> None:
    """Forget what somebody was logging."""
    await session.execute(delete(Draft).where(*_of(place)))


def _of(place: Place) -> tuple[ColumnElement[bool], ...]:
    return Draft.telegram_hash == place.telegram_id, Draft.chat_hash == place.chat_id


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
