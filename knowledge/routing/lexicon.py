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


@dataclass(slots=True, eq=False)
class Lexicon:
    """Short forms, forms written in parts, and concepts by exact words, beginnings, insides and phrases."""

    short: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    joined: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    exact: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    beginning: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    inside: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def written_out(self, parted: Sequence[str]) -> list[str]:
        """Give the words with short forms written out and parted forms joined."""
        found: list[str] = []
        at = 0
        while at < len(parted):
            parts = next((parts for parts in self.joined if tuple(parted[at : at + len(parts)]) == parts), None)
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
        for length in range(2, LONGEST_PHRASE + 1):
            for start in range(len(found) - length + 1):
                yield from sorted(self.exact.get(" ".join(found[start : start + length]), ()))

    def add(self, concept: str, form: str) -> None:
        """Add a form of a concept: `word`, `word*`, `*word*` or `some words`."""
        table = self.exact if form[-1] != "*" else self.inside if form[0] == "*" else self.beginning
        table[" ".join(words(form))].add(concept)


@lru_cache(maxsize=4_000)
def _of_word(lexicon: Lexicon, word: str) -> tuple[str, ...]:
    found = set(lexicon.exact.get(word, ()))
    # No further than the longest form: a word can be as long as a message, and everybody would wait for it.
    for end in range(1, min(len(word), _longest(lexicon.beginning)) + 1):
        found |= lexicon.beginning.get(word[:end], set())
    for start in range(len(word)):
        for end in range(start + SHORTEST, min(len(word), start + _longest(lexicon.inside)) + 1):
            found |= lexicon.inside.get(word[start:end], set())
    return tuple(sorted(found))


def _longest(forms: Mapping[str, set[str]]) -> int:
    return max(map(len, forms), default=0)


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
