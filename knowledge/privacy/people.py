"""Names to learn from, drawn and typed as people do."""

import random
import string
import tomllib
from dataclasses import dataclass, field

from knowledge.privacy.lists import OWN_NAMES, WORD_BITS, Kind
from knowledge.privacy.spelling import bare

PARTICLES = (
    *("van", "de", "van de", "van der", "van den", "vd", "v.d.", "ter", "ten", "te", "den", "in 't", "van 't", "op de"),
    *("el", "al", "ait", "ben"),
)
TWOFOLD_SHARE, TRICKIEST_SHARE, RARE_SHARE = 0.1, 0.06, 0.18
MISSPELT_SHARE, JOINED_SHARE = 0.08, 0.015
RARE_LAST_SHARE, PARTICLE_SHARE, MARRIED_SHARE = 0.25, 0.3, 0.03
FIRST_ONLY, FULL, INITIALLED = 0.66, 0.9, 0.96


@dataclass(slots=True)
class People:
    """Draws names from everywhere, in full or not. `trickiest` are the names that are first of all another word."""

    kinds: dict[str, int]
    trickiest: list[str]
    dice: random.Random
    first: dict[str, list[str]] = field(init=False)
    last: dict[str, list[str]] = field(init=False)
    rare: list[str] = field(init=False)
    rare_last: list[str] = field(init=False)
    twofold: list[str] = field(init=False)

    def __post_init__(self) -> None:
        own = tomllib.loads(OWN_NAMES.read_text(encoding="utf-8"))
        self.first = {origin: names.split() for origin, names in own["first"].items()}
        self.last = {origin: names.split() for origin, names in own["last"].items()}
        self.rare = self._only_names(Kind.RARE_FIRST.bit | Kind.FIRST.bit)
        self.rare_last = self._only_names(Kind.LAST.bit)
        mine = sorted({name for names in self.first.values() for name in names})
        self.twofold = [name for name in mine if self.kinds.get(bare(name), 0) & WORD_BITS and len(name) > 2]

    def _only_names(self, wanted: int) -> list[str]:
        names = (key for key, bits in self.kinds.items() if bits & wanted and not bits & WORD_BITS)
        return sorted(key.title() for key in names if len(key) > 2 and key.isascii())

    def given(self) -> str:
        """Draw a first name."""
        roll = self.dice.random()
        if roll < TWOFOLD_SHARE + TRICKIEST_SHARE:
            return self.dice.choice(self.twofold if roll < TWOFOLD_SHARE else self.trickiest)
        if roll < TWOFOLD_SHARE + TRICKIEST_SHARE + RARE_SHARE:
            name = self.dice.choice(self.rare)
        else:
            name = self.dice.choice(self.first[self.dice.choice(("dutch", "dutch", "dutch", *self.first))])
        if self.dice.random() < MISSPELT_SHARE and len(name) > 3:
            name = misspelt(name, self.dice)
        return name + ("-" + self.dice.choice(self.first["dutch"]) if self.dice.random() < JOINED_SHARE else "")

    def family(self) -> str:
        """Draw a surname with what stands before it."""
        rare = self.dice.random() < RARE_LAST_SHARE
        listed = self.rare_last if rare else self.last[self.dice.choice(tuple(self.last))]
        name = self.dice.choice(listed)
        if self.dice.random() < PARTICLE_SHARE:
            name = f"{self.dice.choice(PARTICLES)} {name}"
        return name + (f"-{self.dice.choice(self.last['dutch'])}" if self.dice.random() < MARRIED_SHARE else "")

    def initialled(self) -> str:
        """Draw initials with a surname, or a full name."""
        if self.dice.random() < 0.25:
            return f"{self.given()} {self.family()}"
        letters = self.dice.choices(string.ascii_uppercase, k=self.dice.choice((1, 1, 2, 3)))
        return f"{self.dice.choice(('', ' ')).join(f'{letter}.' for letter in letters)} {self.family()}"

    def mention(self) -> str:
        """Draw what somebody is called in a message."""
        roll = self.dice.random()
        if roll < FIRST_ONLY:
            return self.given()
        if roll < FULL:
            return f"{self.given()} {self.family()}"
        return self.initialled() if roll < INITIALLED else self.family()

    def owner(self) -> str:
        """Draw a first name in the possessive."""
        name = self.given()
        if name[-1] in "sxz":
            return name + "'"
        if name[-1] in "aiouy":
            return name + self.dice.choice(("'s", "'s", "s", "’s"))
        return name + self.dice.choice(("s", "s", "s", "'s"))


def misspelt(word: str, dice: random.Random) -> str:
    """Give a word with one letter left out, doubled, changed or swapped."""
    at = dice.randrange(1, len(word))
    how = dice.randrange(4)
    if how == 0:
        return word[:at] + word[at + 1 :]
    if how == 1:
        return word[:at] + word[at] + word[at:]
    if how == 2:
        return word[:at] + dice.choice("aeiouydtkscz") + word[at + 1 :]
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at > 1 else word
