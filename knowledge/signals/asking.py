"""Does a line ask something? A question is never taken for a signal."""

import re

from knowledge.signals.cues import Cue
from knowledge.signals.vocabulary import Vocabulary

_PARTS = re.compile(r"[^|,?-]+")
_GREETING = "hallo"
_PERSONS = frozenset({"ik", "je", "jij", "jullie", "we", "wij", "iemand", "i", "you", "uur"})
# After the first part of a line these tell of somebody: "L3-017, who was ill, is back".
_RELATIVE = frozenset({"who", "which", "whose", "when", "where", "that", "binnen"})
_DOUBTS = frozenset({"twijfel"})
_NOTED = re.compile(r" (?:noteren|ziekmelden|betermelden|afgesloten|afsluiten|verwerkt) ")
_AFTERWARDS = re.compile(r"\W+$")
FEWEST_WORDS = 3


def asks(text: str, cues: list[Cue], known: Vocabulary) -> bool:
    """Tell whether a line is a question; a request to note something down is none."""
    beside = known.openers.found(text)
    if _requests_noting(text, beside):
        return False
    if "?" in text:
        return True
    if any(cue.name == "embedded" for cue in beside) and not any(cue.name in _DOUBTS for cue in cues):
        return True
    openers = {cue.start for cue in beside if cue.name == "openers"}
    parts = [(found.start(), found.group().split()) for found in _PARTS.finditer(text) if found.group().strip()]
    return any(_part_asks(text, start, words, openers, known, first=at == 0) for at, (start, words) in enumerate(parts))


def ends_in_a_question(typed: str, known: Vocabulary) -> bool:
    """Tell whether a line, as it was typed, ends in asking what to do: «leerling spijbelt veel, wat nu»."""
    return _AFTERWARDS.sub("", " ".join(typed.casefold().split())).endswith(known.endings)


def _part_asks(text: str, start: int, words: list[str], openers: set[int], known: Vocabulary, *, first: bool) -> bool:
    at = text.index(words[0], start)
    while len(words) > 1 and (words[0] == _GREETING or (first and words[0] in ("en", "dus", "ja"))):
        at = text.index(words[1], at + len(words[0]))
        words = words[1:]
    following = words[1] if len(words) > 1 else ""
    if at in openers:
        return following not in known.exclaimed and (
            first or (len(words) >= FEWEST_WORDS and words[0] not in _RELATIVE)
        )
    if words[0] not in known.asking["verbs"] or words[:3] == ["is", "er", "weer"]:
        return False
    if words[0] in ("ben", "heb"):
        return following in _PERSONS
    return following in (known.asking["subjects"] if first else _PERSONS)


def _requests_noting(text: str, beside: list[Cue]) -> bool:
    requested = any(cue.name == "requests" for cue in beside)
    asked = any(cue.name in ("openers", "embedded") for cue in beside) or " of " in text
    return requested and not asked and "§" in text and _NOTED.search(text) is not None
