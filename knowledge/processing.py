"""What is logged of who saw or changed what under a pupil code: the names, in the words of the VNG standard."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from knowledge.faults import Fault, TableError, of_validation
from knowledge.model import Record, Slug, Text, Words

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
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        activity = Activity.model_validate(content.get("activity"))
        actions = TypeAdapter(tuple[Action, ...]).validate_python(content.get("action"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TableError([Fault(file.name, "", f"is not readable as TOML: {error}")]) from error
    except ValidationError as error:
        raise TableError(of_validation(file.name, "", error)) from error
    by_id = {action.id: action for action in actions}
    faults = [Fault(file.name, key, "unknown table") for key in content.keys() - {"activity", "action"}]
    faults += [Fault(file.name, name, "is missing") for name in NEEDED - by_id.keys()]
    if len(by_id) < len(actions):
        faults.append(Fault(file.name, "action", "an id is used twice"))
    if faults:
        raise TableError(faults)
    return Processing(activity, by_id)
