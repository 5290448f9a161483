"""THE table role by action, walked completely, and what its reader refuses."""

from pathlib import Path

import pytest

from bot.access import BLIND, FILE, INVITABLE, ROLES, access_table, allowed, read_access
from knowledge.faults import TableError

# Written out a second time on purpose: whoever changes the table must mean it.
SCHOOL = "mentor ondersteuningscoordinator"
PARTNERS = "brugfunctionaris jeugdarts leerplichtambtenaar jongerenwerker osj"
MAY = {
    "log_signal": SCHOOL,
    "change_signal": SCHOOL,
    "see_own_codes": SCHOOL,
    "see_school_codes": "ondersteuningscoordinator",
    "issue_code": SCHOOL,
    "renew_codes": "ondersteuningscoordinator",
    "see_case": f"{SCHOOL} {PARTNERS}",
    "take_case": f"{SCHOOL} {PARTNERS}",
    "pass_case": f"{SCHOOL} {PARTNERS}",
    "close_case": f"{SCHOOL} {PARTNERS}",
    "call_in_jeugdarts": SCHOOL,
    "report_in_register": f"{SCHOOL} {PARTNERS}",
    "name_regiehouder": f"{SCHOOL} {PARTNERS}",
    "see_processing_log": "ondersteuningscoordinator",
    "see_own_processing_log": SCHOOL,
    "make_agreement": f"ondersteuningscoordinator {PARTNERS}",
    "see_own_agreements": f"{SCHOOL} {PARTNERS}",
    "see_school_agreements": f"ondersteuningscoordinator {PARTNERS}",
    "ask_advice": f"{SCHOOL} {PARTNERS}",
    "give_advice": f"ondersteuningscoordinator {PARTNERS}",
    "keep_pin": f"{SCHOOL} {PARTNERS}",
    "reset_pin": "ondersteuningscoordinator",
    "see_contacts": f"{SCHOOL} {PARTNERS} swv",
    "set_own_days": f"{SCHOOL} {PARTNERS} swv",
    "invite": "ondersteuningscoordinator",
    "confirm_member": "ondersteuningscoordinator",
    "see_team": "ondersteuningscoordinator",
    "remove_member": "ondersteuningscoordinator",
    "see_figures": "ondersteuningscoordinator swv",
    "see_meetings": f"{SCHOOL} {PARTNERS} swv stedelijk",
    "add_agenda_point": f"{SCHOOL} {PARTNERS} swv stedelijk",
    "plan_meeting": "ondersteuningscoordinator stedelijk",
    "plan_team_meeting": "ondersteuningscoordinator",
    "plan_city_meeting": "stedelijk",
    "see_agenda_codes": "ondersteuningscoordinator",
    "bring_in": f"{SCHOOL} {PARTNERS}",
    "make_report": "ondersteuningscoordinator",
    "see_city": "swv stedelijk beheerder",
    "manage_schools": "beheerder",
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", MAY)
def test_each_cell_of_the_table_is_as_meant(role: str, action: str) -> None:
    assert allowed(role, action) == (role in MAY[action].split())


def test_the_walk_misses_no_action() -> None:
    assert set(access_table().actions) == set(MAY)


@pytest.mark.parametrize("action", MAY)
def test_somebody_unknown_or_without_a_known_role_may_nothing(action: str) -> None:
    assert not allowed(None, action)
    assert not allowed("docent", action)


def test_a_misspelt_action_is_an_error_and_not_a_refusal() -> None:
    with pytest.raises(LookupError):
        allowed("mentor", "log_signals")


@pytest.mark.parametrize("role", BLIND)
def test_figures_and_platform_roles_see_nothing_under_a_pupil_code(role: str) -> None:
    assert not any(allowed(role, action.id) for action in access_table().actions.values() if action.pupils)


def test_the_platforms_administrator_and_the_city_are_never_invited_through_a_school() -> None:
    assert set(ROLES) - set(INVITABLE) == {"stedelijk", "beheerder"}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('roles = ["beheerder"]', 'roles = ["directeur"]'), "unknown role 'directeur'"),
        (('roles = ["beheerder"]', "roles = []"), "at least 1 item"),
        (('roles = ["beheerder"]', 'roles = ["beheerder", "beheerder"]'), "names a role twice"),
        (('id = "manage_schools"', 'id = "invite"'), "id used twice"),
        (('id = "manage_schools"', 'id = "manage_schools"\npupils = true'), "may see nothing under a pupil code"),
        (('id = "osj"\n', 'id = "oosj"\n'), "the roles are, in this order"),
        (("# The platform", "[[recht]]"), "unknown table"),
        (("# The platform", "[["), "not readable as TOML"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(tmp_path: Path, change: tuple[str, str], fault: str) -> None:
    file = tmp_path / "access.toml"
    words = FILE.read_text(encoding="utf-8")
    assert change[0] in words
    file.write_text(words.replace(*change, 1), encoding="utf-8")
    with pytest.raises(TableError, match=fault):
        read_access(file)
