"""Who may do what: a role and an action, looked up in THE table; what is not listed is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field

from knowledge.model import Record, Slug, Text
from knowledge.table_file import TableFile
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
    table = TableFile(file, ("role", "action"))
    roles, actions = table.by_id("role", Role), table.by_id("action", Action)
    table.blame(_contradictions(tuple(roles), actions))
    table.done()
    return AccessTable(roles, actions)


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
