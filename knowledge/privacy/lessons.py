"""Sentences to learn from: example questions, with and without a name put in, and filled templates."""

import random
import re
import tomllib
from collections.abc import Iterator

from knowledge.privacy.lists import DATA
from knowledge.privacy.people import People
from knowledge.privacy.writing import Lesson, Writer

LESSONS = DATA / "lessons.toml"
ROUNDS = 20
VARIANTS = 3
BESIDE_SHARE, DISTURBED_SHARE = 0.3, 0.3
BESIDE = (
    "{{n}}: {0}",
    "{0} Het gaat om {{n}}",
    "{0} {{n}}",
    "{0} Groet, {{v}}",
    "{{n}}, {{klas}}. {0}",
    "{0} ({{n}})",
    "vraag over {{n}}: {0}",
    "{0} Ze heet {{n}}.",
    "Hoi {{v}}, {0}",
    "{0} mvg {{v}}",
    "{{n}} vroeg: {0}",
    "{{vs}} {{fam}} vraagt: {0}",
    "{{n}} {{uren}} uur weg. {0}",
    "{0} Gaat over {{n}} en {{v}}",
)
ARTICLE = "[Ee]en|[Dd]e|[Hh]et|[Dd]eze|[Dd]ie|[Dd]at|[Mm]ijn|[Oo]nze|[Aa]n?|[Tt]he|[Mm]y|[Oo]ur|[Oo]ne"
NOUN = (
    "leerling|jongen|meisje|meid|puber|brugklasser|havist|kind|mentorleerling|zoon|dochter|scholier|leerlinge"
    "|pupil|student|boy|girl|child"
)
AFTER_HIM = r"(?=[.,?!]|$| (?:te|niet|en|om|in|op|is|wil|moet)\b)"
OPENINGS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b((?:{ARTICLE}) (?:\w+e )?(?:{NOUN}))\b",
        r"^(Leerling|Jongen|Meisje|Kind|Pupil)\b(?! van)",
        r"(?:^|[.!?] )(Hij|Zij|Ze|He|She)\b",
        r"\b(?:dat|nu|als|of|en|om) (hij|zij|ze)\b",
        rf"\b(?:met|van|bij|aan|tegen|voor|over|door) (hem|haar)\b{AFTER_HIM}",
        r"\b([A-Z]\w?\d[A-Z]?-\d+)\b",
    )
)
RELATED = "moeder|vader|ouders|mentor|oma|opa|broer|zus|thuis|verzuim|gedrag|mother|father|parents"
POSSESSIVE = re.compile(rf"\b(?:[Zz]ijn|[Hh]aar|[Hh]is|[Hh]er) (?=(?:{RELATED})\w*\b)")
RELATIVES = re.compile(r"\b(?:(?:[Dd]e|[Mm]ijn|[Zz]ijn|[Hh]aar) )?([Mm]oeder|[Vv]ader|[Oo]uders)\b(?! van)")


def lessons(kinds: dict[str, int], questions: list[str], seed: int) -> Iterator[Lesson]:
    """Write all sentences to learn from."""
    dice = random.Random(seed)  # noqa: S311 - sentences to learn from, no secret
    slots = read_slots()
    writer = Writer(People(kinds, slots["lastig"], dice), slots, dice)
    for text in questions:
        yield from _about(text, writer)
    templates = read_templates()
    for _ in range(ROUNDS):
        for template in templates["person"]:
            yield writer.fill(template, person=True)
        for template in templates["clean"]:
            disturbed = dice.random() < DISTURBED_SHARE
            yield writer.fill(writer.disturbed(template) if disturbed else template, person=False)


def read_templates() -> dict[str, list[str]]:
    """Read the templates about persons and about none."""
    content = tomllib.loads(LESSONS.read_text(encoding="utf-8"))
    return {"person": content["person"] + content["english_person"], "clean": content["clean"]}


def read_slots() -> dict[str, list[str]]:
    """Read what the slots can hold."""
    content: dict[str, dict[str, list[str]]] = tomllib.loads(LESSONS.read_text(encoding="utf-8"))
    return content["slots"]


def _about(text: str, writer: Writer) -> Iterator[Lesson]:
    """Write a question as it is, disturbed, about somebody, and about a code in the same place."""
    dice = writer.dice
    safe = text.replace("{", "(").replace("}", ")")
    yield Lesson(text)
    yield writer.fill(writer.disturbed(safe), person=False)
    for _ in range(VARIANTS):
        template = _with_a_name(safe, dice)
        if template:
            yield writer.fill(template, person=True)
    template = _with_a_name(safe, dice)
    if template and "{n}" in template:
        yield writer.fill(template.replace("{n}", "{code}"), person=False)
    if dice.random() < BESIDE_SHARE:
        yield writer.fill(dice.choice(BESIDE).format(safe), person=True)


def _with_a_name(text: str, dice: random.Random) -> str | None:
    """Turn a question about nobody into a template about somebody; None where no place for a name is found."""
    places = [(found.start(1), found.end(1), "{n}") for pattern in OPENINGS for found in pattern.finditer(text)]
    places += [(found.start(), found.end(), "{vs} ") for found in POSSESSIVE.finditer(text)]
    places += [(found.start(), found.end(), f"de {found[1].lower()} van {{n}}") for found in RELATIVES.finditer(text)]
    if not places:
        return None
    start, end, slot = dice.choice(places)
    return text[:start] + slot + text[end:]
