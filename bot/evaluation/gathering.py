"""What was brought in, gathered by part of the discussion, and the evaluation a member looks at."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.cases.desk import Desk
from bot.evaluation.bringing import answers
from bot.evaluation.evaluation import Evaluation, evaluations, report_of
from bot.evaluation.reporting import is_over
from bot.models import EvaluationAnswer, School
from knowledge.evaluation import guide
from knowledge.evaluation.guide import ASKED
from knowledge.evaluation.records import Part

SHOWN = 12
"""How many fit in one message with room to spare; all of them stand in the report."""


class Gathered(NamedTuple):
    """What was brought in for one part: successes first, and how many more there are than are shown."""

    part: Part
    brought: Sequence[EvaluationAnswer]
    more: int


async def gathered(desk: Desk, of: Evaluation) -> list[Gathered]:
    """Give what was brought in, by part; a part without anything is left out."""
    given = [one for one in await answers(desk, of) if one.words]
    by_part = {
        part: sorted((one for one in given if one.part == part.id), key=lambda one: ASKED.index(one.kind))
        for part in guide().parts.values()
    }
    return [
        Gathered(part, brought[:SHOWN], max(0, len(brought) - SHOWN)) for part, brought in by_part.items() if brought
    ]


async def current(desk: Desk, school: School) -> Evaluation | None:
    """Give the evaluation that asks for something now: one whose report is not sent, else the next, else the last."""
    found = await evaluations(desk, school.id)
    past = [one for one in found if is_over(desk, one)]
    if past and (await report_of(desk, past[-1])).sent_on is None:
        return past[-1]
    ahead = [one for one in found if not is_over(desk, one)]
    return next(iter([*ahead, *reversed(past)]), None)
