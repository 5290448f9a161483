"""Splitting a text into the known pieces of words that together are likeliest (a unigram language model)."""

from collections.abc import Mapping, Sequence

SPACE = "▁"
UNKNOWN = 0
UNKNOWN_PENALTY = 10.0
MOST_REMEMBERED = 4_000


class Subwords:
    """Splits text into numbered pieces; `pieces` and `scores` (log probabilities) share their order."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        self._numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(pieces)}
        self._scores = tuple(scores)
        self._longest = max(map(len, pieces))
        self._unknown = min(scores) - UNKNOWN_PENALTY
        self._split: dict[str, tuple[int, ...]] = {}

    def split(self, words: Sequence[str]) -> list[int]:
        """Give the numbers of the pieces of the words, in order; a stretch nobody knows is one `UNKNOWN`."""
        numbers: list[int] = []
        for word in words:
            if word not in self._split:
                if len(self._split) > MOST_REMEMBERED:
                    self._split.clear()
                self._split[word] = tuple(self._best(SPACE + word))
            numbers.extend(self._split[word])
        return numbers

    def _best(self, text: str) -> list[int]:
        best: list[tuple[float, int, int]] = [(0.0, 0, UNKNOWN)]
        for end in range(1, len(text) + 1):
            likeliest = (best[end - 1][0] + self._unknown, end - 1, UNKNOWN)
            for start in range(max(0, end - self._longest), end):
                number = self._numbers.get(text[start:end])
                if number is not None:
                    likeliest = max(likeliest, (best[start][0] + self._scores[number], start, number))
            best.append(likeliest)
        return _walk_back(best)


def _walk_back(best: Sequence[tuple[float, int, int]]) -> list[int]:
    numbers: list[int] = []
    at = len(best) - 1
    while at:
        _, start, number = best[at]
        if number != UNKNOWN or not numbers or numbers[-1] != UNKNOWN:
            numbers.append(number)
        at = start
    return numbers[::-1]
