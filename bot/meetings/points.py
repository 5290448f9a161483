"""A point for the agenda being typed: the words, and the meeting it is for."""

from dataclasses import dataclass
from typing import Self

from bot.awaiting import Asked
from bot.cases.desk import Desk
from bot.meetings.gathering import Gathering, coming
from bot.members import Colleague
from bot.models import School

PURPOSE = "point"
OFFERED = 6


@dataclass(frozen=True, slots=True)
class Pending:
    """What is known of a point so far."""

    target: str | None = None
    words: str | None = None

    def as_asked(self) -> Asked:
        """Give it in the form in which it waits for an answer."""
        return Asked(PURPOSE, {"target": self.target}, self.words)

    @classmethod
    def from_asked(cls, asked: Asked) -> Self:
        """Read it back."""
        return cls(asked.about["target"], asked.words)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a point can go: a planned meeting, or the next one of a school's team that is not planned yet."""

    school: School | None
    gathering: Gathering | None

    @property
    def key(self) -> str:
        """Give its name in a button."""
        return f"o{self.gathering.id}" if self.gathering else f"s{self.school.id if self.school else ''}"

    @property
    def school_id(self) -> str | None:
        """Give the school whose team it is."""
        return self.school.id if self.school else None

    @property
    def meeting_id(self) -> int | None:
        """Give the meeting, None for the next one."""
        return self.gathering.id if self.gathering else None


async def targets(desk: Desk, who: Colleague) -> list[Target]:
    """Give where a member can add a point: meetings still to come, and schools of the member that planned none."""
    ahead = [one for one in await coming(desk, who) if one.about_to(desk.now) or one.row.begun_at]
    found = [Target(one.school, one) for one in ahead[:OFFERED]]
    planned = {one.school.id for one in ahead if one.school}
    return [*found, *(Target(school, None) for school in who.schools if school.id not in planned)]
