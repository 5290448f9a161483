"""Careless messages: what people at school type, share and pass on without thinking, with the pupil's name in it.

Every person, number and address is made up. Two names in three come from the lists the guard was built on, as most
pupils have a name that many have; the third is put together from syllables, so that no list can hold it.
"""

import random
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.i18n import LOCALES
from bot.render import TEMPLATES
from knowledge.privacy import identifies
from knowledge.privacy.lists import read_own_names
from knowledge.privacy.numbers import passes_eleven

ROOT = Path(__file__).parent.parent
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SHORTEST = 3
INVENTED = 1 / 3
FIRST = (
    ("Ja", "Mi", "Ke", "Sha", "Du", "Ye", "Lo", "Fa", "Ti", "Ro", "Ay", "Be", "Ni", "Zo", "Ka", "Wi"),
    ("ri", "na", "lo", "vi", "ra", "mo", "sha", "zy", "me", "du", "li", "ka", "te", "ya"),
    ("n", "s", "l", "h", "nne", "que", "no", "ra", "m", "ka"),
)
LAST = (
    ("Ver", "Ach", "Oost", "Kra", "Ben", "Yil", "Zwa", "Hon", "Dra", "Mul", "Sti", "Kow", "Pet", "Bou", "Okt"),
    ("ter", "ma", "len", "ka", "zi", "hu", "der", "ro", "ba", "sen"),
    ("berg", "hoek", "stra", "mans", "oui", "oglu", "wicz", "enko", "veld", "huis", "ali", "dijk"),
)
PARTICLES = ("", "", "", "van ", "van der ", "de ", "el ", "van den ")
STREETS = ("Kerkstraat", "Leusderweg", "Zonnehof", "Laan van de Vrede", "Koppelstraat", "Berkenpad", "Dorpsplein")
TEXTS = (
    "{n} is sinds maandag ziek, wat moet ik nu doen?",
    "wie betaalt een laptop bij dyslexie voor {n}?",
    "{n} komt al twee weken niet op school",
    "{n} {l} zit al een maand thuis, valt dit onder de Jeugdwet?",
    "Ik maak me zorgen om {n} uit 3HV2.",
    "kan de jeugdarts {n} oproepen? hij was 4x ziek",
    "de moeder van {n} belde, haar nummer is {tel}",
    "Ouders van {n} {l}, {tel}, willen een gesprek",
    "bel {n} even op {tel}",
    "{n} spijbelt en heeft 18 uur ongeoorloofd",
    "is {n} aangemeld bij leerplicht?",
    "hoi, {n} van 2B heeft hulp nodig bij rekenen wie doet dat?",
    "{n}s moeder wil geen toestemming geven",
    "wat doe ik als {n} weer niet komt opdagen?",
    "{n} {l} (geb. {geb}) heeft een ontheffing nodig",
    "geboren {geb}, leerling {n} {l}, BSN {bsn}",
    "bsn van {n}: {bsn}",
    "{n} woont op {adres} in {plaats}",
    "adres: {adres}, {pc} {plaats}",
    "mail {n} op {mail}",
    "vader is te bereiken via {mail}",
    "leerlingnummer {nr}, wie is de brugfunctionaris?",
    "llnr {nr} {n} is gestopt met school",
    "rekening van de ouders {iban} voor de schoolkosten",
    "insta van {n}: {acc}",
    "snap @{acc} dreigt iemand in de klas",
    "{n} en {n} hebben gevochten, wat nu?",
    "vandaag gesproken met {n}: wil niet meer naar school",
    "mag ik {n} doorverwijzen naar jeugdhulp",
    "zorgen over thuissituatie {n} {l}",
    "{n} ziek",
    "{n} is weer beter",
    "gesprek met dhr. {l} over zijn dochter, wie sluit aan?",
    "mevrouw {l} vraagt om een dyslexieonderzoek",
    "fam. {l} heeft geen internet thuis",
    "what can I do for {n}? She has been absent for weeks",
    "{n} {l} is often ill, who do I call?",
    "does {n} need a referral for youth care",
    "wie doet er iets aan de rugzak van {n}? groet {n}",
    "Kun jij {n} bellen? Zijn mentor is er niet.",
    "Betreft {n} {l} 4H2: 45% aanwezig",
    "aanmelding jeugdhulp {n} {l}, {geb}, {adres}",
    "{n} heeft een mes bij zich",
    "{n} wil niet meer leven, wat moet ik doen",
    "begeleider op school nodig voor {n} (autisme)",
    "overleg over {n} verzetten naar donderdag?",
    "de broer van {n} zit ook bij ons",
    "ik heb {n} net gesproken",
    "{n}, {n} en {n} waren gisteren te laat",
    "hoe meld ik {n} bij het verzuimloket",
    "tel moeder {tel} tel vader {tel}",
    "/signaal {n} ziek sinds vrijdag",
    "/signaal {code} {n} 3 uur ongeoorloofd",
    "{code} ziek sinds gisteren, dat is {n}",
    "{code} = {n} {l}",
    "{code} ziek sinds gisteren",
    "zorgen over {code}",
    "wie doet er iets met {code}?",
)
FILES = ("Verslag {n} {l}.docx", "ziektebriefje_{n}.pdf", "OPP {n}.pdf", "foto {n}.jpg")
WAYS = {
    "text": 68,
    "edited": 6,
    "forwarded": 6,
    "photo": 4,
    "document": 3,
    "voice": 1,
    "contact": 2,
    "location": 1,
    "inline": 3,
    "to_the_bot_in_a_group": 3,
    "among_colleagues": 3,
}


@dataclass(frozen=True, slots=True)
class Careless:
    """One message: how it was sent, its words, whose name it carries beside them, and what must be found nowhere."""

    way: str
    text: str
    beside: str
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def secrets(self) -> tuple[str, ...]:
        """Give what must be found nowhere."""
        return (*self.names, *self.numbers, *self.codes)

    def missed(self) -> set[str]:
        """Give what the guard leaves standing in the words, where it is the words that are kept."""
        if self.way in {"photo", "document", "voice", "contact", "location", "among_colleagues"}:
            return set()
        left = identifies(self.text).redacted
        return {secret for secret in (*self.names, *self.numbers) if holds(left, secret)}


def holds(text: str, secret: str) -> bool:
    """Tell whether a text holds a secret as a word, in any case."""
    return re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text, re.IGNORECASE) is not None


class People:
    """Draws careless messages."""

    def __init__(self, seed: int = 6) -> None:
        self.dice = random.Random(seed)
        ours = own_words()
        lists: dict[str, list[str]] = {"first": [], "last": []}
        for kind, names in read_own_names():
            fit = [name for name in names if len(name) >= SHORTEST and not ours & set(WORD.findall(name.casefold()))]
            lists[kind.name.lower()] += fit
        self.first, self.last = sorted(set(lists["first"])), sorted(set(lists["last"]))
        self._found: tuple[list[str], list[str], list[str]] = ([], [], [])

    def messages(self, count: int) -> Iterator[Careless]:
        """Give so many messages."""
        for way in self.dice.choices(tuple(WAYS), tuple(WAYS.values()), k=count):
            self._found = ([], [], [])
            text = self._filled(self.dice.choice(TEXTS))
            beside = self._filled(self.dice.choice(FILES)) if way in {"document", "photo"} else self._name()
            yield Careless(way, self._typed(text), beside, *(tuple(found) for found in self._found))

    def _filled(self, template: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda slot: self._slot(slot[1]), template)

    def _slot(self, name: str) -> str:
        _, numbers, codes = self._found
        if name in {"n", "l"}:
            return self._name() if name == "n" else self._surname()
        made = str(getattr(self, f"_{name}")())
        if name != "plaats":
            (codes if name == "code" else numbers).append(made)
        return made

    def _name(self) -> str:
        drawn = self._made(FIRST) if self.dice.random() < INVENTED else self.dice.choice(self.first)
        self._found[0].append(drawn)
        return drawn

    def _surname(self) -> str:
        drawn = self._made(LAST) if self.dice.random() < INVENTED else self.dice.choice(self.last)
        self._found[0].append(drawn)
        return self.dice.choice(PARTICLES) + drawn

    def _typed(self, text: str) -> str:
        """Give a text as it is typed in a hurry: often without capitals, sometimes without the full stop."""
        return text.lower() if self.dice.random() < 0.35 else text.rstrip(".?")

    def _made(self, parts: tuple[tuple[str, ...], ...]) -> str:
        return "".join(self.dice.choice(part) for part in parts)

    def _digits(self, count: int) -> str:
        return "".join(self.dice.choices(string.digits, k=count))

    def _tel(self) -> str:
        number = self._digits(8)
        return self.dice.choice((f"06{number}", f"06-{number}", f"06 {number[:4]} {number[4:]}", f"+316{number}"))

    def _geb(self) -> str:
        day, month, year = self.dice.randint(1, 28), self.dice.randint(1, 12), self.dice.randint(2008, 2014)
        return self.dice.choice((f"{day}-{month}-{year}", f"{day:02}/{month:02}/{year}"))

    def _bsn(self) -> str:
        while not passes_eleven(number := "9" + self._digits(8)):
            pass
        return number

    def _adres(self) -> str:
        return f"{self.dice.choice(STREETS)} {self.dice.randint(2, 199)}"

    def _plaats(self) -> str:
        return self.dice.choice(("Amersfoort", "Leusden", "Soest", "Baarn"))

    def _pc(self) -> str:
        return f"38{self._digits(2)} {''.join(self.dice.choices('BCDGHKLPRTVX', k=2))}"

    def _mail(self) -> str:
        return (
            f"{self._made(FIRST).lower()}{self._digits(3)}@{self.dice.choice(('gmail.com', 'hotmail.nl', 'ziggo.nl'))}"
        )

    def _nr(self) -> str:
        return self._digits(6)

    def _iban(self) -> str:
        bank, account = "INGB", self._digits(10)
        rest = int("".join(str(int(one, 36)) for one in f"{bank}{account}NL00"))
        return f"NL{98 - rest % 97:02}{bank}{account}"

    def _acc(self) -> str:
        return f"{self._made(FIRST).lower()}_{self._digits(3)}"

    def _code(self) -> str:
        return f"{self.dice.choice('LMPQ')}{self.dice.randint(1, 6)}-{self._digits(3)}"


def own_words() -> set[str]:
    """Give the words of our own texts, in which a pupil's name could not be told from them."""
    files = [
        Path(__file__),
        *TEMPLATES.glob("*"),
        *LOCALES.rglob("*.po"),
        *(ROOT / "bot").rglob("*.toml"),
        *(ROOT / "knowledge").rglob("*.toml"),
    ]
    mine = [file for file in files if file.parent.name != "privacy"]
    return {word.casefold() for file in mine for word in WORD.findall(file.read_text(encoding="utf-8"))}
