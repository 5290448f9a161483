"""Numbers written as words, in Dutch and English."""

from collections.abc import Iterator, Mapping, Sequence

BESIDE = "en"


def number_words(table: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Give every number word up to a hundred; the article `een` is left out, a number only among others."""
    found = {word: number for name in ("units", "units_en") for number, word in enumerate(table[name])}
    for tens, units in (("tens", "units"), ("tens_en", "units_en")):
        found.update(_from_twenty(table[tens], table[units], dutch=tens == "tens"))
    found.pop("een", None)
    return found


def ordinal_words(ordinals: Sequence[Sequence[str]]) -> dict[str, str]:
    """Give the words of the first ten ordinals as they are written in figures: `3e`."""
    return {form: f"{number}e" for number, forms in enumerate(ordinals, 1) for form in forms}


def _from_twenty(tens: Sequence[str], units: Sequence[str], *, dutch: bool) -> Iterator[tuple[str, int]]:
    for number, ten in enumerate(tens):
        if not ten:
            continue
        yield ten, number * 10
        for unit in range(1, 10):
            yield (units[unit] + BESIDE + ten if dutch else ten + units[unit]), number * 10 + unit
