"""Makes a day and a time of what a line says: sure, or a doubt that can be asked about."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from knowledge.appointments.hearing import HOURS, Clock, Heard, Written, hear
from knowledge.appointments.words import tokens

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
HALF_DAY = 12
LAST_AFTERNOON_HOUR, BOTH_HOUR = 6, 7
"""«3 uur» is in the afternoon: nobody meets at three at night. Seven o'clock can be both."""
EARLIEST, LATEST = time(7), time(21)
MOST_YEARS_AWAY = 100
JUST_PASSED = timedelta(days=120)
"""A date without a year that passed so short ago is a mistake; one longer ago is meant next year."""


class Fault(StrEnum):
    """Why what was typed cannot be taken as it stands."""

    PAST = "past"
    NO_SUCH_DAY = "no_such_day"
    OTHER_WEEKDAY = "other_weekday"
    WHICH_WEEK = "which_week"
    WHICH_HALF = "which_half"
    ODD_HOUR = "odd_hour"


@dataclass(frozen=True, slots=True)
class Appointment:
    """What was understood: no day or time where none was said, several where it is one of them, and the fault."""

    days: tuple[date, ...] = ()
    times: tuple[time, ...] = ()
    fault: Fault | None = None

    @property
    def day(self) -> date | None:
        """Give the day, when it is sure."""
        return self.days[0] if len(self.days) == 1 and self.fault is None else None

    @property
    def time(self) -> time | None:
        """Give the time, when it is sure."""
        return self.times[0] if len(self.times) == 1 and self.fault is not Fault.ODD_HOUR else None

    @property
    def says_something(self) -> bool:
        """Tell whether the line was about a day or a time at all."""
        return bool(self.days or self.times or self.fault)


def read_appointment(line: str, now: datetime) -> Appointment:
    """Read a line that names a day or a time still to come; `now` is the moment on the clocks at school."""
    heard = hear(tokens(line))
    times, time_fault = _times(heard.clock, heard.part)
    days, fault = _days(heard, now.date()) if heard.names_a_day else ((), None)
    if fault is None and days and _passed(days, times, now):
        fault = Fault.PAST
    return Appointment(days, times, fault or time_fault)


def _passed(days: tuple[date, ...], times: tuple[time, ...], now: datetime) -> bool:
    at = max(times) if times else time.max
    return all(datetime.combine(day, at) <= now.replace(tzinfo=None) for day in days)


def _times(clock: Clock | None, part: str | None) -> tuple[tuple[time, ...], Fault | None]:
    if clock is None:
        return (), None
    if clock.hour > HOURS or (clock.hour == HOURS and clock.minute):
        return (), Fault.ODD_HOUR
    hours = _hours(clock, part)
    times = tuple(time(hour % HOURS, clock.minute) for hour in hours)
    if len(times) > 1:
        return times, Fault.WHICH_HALF
    return times, None if EARLIEST <= times[0] <= LATEST else Fault.ODD_HOUR


def _hours(clock: Clock, part: str | None) -> tuple[int, ...]:
    if clock.hour > HALF_DAY:
        return (clock.hour,)
    if part == "later":
        return (clock.hour if clock.hour == HALF_DAY else clock.hour + HALF_DAY,)
    if part == "morning" or clock.exact:
        return (clock.hour,)
    if clock.hour <= LAST_AFTERNOON_HOUR:
        return (clock.hour + HALF_DAY,)
    return (clock.hour, clock.hour + HALF_DAY) if clock.hour == BOTH_HOUR else (clock.hour,)


def _days(heard: Heard, today: date) -> tuple[tuple[date, ...], Fault | None]:
    if heard.written is not None:
        return _on_date(heard.written, heard.weekday, today)
    if heard.week_number is not None:
        return _in_week_number(heard.week_number, heard.weekday, today)
    if heard.weeks is not None and (heard.weekday is not None or heard.days is None):
        return _weeks_from_now(heard.weeks, heard.weekday, today)
    if heard.days is not None:
        return (today + DAY * heard.days,), None
    return _on_weekday(heard.weekday or 0, heard.nearness, today)


def _on_date(written: Written, weekday: int | None, today: date) -> tuple[tuple[date, ...], Fault | None]:
    day = _date_of(written, today)
    if day is None:
        return (), Fault.NO_SUCH_DAY
    if weekday is not None and day.weekday() != weekday:
        # The nearest such weekday around the date: «di 9 dec» is Tuesday the 8th or Wednesday the 9th.
        away = (weekday - day.weekday() + 3) % 7 - 3
        other = day + DAY * away
        return tuple(sorted({day, other})), Fault.OTHER_WEEKDAY
    return (day,), None


def _date_of(written: Written, today: date) -> date | None:
    if written.year is not None and abs(written.year - today.year) > MOST_YEARS_AWAY:
        return None
    month = written.month or today.month
    if written.month is None and written.day < today.day:
        month = month % 12 + 1
    day = _made(written.year or today.year + (month < today.month and written.month is None), month, written.day)
    if day is None or written.year is not None or day >= today - JUST_PASSED:
        return day
    return _made(today.year + 1, month, written.day)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_week_number(number: int, weekday: int | None, today: date) -> tuple[tuple[date, ...], Fault | None]:
    for year in (today.year, today.year + 1):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            return (), Fault.NO_SUCH_DAY
        if monday + WEEK > today:
            break
    return _of_week(monday, weekday)


def _weeks_from_now(weeks: int, weekday: int | None, today: date) -> tuple[tuple[date, ...], Fault | None]:
    return _of_week(today - DAY * today.weekday() + WEEK * weeks, weekday)


def _of_week(monday: date, weekday: int | None) -> tuple[tuple[date, ...], Fault | None]:
    if weekday is None:
        return tuple(monday + DAY * passed for passed in range(5)), Fault.WHICH_WEEK
    return (monday + DAY * weekday,), None


def _on_weekday(weekday: int, nearness: str | None, today: date) -> tuple[tuple[date, ...], Fault | None]:
    coming = today + DAY * ((weekday - today.weekday() - 1) % 7 + 1)
    if nearness is None and weekday == today.weekday():
        return (today, coming), Fault.WHICH_WEEK
    if nearness == "next" and coming - today < DAY * (7 - today.weekday()):
        # «volgende vrijdag», said on a Tuesday: this week's or next week's.
        return (coming, coming + WEEK), Fault.WHICH_WEEK
    return (coming,), None
