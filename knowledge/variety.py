"""Whether example questions teach something: enough of them, worded differently, and none that two topics share."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from knowledge.faults import Fault
from knowledge.questions import QuestionBook
from knowledge.routing.text import words

Words = list[str]
FEWEST = 80
COMPARED = 200
"""The more questions, the more often a word comes back: labels are compared by about as many."""
LEAST_OPENINGS, LEAST_VOCABULARY = 0.6, 0.22
NEAR = 0.8
SHORTEST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class Variety:
    """How varied the questions of one label are: shares between 0 and 1, higher is more varied."""

    questions: int
    openings: float
    vocabulary: float


@dataclass(frozen=True, slots=True)
class Near:
    """Two questions that are nearly the same: their places in the list, and the share of words they have in common."""

    first: int
    second: int
    alike: float


def measure(asked: Sequence[Words]) -> Variety:
    """Measure questions: how many open with words no other opens with, and how many different words they use."""
    openings = Counter(tuple(line[:2]) for line in asked)
    all_words = [word for line in asked for word in line]
    alone = sum(count for count in openings.values() if count == 1)
    return Variety(len(asked), alone / max(1, len(asked)), len(set(all_words)) / max(1, len(all_words)))


def near_duplicates(asked: Sequence[Words], at_least: float = NEAR) -> Iterator[Near]:
    """Find the pairs of questions of four words or more that share at least this part of their words (Jaccard).

    Only pairs that share one of their rarest words can reach it, so only those are compared.
    """
    bags = [frozenset(line) for line in asked]
    rarity = Counter(word for bag in bags for word in bag)
    holders: dict[str, list[int]] = defaultdict(list)
    for position, bag in enumerate(bags):
        if len(bag) < SHORTEST_COMPARED:
            continue
        rare = sorted(bag, key=lambda word: (rarity[word], word))[: len(bag) - ceil(at_least * len(bag)) + 1]
        for other in sorted({other for word in rare for other in holders[word]}):
            alike = len(bag & bags[other]) / len(bag | bags[other])
            if alike >= at_least:
                yield Near(other, position, alike)
        for word in rare:
            holders[word].append(position)


def variety_faults(book: QuestionBook) -> Iterator[Fault]:
    """Refuse a topic with too few questions or too like each other, and questions that two labels nearly share."""
    asked = [words(example.text) for example in book.examples]
    of_label: dict[str, list[Words]] = defaultdict(list)
    for example, line in zip(book.examples, asked, strict=True):
        of_label[example.label].append(line)
    for label, questions in sorted(of_label.items()):
        for told in _too_little(questions):
            yield Fault(book.files[label], label, told)
    for near in near_duplicates(asked):
        first, second = book.examples[near.first], book.examples[near.second]
        if first.label != second.label:
            yield Fault(
                book.files[second.label], second.label, f"{second.text!r} is nearly {first.text!r} of {first.label}"
            )


def _too_little(questions: Sequence[Words]) -> Iterator[str]:
    """Tell what the questions of one label lack."""
    if len(questions) < FEWEST:
        yield f"has {len(questions)} example questions, at least {FEWEST} are needed"
    found = measure(questions[:: len(questions) // COMPARED + 1])
    if found.openings < LEAST_OPENINGS:
        yield f"only {found.openings:.0%} of the questions open in their own way, at least {LEAST_OPENINGS:.0%} must"
    if found.vocabulary < LEAST_VOCABULARY:
        yield f"only {found.vocabulary:.0%} of the words differ, at least {LEAST_VOCABULARY:.0%} must"
