"""Persons' names in a message: what the tagger is sure of, joined into whole names."""

from functools import cache

from knowledge.privacy.findings import Span, What
from knowledge.privacy.lists import read_known
from knowledge.privacy.shipped import shipped_tagger
from knowledge.privacy.tagger import Tagger
from knowledge.privacy.tokens import Shape, Token, tokens_of

SURE = 0.5
PARTICLES = frozenset("van de der den vd ter ten te t in op el al ait ben bin von le la du da dos di".split())
LAST_LATIN = 0x24F
LATIN_ADDED = range(0x1E00, 0x1F00)


def certain_names(text: str, tagger: Tagger | None = None) -> tuple[Span, ...]:
    """Find the names in a text."""
    tokens = tokens_of(text)
    if not tokens:
        return ()
    chances = (tagger or shipped_tagger()).chances(tokens)
    allowed = [token.shape in {Shape.WORD, Shape.INITIALS} for token in tokens]
    masked = _in_phrase(tokens)
    sure = [
        may and not known and (bool(chance >= SURE) or _foreign(token))
        for may, known, chance, token in zip(allowed, masked, chances, tokens, strict=True)
    ]
    same = {token.text for token, named in zip(tokens, sure, strict=True) if named and token.text[0].isupper()}
    sure = [named or (not known and token.text in same) for token, known, named in zip(tokens, masked, sure, strict=True)]
    return _joined(tokens, sure)


def _foreign(token: Token) -> bool:
    """Tell a word in another script: here nobody writes one but to give a name or what somebody said."""
    return any(letter.isalpha() and ord(letter) > LAST_LATIN and ord(letter) not in LATIN_ADDED for letter in token.text)


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Give the known phrases as keys, by their first word."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in read_known()["phrases"]:
        keys = tuple(token.key for token in tokens_of(phrase))
        phrases.setdefault(keys[0], []).append(keys)
    return phrases


def _in_phrase(tokens: list[Token]) -> list[bool]:
    """Tell of each token whether it stands in a phrase that is known to be no pupil."""
    keys = [token.key for token in tokens]
    inside = [False] * len(keys)
    for at, key in enumerate(keys):
        for phrase in _phrases().get(key, ()):
            if tuple(keys[at : at + len(phrase)]) == phrase:
                inside[at : at + len(phrase)] = [True] * len(phrase)
    return inside


def _joined(tokens: list[Token], sure: list[bool]) -> tuple[Span, ...]:
    """Join neighbours into one name, across what stands between the parts of a name."""
    spans: list[Span] = []
    last = -1
    for at, (token, named) in enumerate(zip(tokens, sure, strict=True)):
        if not named:
            continue
        between = tokens[last + 1 : at]
        if spans and last >= 0 and all(_joins(one) for one in between):
            spans[-1] = Span(spans[-1].start, token.end, What.PERSON_NAME)
        else:
            spans.append(Span(token.start, token.end, What.PERSON_NAME))
        last = at
    return tuple(spans)


def _joins(token: Token) -> bool:
    return token.text in "-'’" or (token.key in PARTICLES and token.key != "in")
