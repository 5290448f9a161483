"""A table file while it is read: what it holds, and everything that is wrong with it, told at once."""

import tomllib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from knowledge.faults import Fault, TableError, of_validation
from knowledge.model import Record

Entry = TypeVar("Entry", bound=Record)


class TableFile:
    """A TOML file that is open. Each part is checked as it is read; `done` tells all faults together."""

    def __init__(self, file: Path, tables: Collection[str], *, name: str | None = None) -> None:
        """Open a file that may hold these tables; faults call it `name`, or as it is called on disk.

        Raises TableError when nothing can be read.
        """
        self.name, self.faults = name or file.name, list[Fault]()
        try:
            self.content: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise TableError([Fault(self.name, "", "the file is missing")]) from error
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise TableError([Fault(self.name, "", f"is not readable as TOML: {error}")]) from error
        self.blame((key, "unknown table") for key in self.content if key not in tables)

    def listed(self, key: str, kind: type[Entry]) -> list[tuple[str, Entry]]:
        """Give the entries of `[[key]]` that are right, each with its id or its place; there must be one."""
        raw_entries = self.content.get(key)
        if not isinstance(raw_entries, list) or not raw_entries:
            self.faults.append(Fault(self.name, "", f"holds no [[{key}]]"))
            return []
        named = [(_named(raw, f"{key} {position}"), raw) for position, raw in enumerate(raw_entries, 1)]
        return [(name, entry) for name, raw in named if (entry := self.checked(name, kind, raw)) is not None]

    def by_id(self, key: str, kind: type[Entry]) -> dict[str, Entry]:
        """Give the entries of `[[key]]` by id, in the order of the file; no id may be used twice."""
        table: dict[str, Entry] = {}
        for name, entry in self.listed(key, kind):
            if name in table:
                self.faults.append(Fault(self.name, name, "id used twice"))
            table[name] = entry
        return table

    def one(self, key: str, kind: type[Entry]) -> Entry | None:
        """Give what `[key]` holds; None when that is wrong or not there."""
        return self.checked(key, kind, self.content.get(key))

    def checked(self, name: str, kind: type[Entry], raw: object) -> Entry | None:
        """Give one entry; None when it is wrong, with its faults under `name`."""
        try:
            return kind.model_validate(raw)
        except ValidationError as error:
            self.faults += of_validation(self.name, name, error)
            return None

    def blame(self, found: Iterable[tuple[str, str]]) -> None:
        """Add faults: which entry, and what is wrong with it."""
        self.faults += [Fault(self.name, entry, reason) for entry, reason in found]

    def done(self) -> None:
        """Raise TableError when there is any fault."""
        if self.faults:
            raise TableError(self.faults)


def ids_beside(file: Path, key: str) -> set[str]:
    """Give the ids of another table; what is wrong with that table itself is told where it is read."""
    try:
        return {str(entry.get("id")) for entry in tomllib.loads(file.read_text(encoding="utf-8"))[key]}
    except (OSError, tomllib.TOMLDecodeError, KeyError):
        return set()


def _named(raw: object, otherwise: str) -> str:
    return str(raw.get("id", otherwise)) if isinstance(raw, dict) else otherwise
