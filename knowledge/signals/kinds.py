"""Which kind of signal a line is, from the cues in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.signals.cues import Cue
from knowledge.signals.draft import Kind

PART = re.compile(r"[|,?-](?= )")
# A cue of these is about the worry itself; what is told of illness beside it does not make it a sick report.
CONCERNS = (
    "veiligheid", "geen_toestemming", "maatwerk", "thuissituatie", "twijfel", "groep", "specialistisch",
    "schoolprestaties", "laagdrempelig", "algemeen",
)  # fmt: skip
CUES_OF = {
    Kind.SICK: frozenset({"sick", "sick_weak"}),
    Kind.RECOVERED: frozenset({"recovered", "returned", "coming"}),
    Kind.UNEXCUSED: frozenset({"unexcused", "unexcused_weak", "absent"}),
    Kind.ATTENDANCE: frozenset({"absent"}),
    Kind.CONCERN: frozenset(CONCERNS),
}
# A share beside a code and no word of what it is a share of: «L3-017 zit op 47%», «2231: 12 van de 32 lessen gevolgd».
_BARE_SHARE = re.compile(
    r" (?:zit|staat|helft|gedaald|daalt|zakt|gezakt|gevolgd|gehad|bezocht|tijd|time|down|dropped|"
    r"komt|haalt|volgt|bij) |"
    r"^ (?:[§‰¤|,] |nu |maar |nog |op )*$"
)
_STILL_ILL = re.compile(r" (?:nog (?:steeds )?|weer )(?:ziek|griep) ")
# «Vandaag weer niet op school» tells of no return.
_NOT_BACK = re.compile(r" weer (?:[^\s,|]+ )?(?:niet|geen|afwezig|weg) ")
# «Drie keer ziek deze maand» counts reports, and is none.
_COUNTED = re.compile(r" (?:[2-9]|\d\d) ?(?:x|keer) (?:\w+ )?ziek | ziek (?:was |¤ )*(?:[2-9]|\d\d) ?(?:x|keer) ")
_REPORTED = re.compile(r" (?:gemeld|sinds|vanaf|weer|vandaag|nog) ")
_PAST_ILLNESS = re.compile(
    r" (?:was|had) | (?:na|after) (?:[^\s|,]+ ){0,3}(?:ziek|griep) | (?:ziek|griep) (?:na|after) "
)


@dataclass(frozen=True, slots=True)
class Told:
    """The cues of a line, and what else was found in it."""

    text: str
    cues: list[Cue]
    shares: bool
    hours: bool

    def has(self, *names: str) -> bool:
        """Tell whether a cue of one of these sorts was found."""
        return any(cue.name in names for cue in self.cues)


def kind_of(told: Told) -> Kind | None:
    """Give the kind of signal that the cues tell, None when they tell none."""
    if told.has("withdrawn"):
        return None
    if told.shares and re.search(r" (?:aanwezig|afwezig|verzuim|ongeoorloofd|school|klas|uur) ", told.text):
        return Kind.ATTENDANCE
    unexcused = told.has("unexcused") or (told.has("unexcused_weak") and not told.has("sick"))
    if unexcused and told.hours:
        return Kind.UNEXCUSED
    if told.has(*CONCERNS):
        return Kind.CONCERN
    if unexcused:
        return Kind.UNEXCUSED
    return _health(told) or _otherwise(told)


def about(cues: Iterable[Cue]) -> str | None:
    """Name what a worry is about, the gravest first; None when only the worry is told."""
    names = {cue.name for cue in cues}
    found = next((name for name in CONCERNS if name in names), None)
    return None if found == "algemeen" else found


def part_of(text: str, at: int) -> int:
    """Number the part of a line in which a place lies."""
    return len(PART.findall(text, 0, at))


def _otherwise(told: Told) -> Kind | None:
    if told.has("absent") and told.hours:
        return Kind.UNEXCUSED
    return Kind.ATTENDANCE if told.shares and _BARE_SHARE.search(told.text) else None


def _health(told: Told) -> Kind | None:
    if told.has("recovered") and not _NOT_BACK.search(told.text):
        return Kind.RECOVERED
    back = told.has("returned", "coming") and not _NOT_BACK.search(told.text)
    if _COUNTED.search(told.text) and not _REPORTED.search(told.text):
        return None
    if told.has("sick"):
        still = (told.has("coming") or _STILL_ILL.search(told.text)) and not _PAST_ILLNESS.search(told.text)
        return Kind.RECOVERED if back and not still else Kind.SICK
    if back:
        return Kind.RECOVERED
    return Kind.SICK if told.has("sick_weak") and not told.hours else None
