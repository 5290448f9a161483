"""What is logged of who saw or changed what under a pupil code: the names, in the words of the VNG standard."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from uuid import UUID

from knowledge.faults import TableError
from knowledge.model import Record, Slug, Text, Words
from knowledge.table_file import TableFile

FILE = Path(__file__).parent / "data" / "processing.toml"
SEEN, SHOWN, LOG_SEEN, CHANGED = "seen", "shown", "log_seen", "changed"
NEEDED = {SEEN, SHOWN, LOG_SEEN, CHANGED, "signal_kept", "signal_withdrawn"}


class Activity(Record):
    """The verwerkingsactiviteit: what all these actions are for."""

    id: UUID
    name: Words
    system: Words
    confidentiality: Literal["normaal", "vertrouwelijk"]
    object: Words
    object_id: Words
    involvement: Words


class Action(Record):
    """A verwerkingsactie; `kind` is the handeling it belongs to."""

    id: Slug
    kind: Literal["inzien", "wijzigen"]
    name: Text


@dataclass(frozen=True, slots=True)
class Processing:
    """The whole table."""

    activity: Activity
    actions: Mapping[str, Action]

    def action(self, name: str) -> Action:
        """Give an action by its name; what has none of its own is a change."""
        return self.actions.get(name) or self.actions[CHANGED]


@cache
def processing() -> Processing:
    """Give the table that ships with the product; raises TableError when it is wrong."""
    return read_processing()


def read_processing(file: Path = FILE) -> Processing:
    """Read and check the table; raises TableError with every fault."""
    table = TableFile(file, ("activity", "action"))
    activity, actions = table.one("activity", Activity), table.by_id("action", Action)
    table.blame((name, "is missing") for name in NEEDED - actions.keys())
    if activity is None or table.faults:
        raise TableError(table.faults)
    return Processing(activity, actions)
