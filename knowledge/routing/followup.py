"""A question that leans on the one before: «en wie betaalt dat?», «waar staat dat?», «en bij ernstige dyslexie?»."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from knowledge.routing.text import words

LONGEST = 9
FILE = Path(__file__).parent.parent / "data" / "followup.toml"


class Aspect(StrEnum):
    """What is asked about the topic that was just told, in the order it is looked for."""

    PAYS = "pays"
    SOURCE = "source"
    STEP = "step"
    WHO = "who"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A leaning question: about one aspect of the last topic, or a turn to something near it (aspect None)."""

    aspect: Aspect | None


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    openings: frozenset[str]
    without_content: frozenset[str]
    aspects: dict[Aspect, frozenset[str]]


@cache
def _vocabulary() -> _Vocabulary:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    openings = frozenset(table["openings"])
    without_content = openings.union(table["leaning"], table["small"])
    return _Vocabulary(openings, without_content, {aspect: frozenset(table["aspects"][aspect]) for aspect in Aspect})


def read_follow_up(text: str) -> FollowUp | None:
    """Tell whether a text of at most nine words leans on what was said before; None when it stands on its own."""
    known, found = _vocabulary(), words(text)
    if not found or len(found) > LONGEST:
        return None
    content = set(found) - known.without_content
    asks_where_or_who = known.aspects[Aspect.WHO] | known.aspects[Aspect.SOURCE]
    for aspect, signs in known.aspects.items():
        if content & signs and content <= signs | asks_where_or_who:
            return FollowUp(aspect)
    return FollowUp(None) if found[0] in known.openings else None
