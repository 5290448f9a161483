"""Phrases that tell something, found in a line: the longest where several lie in one another."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

GAP = r"(?:[^\s|,?-]\S* ){0,4}?"
ENDING = r"\S*"


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of one sort, and where it stands."""

    name: str
    start: int
    end: int


class CueBook:
    """Looks phrases up by their first word, so that a line costs little however many phrases there are."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._by_beginning: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, of_name in phrases.items():
            for phrase in sorted(of_name):
                self._add(name, phrase)
        self._beginnings = tuple(self._by_beginning)

    def _add(self, name: str, phrase: str) -> None:
        entry = (name, phrase)
        for first in phrase.split(maxsplit=1)[0].split("/"):
            (self._by_beginning if first[-1] == "*" else self._by_word)[first.rstrip("*")].append(entry)

    def found(self, text: str) -> list[Cue]:
        """Give the phrases in a line of words with one space before, between and after them."""
        cues = sorted(set(self._all(text)), key=lambda cue: (cue.start, -cue.end))
        return [cue for cue in cues if not any(_within(cue, other) for other in cues)]

    def _all(self, text: str) -> Iterator[Cue]:
        at = 1
        for word in text.split():
            entries = list(self._by_word.get(word, ()))
            if word.startswith(self._beginnings):
                entries += [one for part, some in self._by_beginning.items() if word.startswith(part) for one in some]
            for name, phrase in entries:
                if found := _pattern(phrase).match(text, at):
                    yield Cue(name, at, found.end())
            at += len(word) + 1


def _within(cue: Cue, other: Cue) -> bool:
    return other.start <= cue.start and cue.end <= other.end and other.end - other.start > cue.end - cue.start


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """Make the pattern of a phrase when its first word is met; most phrases are never looked for."""
    written = ""
    for part in phrase.split():
        if part == "…":
            written += GAP
        else:
            choices = (re.escape(one.rstrip("*")) + (ENDING if one[-1] == "*" else "") for one in part.split("/"))
            written += f"(?:{'|'.join(choices)}) "
    return re.compile(written.removesuffix(" ") + "(?= )")
