"""Sentences to learn from: example questions, with and without a name put in, and filled templates."""

import random
import re
import string
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.privacy.lists import DATA, OWN_NAMES, WORD_BITS, Kind
from knowledge.privacy.spelling import bare

LESSONS = DATA / "lessons.toml"
PARTICLES = ("van", "de", "van de", "van der", "van den", "vd", "v.d.", "ter", "ten", "te", "den", "in 't", "van 't", "el", "al", "ait", "ben", "op de")
CLASSES = ("2B", "H4", "3HV2", "4 havo", "1C", "h4b", "2 vmbo", "3 vwo", "V5", "klas 2", "de brugklas", "2HV1", "3 kader", "4TL", "5V", "class 3B")
NOUNS = "leerling|jongen|meisje|meid|puber|brugklasser|havist|kind|mentorleerling|zoon|dochter|scholier|pupil|student|boy|girl|child|leerlinge"
OPENINGS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b((?:[Ee]en|[Dd]e|[Hh]et|[Dd]eze|[Dd]ie|[Dd]at|[Mm]ijn|[Oo]nze|[Aa]n?|[Tt]he|[Mm]y|[Oo]ur|[Oo]ne) (?:\w+e )?(?:{NOUNS}))\b",
        r"^(Leerling|Jongen|Meisje|Kind|Pupil)\b(?! van)",
        r"(?:^|[.!?] )(Hij|Zij|Ze|He|She)\b",
        r"\b(?:dat|nu|als|of|en|om) (hij|zij|ze)\b",
        r"\b(?:met|van|bij|aan|tegen|voor|over|door) (hem|haar)\b(?=[.,?!]|$| (?:te|niet|en|om|in|op|is|wil|moet)\b)",
        r"\b([A-Z]\w?\d[A-Z]?-\d+)\b",
    )
)
POSSESSIVE = re.compile(r"\b(?:[Zz]ijn|[Hh]aar|[Hh]is|[Hh]er) (?=(?:moeder|vader|ouders|mentor|oma|opa|broer|zus|thuis|verzuim|gedrag|mother|father|parents)\w*\b)")
RELATIVES = re.compile(r"\b(?:(?:[Dd]e|[Mm]ijn|[Zz]ijn|[Hh]aar) )?([Mm]oeder|[Vv]ader|[Oo]uders)\b(?! van)")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence, where the names in it stand, and the fold it belongs to."""

    text: str
    names: tuple[tuple[int, int], ...] = ()
    fold: int = 0


@dataclass(slots=True)
class Names:
    """Draws names as they are typed: from everywhere, in full or not, with or without their accents and capitals."""

    kinds: dict[str, int]
    dice: random.Random
    first: dict[str, list[str]] = field(init=False)
    last: dict[str, list[str]] = field(init=False)
    rare: list[str] = field(init=False)
    rare_last: list[str] = field(init=False)
    twofold: list[str] = field(init=False)
    ordinary: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the names we know."""
        own = tomllib.loads(OWN_NAMES.read_text(encoding="utf-8"))
        self.first = {origin: names.split() for origin, names in own["first"].items()}
        self.last = {origin: names.split() for origin, names in own["last"].items()}
        self.rare = sorted(key.title() for key, bits in self.kinds.items() if bits & (Kind.RARE_FIRST.bit | Kind.FIRST.bit) and not bits & WORD_BITS and len(key) > 2)
        self.rare_last = sorted(key.title() for key, bits in self.kinds.items() if bits & Kind.LAST.bit and not bits & WORD_BITS and len(key) > 2)
        mine = sorted({name for names in self.first.values() for name in names})
        self.ordinary = sorted(key for key, bits in self.kinds.items() if bits & Kind.DUTCH.bit and len(key) > 3)
        self.twofold = [name for name in mine if self.kinds.get(bare(name), 0) & WORD_BITS and len(name) > 2]

    def given(self) -> str:
        """Draw a first name."""
        roll = self.dice.random()
        if roll < 0.18:
            return self.dice.choice(self.twofold)
        if roll < 0.34:
            name = self.dice.choice(self.rare)
        else:
            name = self.dice.choice(self.first[self.dice.choice(("dutch", "dutch", "dutch", *self.first))])
        if self.dice.random() < 0.08 and len(name) > 3:
            name = misspelt(name, self.dice)
        return name + ("-" + self.dice.choice(self.first["dutch"]) if self.dice.random() < 0.015 else "")

    def family(self) -> str:
        """Draw a surname with what stands before it."""
        roll = self.dice.random()
        name = self.dice.choice(self.rare_last) if roll < 0.25 else self.dice.choice(self.last[self.dice.choice(tuple(self.last))])
        if self.dice.random() < 0.3:
            name = f"{self.dice.choice(PARTICLES)} {name}"
        return name + (f"-{self.dice.choice(self.last['dutch'])}" if self.dice.random() < 0.03 else "")

    def initialled(self) -> str:
        """Draw initials with a surname, or a full name."""
        if self.dice.random() < 0.25:
            return f"{self.given()} {self.family()}"
        letters = self.dice.choices(string.ascii_uppercase, k=self.dice.choice((1, 1, 2, 3)))
        return f"{self.dice.choice(('', ' ')).join(f'{letter}.' for letter in letters)} {self.family()}"

    def mention(self) -> str:
        """Draw what somebody is called in a message."""
        roll = self.dice.random()
        if roll < 0.66:
            return self.given()
        if roll < 0.9:
            return f"{self.given()} {self.family()}"
        return self.initialled() if roll < 0.96 else self.family()

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


@dataclass(slots=True)
class Writer:
    """Fills slots and keeps where the names came."""

    names: Names
    slots: dict[str, list[str]]
    dice: random.Random

    def fill(self, template: str, *, person: bool, fold: int = 0) -> Lesson:
        """Write one sentence; the names of a template about no person are not marked."""
        pieces: list[str] = []
        spans: list[tuple[int, int]] = []
        length = 0
        for literal, slot, _, _ in string.Formatter().parse(template):
            for piece, named in ((literal, False), *(((*self._slot(slot),),) if slot else ())):
                if named and person:
                    spans.append((length, length + len(piece)))
                pieces.append(piece)
                length += len(piece)
        return self.typed(Lesson("".join(pieces), tuple(spans), fold))

    def _slot(self, slot: str) -> tuple[str, bool]:
        match slot:
            case "n":
                return self.names.mention(), True
            case "v":
                return self.names.given(), True
            case "vs":
                return self.names.owner(), True
            case "a":
                return self.names.family(), True
            case "an":
                return self.names.initialled(), True
            case "code":
                return self.code(), False
            case "t" | "T":
                word = self.dice.choice(self.names.twofold).lower()
                return (word.title() if slot == "T" else word), False
            case "o" | "O":
                word = self.dice.choice(self.names.ordinary)
                return (word.title() if slot == "O" else word), False
            case "klas":
                return self.dice.choice(CLASSES), False
            case "datum":
                return self.dice.choice((f"{self.dice.randint(1, 28)} {self.dice.choice(self.slots['maand'])}", f"0{self.dice.randint(1, 9)}-1{self.dice.randint(0, 2)}")), False
            case "uren":
                return str(self.dice.randint(2, 9)), False
            case _:
                return self.dice.choice(self.slots[slot]), False

    def code(self) -> str:
        """Draw a pupil code."""
        number = self.dice.randint(1, 399)
        kind = self.dice.randrange(5)
        letter = self.dice.choice("HVLKMAB")
        return (f"{letter}{number % 6 + 1}-{number:03d}", f"{2000 + number}", f"LL {number}", f"{letter}{number % 5 + 1}B-{number % 90:02d}", f"{self.dice.choice('hlv')}{number % 6 + 1}-{number:03d}")[kind]

    def typed(self, lesson: Lesson) -> Lesson:
        """Give a sentence as people type it: small letters, capitals, accents left out, no full stop."""
        text, roll = lesson.text, self.dice.random()
        if roll < 0.3 or (roll < 0.38 and not lesson.names):
            text = _same_length(text, str.lower)
        elif roll < 0.41:
            text = _same_length(text, str.upper)
        elif roll < 0.6 and not (lesson.names and lesson.names[0][0] == 0):
            text = text[:1].upper() + text[1:]
        if self.dice.random() < 0.4:
            text = _same_length(text, _without_accents)
        if text[-1:] in ".?!" and self.dice.random() < 0.3 and not (lesson.names and lesson.names[-1][1] == len(text)):
            text = text[:-1]
        return Lesson(text, lesson.names, lesson.fold)


def _same_length(text: str, change) -> str:  # type: ignore[no-untyped-def]
    return "".join(changed if len(changed := change(letter)) == 1 else letter for letter in text)


def _without_accents(letter: str) -> str:
    plain = bare(letter)
    return letter if len(plain) != 1 else (plain.upper() if letter.isupper() else plain)


def with_a_name(text: str, dice: random.Random) -> str | None:
    """Turn a question about nobody into a template about somebody, or give None where no place for a name is found."""
    safe = text.replace("{", "(").replace("}", ")")
    places = [(found.start(1), found.end(1), "{n}") for pattern in OPENINGS for found in pattern.finditer(safe)]
    places += [(found.start(), found.end(), "{vs} ") for found in POSSESSIVE.finditer(safe)]
    places += [(found.start(), found.end(), f"de {found[1].lower()} van {{n}}") for found in RELATIVES.finditer(safe)]
    if not places:
        return None
    start, end, slot = dice.choice(places)
    return safe[:start] + slot + safe[end:]


def read_templates() -> dict[str, list[str]]:
    """Read the templates about persons and about none."""
    content = tomllib.loads(LESSONS.read_text(encoding="utf-8"))
    return {"person": content["person"] + content["english_person"], "clean": content["clean"]}


def lessons(kinds: dict[str, int], questions: list[tuple[str, int]], seed: int, *, rounds: int = 24) -> Iterator[Lesson]:
    """Write all sentences to learn from; `questions` are example questions with the fold of each, templates get fold -1."""
    dice = random.Random(seed)  # noqa: S311 - sentences to learn from, no secret
    slots = tomllib.loads(LESSONS.read_text(encoding="utf-8"))["slots"]
    writer = Writer(Names(kinds, dice), slots, dice)
    for text, fold in questions:
        safe = text.replace("{", "(").replace("}", ")")
        yield Lesson(text, (), fold)
        yield writer.fill(_disturbed(safe, writer.names.ordinary, dice), person=False, fold=fold)
        for _ in range(2):
            template = with_a_name(text, dice)
            if template:
                yield writer.fill(template, person=True, fold=fold)
    templates = read_templates()
    for _ in range(rounds):
        for template in templates["person"]:
            yield writer.fill(template, person=True, fold=-1)
        for template in templates["clean"]:
            yield writer.fill(_disturbed(template, writer.names.ordinary, dice) if dice.random() < 0.3 else template, person=False, fold=-1)


def _disturbed(template: str, ordinary: list[str], dice: random.Random) -> str:
    """Misspell or replace some of a sentence's longer words."""

    def change(found: re.Match[str]) -> str:
        word, roll = found.group(), dice.random()
        if roll < 0.05:
            return misspelt(word, dice)
        if roll < 0.07:
            return misspelt(misspelt(word, dice), dice)
        if roll < 0.12:
            other = dice.choice(ordinary)
            return other.title() if word[0].isupper() else other
        return word

    return re.sub(r"(?<![{\w])[^\W\d_]{4,}(?![}\w])", change, template)
