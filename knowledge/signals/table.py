"""Reads `data/signals.toml` and checks it; every fault is told at once.

The checks are written out here, and faults imported when there is one, so that reading a line starts quickly.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "data" / "signals.toml"
FORM = re.compile(r"[^A-Z\s]+(?: [^A-Z\s]+)*")
TABLES = {
    "word": None,
    "doubtful": None,
    "number": {"units", "tens", "units_en", "tens_en", "ordinals"},
    "leave": {"words"},
    "cue": {
        "sick", "sick_weak", "recovered", "returned", "coming", "unexcused", "unexcused_weak", "absent", "neutral",
        "late", "withdrawn",
    },
    "concern": {
        "algemeen", "twijfel", "thuissituatie", "veiligheid", "geen_toestemming", "maatwerk", "laagdrempelig",
        "specialistisch", "schoolprestaties", "groep",
    },
    "asking": {"openers", "verbs", "subjects", "embedded", "endings", "exclaimed", "requests", "self", "staff"},
}  # fmt: skip
LENGTHS = {"units": 20, "units_en": 20, "tens": 11, "tens_en": 11, "ordinals": 10}
NEIGHBOURS = ("unless_before", "unless_after", "only_before", "only_after")

Lists = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A form that is only sometimes a word; its neighbours decide."""

    form: str
    means: str
    unless_before: frozenset[str]
    unless_after: frozenset[str]
    only_before: frozenset[str]
    only_after: frozenset[str]

    def holds(self, before: str, after: str) -> bool:
        """Tell whether the form has its meaning between the word before it and the one after it."""
        if after in self.unless_before or before in self.unless_after:
            return False
        if not (self.only_before or self.only_after):
            return True
        return _of(after, self.only_before) or _of(before, self.only_after)


@dataclass(frozen=True, slots=True)
class SignalTable:
    """The words of a signal as they stand in the file."""

    word: Lists
    doubtful: tuple[Doubtful, ...]
    number: Lists
    ordinals: list[list[str]]
    leave: list[str]
    cue: Lists
    concern: Lists
    asking: Lists


def read_table(file: Path = FILE) -> SignalTable:
    """Read and check the words; raises TableError with every fault."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(file, [("", f"is not readable as TOML: {error}")]) from error
    faults = list(_shape_faults(content)) or list(_faults(content))
    if faults:
        raise _wrong(file, faults)
    return SignalTable(
        content["word"],
        tuple(_doubtful(entry) for entry in content["doubtful"]),
        {name: words for name, words in content["number"].items() if name != "ordinals"},
        content["number"]["ordinals"],
        content["leave"]["words"],
        content["cue"],
        content["concern"],
        content["asking"],
    )


def _of(word: str, wanted: frozenset[str]) -> bool:
    return word in wanted or ("#" in wanted and word[:1].isdigit())


def _doubtful(entry: dict[str, Any]) -> Doubtful:
    return Doubtful(entry["form"], entry["means"], *(frozenset(entry.get(name, ())) for name in NEIGHBOURS))


def _wrong(file: Path, faults: list[tuple[str, str]]) -> Exception:
    from knowledge.faults import Fault, TableError  # noqa: PLC0415 - pydantic is slow to import, and seldom needed here

    return TableError(Fault(file.name, entry, reason) for entry, reason in faults)


def _shape_faults(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((name, "unknown table") for name in content.keys() - TABLES.keys())
    for name, wanted in TABLES.items():
        table = content.get(name)
        if not isinstance(table, list if name == "doubtful" else dict) or not table:
            yield name, "the table is missing"
        elif isinstance(table, dict) and wanted is not None and table.keys() != wanted:
            yield name, f"must hold {', '.join(sorted(wanted))}"
        elif isinstance(table, dict):
            yield from _list_faults(name, table)


def _list_faults(name: str, table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, forms in table.items():
        entry = f"{name}.{key}"
        if not isinstance(forms, list) or not forms:
            yield entry, "holds no list of words"
            continue
        if name == "number" and len(forms) != LENGTHS[key]:
            yield entry, f"must hold {LENGTHS[key]} words"
        plain = [form for one in forms for form in (one if isinstance(one, list) else [one])]
        for form in plain:
            if not isinstance(form, str) or not (FORM.fullmatch(form) or (name == "number" and form == "")):
                yield entry, f"{form!r} is no word in small letters"
        doubles = sorted({str(form) for form in plain if plain.count(form) > 1 and form})
        if doubles:
            yield entry, f"used twice: {', '.join(doubles)}"


def _faults(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    meanings: dict[str, list[str]] = defaultdict(list)
    for word, forms in content["word"].items():
        for form in forms:
            meanings[form].append(word)
    yield from (
        (f"word.{' and '.join(words)}", f"{form!r} means both") for form, words in meanings.items() if len(words) > 1
    )
    allowed = {"form", "means", *NEIGHBOURS}
    for entry in content["doubtful"]:
        name = f"doubtful {entry.get('form')}"
        if not {"form", "means"} <= entry.keys() <= allowed:
            yield name, "must hold form and means, and besides them neighbours only"
        elif entry["means"] not in content["word"]:
            yield name, f"means {entry['means']!r}, which is no word"
