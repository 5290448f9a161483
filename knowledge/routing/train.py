"""Learn the ranker from the example questions: `python -m knowledge.routing.train`, about two minutes on one core."""

import logging
from dataclasses import dataclass

import numpy as np

from knowledge.questions import OUTSIDE, Example
from knowledge.routing.encoder import read_encoder
from knowledge.routing.examples import Lessons, read_lessons
from knowledge.routing.features import Numbers, Vocabulary, read_words
from knowledge.routing.kernel import Learnt, feature_likeness, meaning_likeness
from knowledge.routing.quantized import Small
from knowledge.routing.reading import Projection, Read, Reader
from knowledge.routing.settling import Honest, settle, weights_of
from knowledge.routing.shipped import MODEL, Model, write

IN_AT_LEAST = 3
ALSO = 0.5

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Course:
    """Everything a model is made from and with: the lines, how each was read, and the solution."""

    lines: tuple[Example, ...]
    labels: tuple[str, ...]
    reader: Reader
    read: tuple[Read, ...]
    learnt: Learnt


def study(lessons: Lessons) -> Course:
    """Read all lines and find the solution."""
    lines = (*lessons.questions, *lessons.texts)
    found = [read_words(line.text) for line in lines]
    known = Vocabulary.of(found[: len(lessons.questions)], in_at_least=IN_AT_LEAST)
    log.info("%d questions, %d own texts, %d features", len(lessons.questions), len(lessons.texts), len(known.keys))
    encoder = read_encoder()
    meanings = np.array([encoder.meaning(words) for words in found])
    reader = Reader(known, encoder, Projection.of(meanings))
    seen = reader.projection.seen(meanings)
    rows = [known.vector(words) for words in found]
    log.info("read; comparing each line with each")
    labels = (*lessons.topics, OUTSIDE)
    targets, weights = _targets(lines, labels)
    learnt = Learnt(feature_likeness(rows, len(known.keys)), meaning_likeness(seen, seen), targets, weights)
    read = tuple(Read(*each) for each in zip(found, rows, seen, strict=True))
    return Course(lines, labels, reader, read, learnt)


def _targets(lines: tuple[Example, ...], labels: tuple[str, ...]) -> tuple[Numbers, Numbers]:
    targets = np.full((len(lines), len(labels)), -1 / len(labels), dtype=np.float32)
    for at, line in enumerate(lines):
        if line.label in labels:
            targets[at, labels.index(line.label)] += 1
        for other in line.also:
            targets[at, labels.index(other)] += ALSO
    return targets, weights_of(lines)


def train(lessons: Lessons) -> Model:
    """Learn everything from all lessons."""
    course = study(lessons)
    log.info("solved; judging what it says of lines it did not see")
    about = settle(Honest.of(course.lines, [read.words for read in course.read], course.labels, course.learnt))
    about |= {"fingerprint": lessons.fingerprint, "labels": course.labels}
    known = course.reader.vocabulary
    weights = np.zeros((len(known.keys), len(course.labels)), dtype=np.float32)
    for read, pull in zip(course.read, course.learnt.pull, strict=True):
        weights[read.features.indexes] += np.outer(read.features.values, pull)
    return Model(
        about,
        known.keys,
        known.rarity.astype(np.float16),
        Small.of(weights),
        Small.of(np.array([read.meaning for read in course.read])),
        Small.of(course.learnt.pull, np.int16),
        course.reader.projection.middle,
        course.reader.projection.directions.astype(np.float16),
    )


def main() -> None:
    """Learn and write the model that ships."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    write(train(read_lessons()))
    log.info("%s: %.2f MB", MODEL.name, MODEL.stat().st_size / 1e6)


if __name__ == "__main__":
    main()
