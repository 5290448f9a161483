"""Templates filled: slots get names, codes, classes and words, and the sentence is typed as people type."""

import random
import re
import string
from collections.abc import Callable
from dataclasses import dataclass, field

from knowledge.privacy.lists import NAME_BITS, Kind
from knowledge.privacy.people import People, misspelt
from knowledge.privacy.spelling import bare

CLASSES = (
    *("2B", "H4", "3HV2", "4 havo", "1C", "h4b", "2 vmbo", "3 vwo", "V5"),
    *("klas 2", "de brugklas", "2HV1", "3 kader", "4TL", "5V", "class 3B"),
)
ENDINGS = ("ia", "is", "us", "a", "o", "um", "care", "zorg")
LONG_WORD = re.compile(r"(?<![{\w])[^\W\d_]{4,}(?![}\w])")
LISTED_PLACE_SHARE = 0.35
MISSPELT, TWICE_MISSPELT, REPLACED = 0.05, 0.07, 0.12
SMALL, SMALL_WITHOUT_NAME, SHOUTED, CAPITAL = 0.3, 0.38, 0.41, 0.6


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence, and where the names in it stand."""

    text: str
    names: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Writer:
    """Fills slots and keeps where the names came; {n} {v} {vs} {a} {an} are people, the others are not."""

    people: People
    slots: dict[str, list[str]]
    dice: random.Random
    ordinary: list[str] = field(init=False)
    places: list[str] = field(init=False)
    makers: dict[str, Callable[[], str]] = field(init=False)

    def __post_init__(self) -> None:
        kinds = self.people.kinds.items()
        self.ordinary = sorted(key for key, bits in kinds if bits & Kind.DUTCH.bit and len(key) > 3)
        self.places = sorted(key.title() for key, bits in kinds if bits & Kind.PLACE.bit and not bits & NAME_BITS)
        self.makers = {
            "n": self.people.mention,
            "v": self.people.given,
            "vs": self.people.owner,
            "a": self.people.family,
            "an": self.people.initialled,
            "t": lambda: self.dice.choice(self.people.twofold).lower(),
            "T": lambda: self.dice.choice(self.people.twofold).title(),
            "o": lambda: self.dice.choice(self.ordinary),
            "O": lambda: self.dice.choice(self.ordinary).title(),
            "F": self._firm,
            "code": self._code,
            "klas": lambda: self.dice.choice(CLASSES),
            "datum": self._date,
            "uren": lambda: str(self.dice.randint(2, 9)),
            "getal": lambda: "".join(self.dice.choices(string.digits, k=self.dice.randint(6, 10))),
            "plaats": self._place,
        }

    def fill(self, template: str, *, person: bool) -> Lesson:
        """Write one sentence; the names of a template about no person are not marked."""
        pieces: list[str] = []
        spans: list[tuple[int, int]] = []
        length = 0
        for literal, slot, _, _ in string.Formatter().parse(template):
            pieces.append(literal)
            length += len(literal)
            if slot:
                piece = self.makers[slot]() if slot in self.makers else self.dice.choice(self.slots[slot])
                if person and slot in {"n", "v", "vs", "a", "an"}:
                    spans.append((length, length + len(piece)))
                pieces.append(piece)
                length += len(piece)
        return self._typed(Lesson("".join(pieces), tuple(spans)))

    def disturbed(self, template: str) -> str:
        """Misspell or replace some of a sentence's longer words: what the guard meets is not always in a list."""
        return LONG_WORD.sub(self._disturb, template)

    def _disturb(self, found: re.Match[str]) -> str:
        word, roll = found.group(), self.dice.random()
        if roll < MISSPELT:
            return misspelt(word, self.dice)
        if roll < TWICE_MISSPELT:
            return misspelt(misspelt(word, self.dice), self.dice)
        if roll < REPLACED:
            other = self.dice.choice(self.ordinary)
            return other.title() if word[0].isupper() else other
        return word

    def _place(self) -> str:
        listed = self.dice.random() < LISTED_PLACE_SHARE
        return self.dice.choice(self.places if listed else self.slots["plaats"])

    def _date(self) -> str:
        if self.dice.random() < 0.5:
            return f"{self.dice.randint(1, 28)} {self.dice.choice(self.slots['maand'])}"
        return f"0{self.dice.randint(1, 9)}-1{self.dice.randint(0, 2)}"

    def _firm(self) -> str:
        """Make up the name of an organisation: blended from words, or capitals."""
        if self.dice.random() < 0.25:
            return "".join(self.dice.choices(string.ascii_uppercase, k=self.dice.randint(2, 5)))
        one, other = self.dice.choices(self.ordinary, k=2)
        made = one[: self.dice.randint(2, 5)] + other[-self.dice.randint(2, 5) :]
        return self.dice.choice((made.title(), made.title(), made.title() + self.dice.choice(ENDINGS), made.upper()))

    def _code(self) -> str:
        number, letter = self.dice.randint(1, 399), self.dice.choice("HVLKMABhlv")
        kinds = (
            f"{letter}{number % 6 + 1}-{number:03d}",
            f"{2000 + number}",
            f"LL {number}",
            f"{letter}{number % 5 + 1}B-{number % 90:02d}",
        )
        return self.dice.choice(kinds)

    def _typed(self, lesson: Lesson) -> Lesson:
        """Give a sentence as people type it: small letters, capitals, accents left out, no full stop."""
        text, roll = lesson.text, self.dice.random()
        if roll < SMALL or (roll < SMALL_WITHOUT_NAME and not lesson.names):
            text = _letter_by_letter(text, str.lower)
        elif roll < SHOUTED:
            text = _letter_by_letter(text, str.upper)
        elif roll < CAPITAL and not (lesson.names and lesson.names[0][0] == 0):
            text = text[:1].upper() + text[1:]
        if self.dice.random() < 0.4:
            text = _letter_by_letter(text, _without_accents)
        named_last = lesson.names and lesson.names[-1][1] == len(text)
        if text[-1:] in ".?!" and self.dice.random() < 0.3 and not named_last:
            text = text[:-1]
        return Lesson(text, lesson.names)


def _letter_by_letter(text: str, change: Callable[[str], str]) -> str:
    """Change each letter that stays one letter, so that names stay where they are."""
    return "".join(changed if len(changed := change(letter)) == 1 else letter for letter in text)


def _without_accents(letter: str) -> str:
    plain = bare(letter)
    return letter if len(plain) != 1 else (plain.upper() if letter.isupper() else plain)
