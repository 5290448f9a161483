"""Reads `data/`, checks everything, and either gives the knowledge or one error that lists every fault."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.crosscheck import crosscheck
from knowledge.faults import Fault, TableError
from knowledge.model import Abbreviation, Choice, Party, Responsibility, RouteStep, Source, Topic
from knowledge.questions import QuestionBook, read_questions
from knowledge.table_file import Entry, TableFile

DATA = Path(__file__).parent / "data"
PARTNERS = ("jongerenwerker", "osj", "swv", "wijkteam")


class UnknownEntryError(LookupError):
    """A table has no such entry (any more)."""


class Table(dict[str, Entry]):
    """Entries by id, in the order of the file; asking for one that is not there is an UnknownEntryError."""

    def __missing__(self, entry_id: str) -> Entry:
        """Refuse an id that is not in the table."""
        raise UnknownEntryError(entry_id)


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """Everything that is true, each table by id in the order of its file."""

    sources: Mapping[str, Source]
    parties: Mapping[str, Party]
    abbreviations: Mapping[str, Abbreviation]
    topics: Mapping[str, Topic]
    responsibility: Mapping[str, Responsibility]
    route: Mapping[str, RouteStep]
    choices: tuple[Choice, ...]

    def blocks(self) -> tuple[str, ...]:
        """Give the Dutch names of the table's blocks in the order of the source."""
        return tuple(dict.fromkeys(row.blok.nl for row in self.responsibility.values()))

    def block(self, number: int) -> str:
        """Give the name of a block by its place in `blocks`; raises UnknownEntryError."""
        blocks = self.blocks()
        if not 0 <= number < len(blocks):
            raise UnknownEntryError(number)
        return blocks[number]

    def rows_of(self, block: str) -> tuple[Responsibility, ...]:
        """Give the rows of one block, named as in `blocks`, in the order of the source."""
        return tuple(row for row in self.responsibility.values() if row.blok.nl == block)

    def team(self) -> tuple[Party, ...]:
        """Give who is who on the route map: the core of the AOJ-team first, then the partners named with it."""
        core = [party for party in self.parties.values() if party.in_team]
        partners = [self.parties[party_id] for party_id in PARTNERS if party_id in self.parties]
        return (*core, *partners)

    def choice_between(self, topic_ids: Sequence[str]) -> Choice | None:
        """Give the one condition by which the two likeliest topics differ, the choice that holds most of the others."""
        fitting = [choice for choice in self.choices if set(topic_ids[:2]) <= choice.buttons.keys()]
        return max(fitting, key=lambda choice: len(choice.buttons.keys() & set(topic_ids)), default=None)

    def step_before(self, step_id: str) -> RouteStep | None:
        """Give the step on the route map that leads to this one, the first if there are several."""
        return next((step for step in self.route.values() if step_id in step.next), None)


@cache
def knowledge() -> Knowledge:
    """Give the knowledge that ships with the product; raises TableError when it is wrong."""
    return load(DATA)


def load(folder: Path, *, with_questions: bool = False) -> Knowledge:
    """Read and check the tables in `folder`; raises TableError with every fault.

    The example questions are read and checked only when asked: the running bot needs just the model learnt from them.
    """
    faults: list[Fault] = []
    loaded = Knowledge(
        sources=_table(folder / "sources.toml", "source", Source, faults),
        parties=_table(folder / "parties.toml", "party", Party, faults),
        abbreviations=_table(folder / "abbreviations.toml", "abbreviation", Abbreviation, faults),
        topics=_topics(folder / "topics", faults),
        responsibility=_table(folder / "responsibility.toml", "row", Responsibility, faults),
        route=_table(folder / "routemap.toml", "step", RouteStep, faults),
        choices=tuple(_table(folder / "choices.toml", "choice", Choice, faults).values()),
    )
    questions: QuestionBook | None = read_questions(folder / "questions", faults) if with_questions else None
    faults.extend(crosscheck(loaded, questions, tuple(faults)))
    if faults:
        raise TableError(faults)
    return loaded


def _topics(folder: Path, faults: list[Fault]) -> Mapping[str, Topic]:
    topics: dict[str, Topic] = {}
    files = sorted(folder.glob("*.toml"))
    if not files:
        faults.append(Fault("topics", "", "the folder holds no table"))
    for file in files:
        for topic_id, topic in _table(file, "topic", Topic, faults).items():
            name = f"topics/{file.name}"
            if topic_id.partition(".")[0] != file.stem:
                faults.append(Fault(name, topic_id, f"belongs in topics/{topic_id.partition('.')[0]}.toml"))
            if topic_id in topics:
                faults.append(Fault(name, topic_id, "id used twice"))
            topics[topic_id] = topic
    return Table(topics)


def _table(file: Path, key: str, kind: type[Entry], faults: list[Fault]) -> Mapping[str, Entry]:
    name = file.name if file.parent.name != "topics" else f"topics/{file.name}"
    try:
        read = TableFile(file, (key,), name=name)
    except TableError as error:
        faults.extend(error.faults)
        return Table()
    table = read.by_id(key, kind)
    faults.extend(read.faults)
    return Table(table)
