"""What a line was understood to say; a person confirms it before anything is stored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a signal tells of a pupil. The words are stable: others script against them."""

    SICK = "sick"
    RECOVERED = "recovered"
    UNEXCUSED = "unexcused"
    ATTENDANCE = "attendance"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class SignalDraft:
    """A signal as far as the line tells it; both days are inclusive.

    `code` is None when no pupil code was given. `start` is None when none was said, or when the day that was said does
    not exist. `days` holds the days named one by one when there are school days between them: «di en do ziek». `hours`
    counts lesson hours, None for `whole_day` and when it was not said. `percentage` is of presence, also when the line
    told of absence. `concern` names what a worry is about, in the words of `knowledge.rules.What`. `others` holds
    the codes beside the first: a signal is about one pupil.
    """

    kind: Kind
    code: str | None = None
    start: date | None = None
    end: date | None = None
    days: tuple[date, ...] = ()
    hours: Decimal | None = None
    whole_day: bool = False
    percentage: Decimal | None = None
    concern: str | None = None
    others: tuple[str, ...] = ()
