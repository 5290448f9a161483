"""What is wrong with a table: every fault at once, each with its file, its entry and the reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One thing that is wrong, and where."""

    file: str
    entry: str
    reason: str

    def __str__(self) -> str:
        """Read as `file, entry: reason`."""
        return f"{self.file}, {self.entry}: {self.reason}" if self.entry else f"{self.file}: {self.reason}"


class TableError(Exception):
    """The tables are wrong; `faults` lists everything that must be mended."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def of_validation(file: str, entry: str, error: ValidationError) -> list[Fault]:
    """Turn what pydantic found in one entry into faults, one for each field."""
    faults = []
    for found in error.errors(include_url=False, include_context=False, include_input=False):
        where = ".".join(str(part) for part in found["loc"])
        reason = found["msg"].removeprefix("Value error, ")
        faults.append(Fault(file, entry, f"{where}: {reason}" if where else reason))
    return faults
