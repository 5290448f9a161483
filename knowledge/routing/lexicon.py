"""The words of the field: short forms written out, and many words brought under one concept."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

LEXICON = Path(__file__).parents[1] / "data" / "lexicon.toml"
SHORTEST = 3
LONGEST_PHRASE = 4


@dataclass(slots=True)
class Lexicon:
    """Short forms, forms written in parts, and concepts by exact words, beginnings, insides and phrases."""

    short: Mapping[str, tuple[str, ...]]
    joined: Mapping[tuple[str, ...], tuple[str, ...]]
    exact: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    beginning: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    inside: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def written_out(self, words: Sequence[str]) -> list[str]:
        """Give the words with short forms written out and parted forms joined."""
        found: list[str] = []
        at = 0
        while at < len(words):
            parts = next((parts for parts in self.joined if tuple(words[at : at + len(parts)]) == parts), None)
            if parts:
                found.extend(self.joined[parts])
                at += len(parts)
            else:
                found.extend(self.short.get(words[at], (words[at],)))
                at += 1
        return found

    def concepts(self, words: Sequence[str]) -> Iterator[str]:
        """Give the concepts of a text, each as often as a word or phrase of it occurs."""
        for word in words:
            yield from _of_word(self, word)
        for start in range(len(words)):
            for length in range(2, LONGEST_PHRASE + 1):
                yield from self.exact.get(" ".join(words[start : start + length]), ()) if start + length <= len(words) else ()

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=20_000)
def _of_word(lexicon: Lexicon, word: str) -> tuple[str, ...]:
    found = set(lexicon.exact.get(word, ()))
    for end in range(1, len(word) + 1):
        found |= lexicon.beginning.get(word[:end], set())
    for start in range(len(word)):
        for end in range(start + SHORTEST, len(word) + 1):
            found |= lexicon.inside.get(word[start:end], set())
    return tuple(sorted(found))


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the lexicon that ships; it is read once."""
    stored = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    lexicon = Lexicon(
        {short: tuple(long.split()) for short, long in stored["short"].items()},
        {tuple(parts.split()): tuple(whole.split()) for parts, whole in stored["joined"].items()},
    )
    for concept, forms in stored["concept"].items():
        for form in forms:
            table = lexicon.exact if form[-1] != "*" else lexicon.inside if form[0] == "*" else lexicon.beginning
            table[form.strip("*")].add(concept)
    return lexicon
