"""Who of those that are counted comes: the four core partners of a team, the organisations of the city."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.cases.desk import Desk
from bot.meetings.gathering import Gathering, attending
from bot.models import COMES, REPLACED, STAYS_AWAY, UNANSWERED_YET, Attendance, Member

State = Literal["comes", "stand_in", "waits", "stays_away", "nobody"]
THERE: tuple[State, ...] = ("comes", "stand_in")


@dataclass(frozen=True, slots=True)
class Partner:
    """One counted seat: how it stands, and the people invited for it."""

    seat: str
    state: State
    people: Sequence[Member]

    @property
    def there(self) -> bool:
        """Tell whether somebody comes for this seat."""
        return self.state in THERE

    @property
    def missing(self) -> bool:
        """Tell whether nobody has said to come for this seat."""
        return not self.there


async def counted(desk: Desk, of: Gathering) -> list[Partner]:
    """Give every counted seat of a meeting, in the order of the table."""
    asked = await attending(desk, of)
    answers = {member.id: attendance.answer for attendance, member in asked}
    found = []
    for seat in of.kind.counted:
        own = [(attendance, member) for attendance, member in asked if attendance.seat == seat]
        people = [member for _, member in own]
        found.append(Partner(seat, _state([attendance for attendance, _ in own], answers), people))
    return found


def _state(asked: Sequence[Attendance], answers: dict[int, str]) -> State:
    if any(one.answer == COMES for one in asked):
        return "comes"
    replaced = {one.stand_in_id for one in asked if one.answer == REPLACED}
    if any(stand_in in replaced and answer != STAYS_AWAY for stand_in, answer in answers.items()):
        return "stand_in"
    if any(one.answer == UNANSWERED_YET for one in asked):
        return "waits"
    return "stays_away" if asked else "nobody"
