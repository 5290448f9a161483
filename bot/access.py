"""Who may do what: a role and an action, looked up in THE table; what is not listed is refused."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import Field, ValidationError

from knowledge.faults import Fault, TableError, of_validation
from knowledge.model import Record, Slug, Text
from knowledge.tables import DATA

FILE = DATA / "access.toml"
CHAIR, ADMINISTRATOR, FIGURES_ONLY, CITY = "ondersteuningscoordinator", "beheerder", "swv", "stedelijk"
ROLES = (
    "mentor",
    CHAIR,
    "brugfunctionaris",
    "jeugdarts",
    "leerplichtambtenaar",
    "jongerenwerker",
    "osj",
    FIGURES_ONLY,
    CITY,
    ADMINISTRATOR,
)
INVITABLE = tuple(role for role in ROLES if role not in {CITY, ADMINISTRATOR})
BLIND = (FIGURES_ONLY, CITY, ADMINISTRATOR)
Entry = TypeVar("Entry", bound=Record)


class Role(Record):
    """A role, and what people call it."""

    id: Slug
    name: Text


class Action(Record):
    """Something that must be allowed; `pupils` when it shows or changes anything under a pupil code."""

    id: Slug
    pupils: bool = False
    roles: tuple[Slug, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class AccessTable:
    """The whole table."""

    roles: Mapping[str, Role]
    actions: Mapping[str, Action]


def allowed(role: str | None, action: str) -> bool:
    """Tell whether a role may do something; None is somebody we do not know.

    Raises LookupError for an action that is not in the table: a misspelt one must not pass for a refusal.
    """
    return role in access_table().actions[action].roles


@cache
def access_table() -> AccessTable:
    """Give the table that ships with the product; raises TableError when it is wrong."""
    return read_access()


def read_access(file: Path = FILE) -> AccessTable:
    """Read and check the table; raises TableError with every fault."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TableError([Fault(file.name, "", f"is not readable as TOML: {error}")]) from error
    faults = [Fault(file.name, key, "unknown table") for key in content.keys() - {"role", "action"}]
    roles = _entries(content, (file.name, "role"), Role, faults)
    actions = _entries(content, (file.name, "action"), Action, faults)
    faults += [Fault(file.name, entry, reason) for entry, reason in _contradictions(tuple(roles), actions)]
    if faults:
        raise TableError(faults)
    return AccessTable(roles, actions)


def _entries(
    content: Mapping[str, Any], where: tuple[str, str], kind: type[Entry], faults: list[Fault]
) -> dict[str, Entry]:
    name, key = where
    table: dict[str, Entry] = {}
    for position, raw in enumerate(content.get(key, ()), 1):
        entry_name = str(raw.get("id", f"{key} {position}")) if isinstance(raw, dict) else f"{key} {position}"
        if entry_name in table:
            faults.append(Fault(name, entry_name, "id used twice"))
        try:
            table[entry_name] = kind.model_validate(raw)
        except ValidationError as error:
            faults.extend(of_validation(name, entry_name, error))
    return table


def _contradictions(roles: tuple[str, ...], actions: Mapping[str, Action]) -> Iterator[tuple[str, str]]:
    if roles != ROLES:
        yield "role", f"the roles are, in this order: {', '.join(ROLES)}"
    for action in actions.values():
        if len(set(action.roles)) < len(action.roles):
            yield action.id, "names a role twice"
        for role in set(action.roles) - set(ROLES):
            yield action.id, f"unknown role {role!r}"
        for role in set(action.roles) & set(BLIND) if action.pupils else ():
            yield action.id, f"{role} may see nothing under a pupil code"
