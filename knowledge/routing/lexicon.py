"""The words of the field: short forms written out, and many words brought under one concept."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from knowledge.routing.text import words

LEXICON = Path(__file__).parents[1] / "data" / "lexicon.toml"
SHORTEST = 3
LONGEST_PHRASE = 5
BEGINNING, INSIDE = "beginning", "inside"
NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Lexicon:
    """Short forms, forms written in parts, and concepts by exact words, beginnings, insides and phrases."""

    short: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    joined: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    exact: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    beginning: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    inside: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _parted: dict[str, list[tuple[str, ...]]] = field(init=False, default_factory=lambda: defaultdict(list))
    _openings: set[str] = field(init=False, default_factory=set)
    _longest: dict[str, int] = field(init=False, default_factory=lambda: {BEGINNING: 0, INSIDE: 0})

    def __post_init__(self) -> None:
        """Remember parted forms by their first word: most words of a text open none."""
        for parts in self.joined:
            self._parted[parts[0]].append(parts)

    def written_out(self, parted: Sequence[str]) -> list[str]:
        """Give the words with short forms written out and parted forms joined."""
        found: list[str] = []
        at = 0
        while at < len(parted):
            ways = self._parted.get(parted[at], ())
            parts = next((parts for parts in ways if tuple(parted[at : at + len(parts)]) == parts), None)
            if parts:
                found.extend(self.joined[parts])
                at += len(parts)
            else:
                found.extend(self.short.get(parted[at], (parted[at],)))
                at += 1
        return found

    def concepts(self, found: Sequence[str]) -> Iterator[str]:
        """Give the concepts of a text, each as often as a word or phrase of it occurs."""
        for word in found:
            yield from _of_word(self, word)
        openings = [start for start, word in enumerate(found) if word in self._openings]
        for length in range(2, LONGEST_PHRASE + 1):
            for start in openings:
                if start + length <= len(found):
                    yield from sorted(self.exact.get(" ".join(found[start : start + length]), ()))

    def add(self, concept: str, form: str) -> None:
        """Add a form of a concept: `word`, `word*`, `*word*` or `some words`."""
        own = words(form)
        plain = " ".join(own)
        if form[-1] != "*":
            self.exact[plain].add(concept)
            self._openings.update(own[:1] if len(own) > 1 else ())
            return
        where, table = (INSIDE, self.inside) if form[0] == "*" else (BEGINNING, self.beginning)
        table[plain].add(concept)
        self._longest[where] = max(self._longest[where], len(plain))

    def in_word(self, word: str) -> set[str]:
        """Give the concepts of one word."""
        found = set(self.exact.get(word, ()))
        # No further than the longest form: a word can be as long as a message, and everybody would wait for it.
        for end in range(1, min(len(word), self._longest[BEGINNING]) + 1):
            found |= self.beginning.get(word[:end], NOTHING)
        for start in range(len(word)):
            for end in range(start + SHORTEST, min(len(word), start + self._longest[INSIDE]) + 1):
                found |= self.inside.get(word[start:end], NOTHING)
        return found


@lru_cache(maxsize=4_000)
def _of_word(lexicon: Lexicon, word: str) -> tuple[str, ...]:
    return tuple(sorted(lexicon.in_word(word)))


def lexicon_of(concepts: Mapping[str, Sequence[str]], lexicon: Lexicon | None = None) -> Lexicon:
    """Make a lexicon of concepts and their forms, or add them to one."""
    lexicon = lexicon or Lexicon()
    for concept, forms in concepts.items():
        for form in forms:
            lexicon.add(concept, form)
    return lexicon


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the lexicon that ships; it is read once."""
    stored = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    return lexicon_of(
        stored["concept"],
        Lexicon(
            {short: tuple(long.split()) for short, long in stored["short"].items()},
            {tuple(parts.split()): tuple(whole.split()) for parts, whole in stored["joined"].items()},
        ),
    )
