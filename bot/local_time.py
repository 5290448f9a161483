"""What a moment is on the clock at school: stored in UTC, meant in Amsterdam."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def local(moment: datetime) -> datetime:
    """Give an aware moment as the clocks at school show it."""
    return moment.astimezone(AMSTERDAM)


def local_day(moment: datetime) -> date:
    """Give the day it is at school at an aware moment."""
    return local(moment).date()


def day_after(day: date) -> datetime:
    """Give the moment at which a day at school is over."""
    return datetime.combine(day + timedelta(days=1), time.min, AMSTERDAM)
