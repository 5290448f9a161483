"""Example questions: how people ask for each topic, what lies outside, and what only sounds alarming."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.faults import Fault

OUTSIDE = "buiten"
CALM = "kalm"
STYLES = ("mentor", "partner", "kort", "tikfout", "lang", "en", "anders")


@dataclass(frozen=True, slots=True)
class Example:
    """One example question: its label (topic id, `buiten` or `kalm`) and the style it was written in.

    `also`: topics that serve who asks this just as well; the file names them after the label, with commas.
    """

    label: str
    style: str
    text: str
    also: tuple[str, ...] = ()

    def answered_by(self, label: str) -> bool:
        """Tell whether this label is an answer to it."""
        return label == self.label or label in self.also


@dataclass(frozen=True, slots=True)
class QuestionBook:
    """All example questions, and the file each label stands in."""

    examples: tuple[Example, ...]
    files: Mapping[str, str]

    def labels(self) -> set[str]:
        """Give every label that has at least one question."""
        return {example.label for example in self.examples}

    def second_answers(self) -> set[str]:
        """Give every label that is named after another."""
        return {label for example in self.examples for label in example.also}


def read_questions(folder: Path, faults: list[Fault]) -> QuestionBook:
    """Read `questions/*.toml`; what is wrong is added to `faults` and the rest is read on."""
    examples: list[Example] = []
    files: dict[str, str] = {}
    second: dict[str, str] = {}
    tables = sorted(folder.glob("*.toml"))
    if not tables:
        faults.append(Fault("questions", "", "the folder holds no table"))
    for file in tables:
        name = f"questions/{file.name}"
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(Fault(name, "", f"is not readable as TOML: {error}"))
            continue
        for labels, lists in content.items():
            label, *also = labels.split(", ")
            if label.partition(".")[0] != file.stem:
                faults.append(Fault(name, label, f"belongs in questions/{label.partition('.')[0]}.toml"))
            files[label] = name
            second.update(dict.fromkeys(also, name))
            examples.extend(replace(example, also=tuple(also)) for example in _examples(label, lists, name, faults))
    faults.extend(_asked_twice(examples, files))
    return QuestionBook(tuple(examples), second | files)


def _examples(label: str, lists: object, name: str, faults: list[Fault]) -> Iterator[Example]:
    if not isinstance(lists, dict):
        faults.append(Fault(name, label, "is not a table of lists"))
        return
    faults.extend(Fault(name, label, f"unknown style {style!r}") for style in lists if style not in STYLES)
    for style in STYLES:
        texts = lists.get(style, [])
        if not isinstance(texts, list):
            faults.append(Fault(name, label, f"{style}: is not a list"))
            continue
        for text in texts:
            if isinstance(text, str) and text.strip():
                yield Example(label, style, text.strip())
            else:
                faults.append(Fault(name, label, f"{style}: a question that is no text or is empty"))


def _asked_twice(examples: list[Example], files: Mapping[str, str]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for example in examples:
        key = " ".join(example.text.casefold().split())
        if key in seen:
            yield Fault(files[example.label], example.label, f"asked under {seen[key]} too: {example.text!r}")
        seen.setdefault(key, example.label)
