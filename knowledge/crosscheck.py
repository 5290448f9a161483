"""What one table promises about another: every name that is used exists, every topic has somebody who handles it."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from knowledge.faults import Fault
from knowledge.model import Citation, Topic
from knowledge.questions import CALM, OUTSIDE, QuestionBook

if TYPE_CHECKING:
    from knowledge.tables import Knowledge

ROUTE_START = "start"
ROUTE_FILE, CHOICES_FILE = "routemap.toml", "choices.toml"


class Told:
    """What is known to be wrong: an entry or a file that could not be read is not called unknown on top of that."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self._places = {(fault.file, fault.entry) for fault in faults}

    def lacks(self, table: Container[str], file: str, name: str) -> bool:
        """Tell whether a name is missing from a table that stands in `file`, and nothing has said so yet."""
        return name not in table and self._places.isdisjoint({(file, name), (file, ""), (file.partition("/")[0], "")})

    def any_in(self, file: str) -> bool:
        """Tell whether something in a file is wrong."""
        return any(place == file for place, _ in self._places)


def crosscheck(known: "Knowledge", questions: QuestionBook | None, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Give every fault that shows only when the tables are laid beside each other.

    `faults` are those found while reading: names in what could not be read are then not called unknown.
    """
    told = Told(faults)
    for check in (_topics, _rows, _route, _choices, _parties):
        yield from check(known, told)
    for check_alone in (_overlaps, _sources):
        yield from check_alone(known)
    if questions is not None:
        yield from _questions(known, questions, told)


def file_of(topic_id: str) -> str:
    """Name the file, from `data/` on, in which a topic stands."""
    return f"topics/{topic_id.partition('.')[0]}.toml"


def _topics(known: "Knowledge", told: Told) -> Iterator[Fault]:
    for topic in known.topics.values():
        where = file_of(topic.id), topic.id
        yield from _unknown_sources(known, told, topic.citations, where)
        for party in _named_parties(topic):
            if told.lacks(known.parties, "parties.toml", party):
                yield Fault(*where, f"unknown party {party!r}: nobody handles this")


def _named_parties(topic: Topic) -> Iterator[str]:
    yield from topic.who
    yield topic.check_with
    if topic.condition:
        for option in topic.condition.options:
            yield from option.who


def _overlaps(known: "Knowledge") -> Iterator[Fault]:
    """Two topics that a reader cannot tell apart."""
    looks: Mapping[str, Callable[[Topic], str]] = {
        "title in Dutch": lambda topic: topic.title.nl,
        "title in English": lambda topic: topic.title.en,
        "button in Dutch": lambda topic: topic.button.nl,
        "button in English": lambda topic: topic.button.en,
    }
    for what, look in looks.items():
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for topic in known.topics.values():
            alike[look(topic).casefold()].append(topic.id)
        for ids in alike.values():
            for topic_id in ids[1:]:
                yield Fault(file_of(topic_id), topic_id, f"overlaps {ids[0]}: the same {what}")


def _rows(known: "Knowledge", told: Told) -> Iterator[Fault]:
    name = "responsibility.toml"
    groups = {row_id.partition(".")[0] for row_id in known.responsibility}
    for row in known.responsibility.values():
        topic = known.topics.get(row.id)
        if told.lacks(known.topics, file_of(row.id), row.id):
            yield Fault(name, row.id, "has no topic that tells it")
        elif topic and topic.certainty != row.zekerheid:
            yield Fault(
                file_of(row.id),
                row.id,
                f"certainty {topic.certainty} differs from {row.zekerheid} in {name}",
            )
    for topic_id in known.topics:
        if topic_id.partition(".")[0] in groups and told.lacks(known.responsibility, name, topic_id):
            yield Fault(file_of(topic_id), topic_id, "stands in a block of the table but has no row in it")


def _route(known: "Knowledge", told: Told) -> Iterator[Fault]:
    for step in known.route.values():
        where = ROUTE_FILE, step.id
        yield from _unknown_sources(known, told, step.citations, where)
        for after in step.next:
            if told.lacks(known.route, ROUTE_FILE, after):
                yield Fault(*where, f"unknown step {after!r}")
        for who in step.who:
            if told.lacks(known.parties, "parties.toml", who):
                yield Fault(*where, f"unknown party {who!r}")
        if step.topic and told.lacks(known.topics, file_of(step.topic), step.topic):
            yield Fault(*where, f"unknown topic {step.topic!r}")
    # A step that could not be read leads nowhere: what lies behind it would wrongly seem lost.
    if not told.any_in(ROUTE_FILE):
        if ROUTE_START not in known.route:
            yield Fault(ROUTE_FILE, ROUTE_START, "the walk has no start")
        yield from (Fault(ROUTE_FILE, lost, "cannot be reached from the start") for lost in _unreachable(known))


def _unreachable(known: "Knowledge") -> list[str]:
    reached, ahead = set(), [ROUTE_START]
    while ahead:
        step = ahead.pop()
        if step not in reached and step in known.route:
            reached.add(step)
            ahead.extend(known.route[step].next)
    return [step for step in known.route if step not in reached] if reached else []


def _choices(known: "Knowledge", told: Told) -> Iterator[Fault]:
    before: dict[frozenset[str], str] = {}
    for choice in known.choices:
        topics = frozenset(choice.buttons)
        entry = choice.question.nl
        for topic in sorted(topics):
            if told.lacks(known.topics, file_of(topic), topic):
                yield Fault(CHOICES_FILE, entry, f"unknown topic {topic!r}")
        if topics in before:
            yield Fault(CHOICES_FILE, entry, f"overlaps «{before[topics]}»: tells the same topics apart")
        for language in ("nl", "en"):
            if len({button.to(language).casefold() for button in choice.buttons.values()}) < len(topics):
                yield Fault(CHOICES_FILE, entry, f"two sides with the same button ({language})")
        before[topics] = entry


def _parties(known: "Knowledge", told: Told) -> Iterator[Fault]:
    for party in known.parties.values():
        yield from _unknown_sources(known, told, party.citations, ("parties.toml", party.id))


def _sources(known: "Knowledge") -> Iterator[Fault]:
    for source in known.sources.values():
        if source.checked_on < source.valid_from:
            yield Fault("sources.toml", source.id, "checked_on lies before valid_from")


def _questions(known: "Knowledge", questions: QuestionBook, told: Told) -> Iterator[Fault]:
    asked = questions.labels()
    for label in sorted(asked - {OUTSIDE, CALM} | questions.second_answers()):
        if told.lacks(known.topics, file_of(label), label):
            yield Fault(questions.files[label], label, "unknown topic")
    for topic_id in known.topics:
        if told.lacks(asked, file_of(topic_id).replace("topics/", "questions/"), topic_id):
            yield Fault(file_of(topic_id), topic_id, "has no example questions: nobody would find it")


def _unknown_sources(
    known: "Knowledge", told: Told, citations: Iterable[Citation], where: tuple[str, str]
) -> Iterator[Fault]:
    for citation in citations:
        if told.lacks(known.sources, "sources.toml", citation.source):
            yield Fault(*where, f"unknown source {citation.source!r}")
