"""What the ranker learns from: the example questions, and the topics' own texts."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.faults import Fault
from knowledge.questions import Example, read_questions

DATA = Path(__file__).parents[1] / "data"
OWN_TEXT = "onderwerp"
WORD_LISTS = ("lexicon.toml", "danger.toml")


@dataclass(frozen=True, slots=True)
class Lessons:
    """The example questions, the topics' own titles and buttons in the style `onderwerp`, and a hash of it all."""

    questions: tuple[Example, ...]
    texts: tuple[Example, ...]
    fingerprint: str

    @property
    def topics(self) -> tuple[str, ...]:
        """Give the ids of all topics, sorted."""
        return tuple(sorted({text.label for text in self.texts}))


def read_lessons(data: Path = DATA) -> Lessons:
    """Read what there is to learn from; raises ValueError with all faults when a question file is broken."""
    faults: list[Fault] = []
    book = read_questions(data / "questions", faults)
    if faults:
        raise ValueError("\n".join(str(fault) for fault in faults))
    texts = tuple(_own_texts(data / "topics"))
    return Lessons(book.examples, texts, fingerprint(book.examples, texts, data))


def fingerprint(questions: Iterable[Example], texts: Iterable[Example], data: Path = DATA) -> str:
    """Hash everything a model is learnt from, so that a model that is behind its data can be told."""
    digest = hashlib.sha256()
    for example in (*questions, *texts):
        digest.update(f"{', '.join((example.label, *example.also))}\t{example.style}\t{example.text}\n".encode())
    for name in WORD_LISTS:
        digest.update((data / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _own_texts(folder: Path) -> Iterator[Example]:
    for file in sorted(folder.glob("*.toml")):
        for topic in tomllib.loads(file.read_text(encoding="utf-8"))["topic"]:
            for part in ("title", "button"):
                yield from (Example(topic["id"], OWN_TEXT, text) for text in topic[part].values())
