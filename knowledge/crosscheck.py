"""What one table promises about another: every name that is used exists, every topic has somebody who handles it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from knowledge.faults import Fault
from knowledge.model import Citation, Topic
from knowledge.questions import CALM, OUTSIDE, QuestionBook

if TYPE_CHECKING:
    from knowledge.tables import Knowledge

ROUTE_START = "start"


def crosscheck(known: "Knowledge", questions: QuestionBook | None) -> Iterator[Fault]:
    """Give every fault that shows only when the tables are laid beside each other.

    A table that could not be read at all is a fault already: names in it are then not called unknown.
    """
    for check in (_topics, _overlaps, _rows, _route, _parties, _sources):
        yield from check(known)
    if questions is not None:
        yield from _questions(known, questions)


def file_of(topic_id: str) -> str:
    """Name the file, from `data/` on, in which a topic stands."""
    return f"topics/{topic_id.partition('.')[0]}.toml"


def _topics(known: "Knowledge") -> Iterator[Fault]:
    for topic in known.topics.values():
        where = file_of(topic.id), topic.id
        yield from _unknown_sources(known, topic.citations, *where)
        for party in _named_parties(topic):
            if known.parties and party not in known.parties:
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


def _rows(known: "Knowledge") -> Iterator[Fault]:
    groups = {row_id.partition(".")[0] for row_id in known.responsibility}
    for row in known.responsibility.values():
        topic = known.topics.get(row.id)
        if topic is None:
            yield Fault("responsibility.toml", row.id, "has no topic that tells it")
        elif topic.certainty != row.zekerheid:
            yield Fault(
                file_of(row.id),
                row.id,
                f"certainty {topic.certainty} differs from {row.zekerheid} in responsibility.toml",
            )
    for topic_id in known.topics:
        if topic_id.partition(".")[0] in groups and topic_id not in known.responsibility:
            yield Fault(file_of(topic_id), topic_id, "stands in a block of the table but has no row in it")


def _route(known: "Knowledge") -> Iterator[Fault]:
    name = "routemap.toml"
    for step in known.route.values():
        yield from _unknown_sources(known, step.citations, name, step.id)
        yield from (Fault(name, step.id, f"unknown step {after!r}") for after in step.next if after not in known.route)
        yield from (Fault(name, step.id, f"unknown party {who!r}") for who in step.who if who not in known.parties)
        if step.topic and step.topic not in known.topics:
            yield Fault(name, step.id, f"unknown topic {step.topic!r}")
    if known.route:
        if ROUTE_START not in known.route:
            yield Fault(name, ROUTE_START, "the walk has no start")
        yield from (Fault(name, lost, "cannot be reached from the start") for lost in _unreachable(known))


def _unreachable(known: "Knowledge") -> list[str]:
    reached, ahead = set(), [ROUTE_START]
    while ahead:
        step = ahead.pop()
        if step not in reached and step in known.route:
            reached.add(step)
            ahead.extend(known.route[step].next)
    return [step for step in known.route if step not in reached] if reached else []


def _parties(known: "Knowledge") -> Iterator[Fault]:
    for party in known.parties.values():
        yield from _unknown_sources(known, party.citations, "parties.toml", party.id)


def _sources(known: "Knowledge") -> Iterator[Fault]:
    for source in known.sources.values():
        if source.checked_on < source.valid_from:
            yield Fault("sources.toml", source.id, "checked_on lies before valid_from")


def _questions(known: "Knowledge", questions: QuestionBook) -> Iterator[Fault]:
    asked = questions.labels()
    for label in sorted(asked - set(known.topics) - {OUTSIDE, CALM}):
        yield Fault(questions.files[label], label, "unknown topic")
    for topic_id in known.topics:
        if topic_id not in asked:
            yield Fault(file_of(topic_id), topic_id, "has no example questions: nobody would find it")


def _unknown_sources(known: "Knowledge", citations: tuple[Citation, ...], file: str, entry: str) -> Iterator[Fault]:
    for citation in citations:
        if known.sources and citation.source not in known.sources:
            yield Fault(file, entry, f"unknown source {citation.source!r}")
