"""Words of somebody's own that are kept: short, and nobody can be recognised in them."""

from collections.abc import Sequence

from knowledge.privacy import identifies

TOO_LONG, CODE = "too_long", "code"


class WordsRefusedError(Exception):
    """Words that are not kept: `seen` names what makes a pupil known, `too_long` or `code`."""

    def __init__(self, seen: Sequence[str], longest: int) -> None:
        self.seen, self.longest = tuple(seen), longest
        super().__init__(", ".join(self.seen))


def fit(typed: str, longest: int) -> str:
    """Give what was typed as it is kept, on one line; raises WordsRefusedError."""
    words = " ".join(typed.split())
    if len(words) > longest:
        raise WordsRefusedError([TOO_LONG], longest)
    if found := identifies(words):
        raise WordsRefusedError([str(what) for what in found.what], longest)
    return words
