"""Learn the ranker from the example questions: `python -m knowledge.routing.train`."""

import logging
import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from knowledge.questions import CALM, OUTSIDE, Example
from knowledge.routing.examples import Lessons, read_lessons
from knowledge.routing.hashed import BUCKETS, Values, counts, vector
from knowledge.routing.learning import Plan, learn
from knowledge.routing.shipped import MODEL, Model, quantise, write
from knowledge.routing.text import words

SAFETY = "veiligheid.acuut"
OWN_TEXT_WEIGHT = 0.5
KNOWN_FROM = 2

log = logging.getLogger(__name__)


def rarity_of(texts: Sequence[str]) -> Values:
    """Weigh each bucket by how few of the texts hold it."""
    holding = np.zeros(BUCKETS, dtype=np.float64)
    for text in texts:
        for occurring in counts(text).values():
            holding[list(occurring)] += 1
    weighed = np.log((1 + len(texts)) / (1 + np.minimum(holding, len(texts)))) + 1
    return np.asarray(weighed.astype(np.float16).astype(np.float32), dtype=np.float32)


def vocabulary(examples: Iterable[Example]) -> list[str]:
    """List the words that occur in at least two example questions."""
    seen: Counter[str] = Counter()
    for example in examples:
        seen.update(set(words(example.text)))
    return sorted(word for word, times in seen.items() if times >= KNOWN_FROM and word.isalpha())


def train(lessons: Lessons, plan: Plan | None = None) -> Model:
    """Learn topics and safety from all lessons."""
    plan = plan or Plan()
    asked = [example for example in lessons.questions if example.label != CALM]
    calm = [example for example in lessons.questions if example.label == CALM]
    labels = [*lessons.topics, OUTSIDE]
    rarity = rarity_of([example.text for example in lessons.questions])
    taught = [*asked, *lessons.texts]
    weights = np.array([1.0] * len(asked) + [OWN_TEXT_WEIGHT] * len(lessons.texts), dtype=np.float32)
    rows = [vector(example.text, rarity) for example in taught]
    log.info("%d questions, %d own texts, %d topics", len(asked), len(lessons.texts), len(labels))
    topics = learn(rows, [labels.index(example.label) for example in taught], weights, classes=len(labels), plan=plan)
    judged = [*rows[: len(asked)], *(vector(example.text, rarity) for example in calm)]
    unsafe = [int(example.label == SAFETY) for example in [*asked, *calm]]
    share = math.sqrt(len(unsafe) / max(1, sum(unsafe)))
    heavier = np.array([share if one else 1.0 for one in unsafe], dtype=np.float32)
    safety = learn(judged, unsafe, heavier, classes=2, plan=plan)
    about = {"fingerprint": lessons.fingerprint, "labels": labels, "words": vocabulary(lessons.questions)}
    return Model(about, rarity.astype(np.float16), quantise(topics), quantise(safety))


def main() -> None:
    """Learn and write the model that ships."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    write(train(read_lessons()))
    log.info("%s: %.2f MB", MODEL.name, MODEL.stat().st_size / 1e6)


if __name__ == "__main__":
    main()
