"""A mistyped word beside the word that was meant: one slip of the thumb, two in a long word, or the end cut off."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

_STRETCHED = re.compile(r"(.)\1{2,}")
SHORTEST = 5
LONG = 6
VERY_LONG = 9
LONGEST = 30
SHORTEST_CUT_OFF = 6


class Mender:
    """Finds the nearest of the words it knows; a word that is known stays as it is."""

    def __init__(self, targets: Mapping[str, str], known: Iterable[str]) -> None:
        self._targets = targets
        self._known = frozenset(known)
        self._alike: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for word in sorted(set(targets)):
            if len(word) >= SHORTEST and word.isalpha():
                self._alike[word[0]].append((word, frozenset(word)))
        self.mended = lru_cache(maxsize=10_000)(self._mended)

    def _mended(self, word: str) -> str:
        if len(word) < SHORTEST - 1 or word in self._known or not word.isalpha() or len(word) > LONGEST:
            return word
        word = _STRETCHED.sub(r"\1", word)
        if word in self._known:
            return word
        costs = [(cost, target) for target in self._near(word) if (cost := _cost(word, target)) is not None]
        return min(costs)[1] if costs else self._completed(word)

    def _completed(self, word: str) -> str:
        """Complete a word that was cut off, «ziekgem», when all it can be comes down to the same."""
        if len(word) < SHORTEST_CUT_OFF:
            return word
        whole = sorted(target for target in self._targets if target.startswith(word))
        return whole[0] if len({self._targets[target] for target in whole}) == 1 else word

    def _near(self, word: str) -> Iterator[str]:
        """Give the words that differ little enough in length and letters to be worth comparing."""
        letters, length = frozenset(word), len(word)
        slips = 2 if length >= VERY_LONG else 1
        for target, wanted in self._alike.get(word[0], ()):
            if abs(len(target) - length) <= slips and len(letters ^ wanted) <= 2 * slips:
                yield target


def _cost(word: str, target: str) -> int | None:
    """Give how unlikely it is that `target` was typed as `word`; None when it is too far."""
    slips = _distance(word, target)
    doubled = _undoubled(word) == _undoubled(target)
    swapped = slips == 1 and len(word) == len(target) and sorted(word) == sorted(target)
    if slips == 1 and (doubled or swapped):
        return 1
    if slips == 1 and len(target) >= LONG:
        return 2 if len(word) != len(target) else 3
    return 4 if slips == 2 and len(word) >= VERY_LONG and len(target) >= VERY_LONG else None


def _undoubled(word: str) -> str:
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


def _distance(one: str, other: str) -> int:
    """Count the letters added, left out, replaced or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for beside, wanted in enumerate(other, 1):
            cheapest = min(row[-1] + 1, before[beside] + 1, before[beside - 1] + (letter != wanted))
            if at > 1 and beside > 1 and letter == other[beside - 2] and one[at - 2] == wanted:
                cheapest = min(cheapest, earlier[beside - 2] + 1)
            row.append(cheapest)
    return row[-1]
