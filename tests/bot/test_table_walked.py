"""Role by action, walked at the bot itself: what is not allowed is refused with one sentence, whatever is asked for."""

from collections.abc import Iterable

import pytest
from caller import BRIDGE, Caller
from loop_house import SCHOOL
from office import Office, message, tap
from sqlalchemy import event, select
from telegram.ext import CallbackQueryHandler, CommandHandler

import handlers
from bot.access import ROLES, allowed
from bot.cases.desk import Desk
from bot.cases.reading import Reading
from bot.cases.recording import record
from bot.i18n import DEFAULT
from bot.models import Member, School, Service
from bot.render import Renderer
from knowledge.tables import knowledge

STRANGER, SOMEBODY, NOBODYS = 990, 900, 999_999
COMMANDS = {
    "signaal": "log_signal", "signalen": "see_own_codes", "zaken": "see_case", "inzage": "see_own_processing_log",
    "code": "issue_code", "codes": "renew_codes", "afspraak": "make_agreement", "acties": "see_own_agreements",
    "advies": "ask_advice", "uitnodigen": "invite", "team": "see_team", "mijn": "set_own_days", "pin": "keep_pin",
    "overleg": "see_meetings", "herinneringen": "see_meetings", "agendapunt": "add_agenda_point",
    "evaluatie": "bring_in", "trends": "see_figures", "stad": "see_city",
}  # fmt: skip
BUTTONS = {
    "log_signal": "sig sig:ja sig:verder bedoel", "see_own_codes": "sigzie",
    "change_signal": "sigweg sigterug sigbeter",
    "see_case": "zaak meer spoor", "take_case": "pak bezig naarteam", "pass_case": "nvm", "close_case": "klaar veilig",
    "call_in_jeugdarts": "arts", "report_in_register": "gemeld", "name_regiehouder": "regie",
    "see_own_processing_log": "inzage", "issue_code": "code", "renew_codes": "codes verleng",
    "make_agreement": "afs afs:ja", "see_own_agreements": "acties actie gedaan vervalt later",
    "ask_advice": "adv adv:ja", "give_advice": "raad raadstuur raadbel raadniet", "invite": "nodig",
    "confirm_member": "lid", "see_team": "team", "remove_member": "weg", "set_own_days": "mijn dag inval stil jaar",
    "keep_pin": "pin", "reset_pin": "pinweg",
    "see_meetings": "overleg ov ovja ovnee ovinval ovmeer ovzet ovplek ovaf ovagenda her ovlater",
    "add_agenda_point": "punt puntbij puntweg",
    "plan_meeting": "ol ol:nieuw ol:ja ol:drie loop loopklaar loopdoor loopveilig loopzaak loopafspraak gehouden",
    "bring_in": "evaluaties inbreng evaluatie", "make_report": "verslag verstuurd mail omvang", "see_figures": "trends",
}  # fmt: skip
# What anybody may do: it shows only what is public, or what is the asker's own, or forgets what the asker was typing.
OPEN_COMMANDS = {"start", "help", "taal", "tabel", "routekaart", "wie", "privacy", "mijngegevens", "wis"}
OPEN_BUTTONS = {
    "deur:zo", "deur:niet", "hulp", "taal", "tabel", "blok", "rij", "kaart", "stap", "wie", "rol", "rollen", "privacy",
    "bewaar", "mijngegevens", "wis", "x", "xr", "q", "o", "a", "geen", "nieuw", "gewoon", "sig:stop", "afs:stop",
    "adv:stop", "ol:stop",
}  # fmt: skip
VERBS = {verb: action for action, verbs in BUTTONS.items() for verb in verbs.split()}


class Registered:
    """Collects the handlers as an application would."""

    def __init__(self) -> None:
        self.all: list[object] = []
        handlers.register(self)  # type: ignore[arg-type]

    def add_handler(self, handler: object) -> None:
        self.all.append(handler)

    def commands(self) -> list[frozenset[str]]:
        return [one.commands for one in self.all if isinstance(one, CommandHandler)]

    def verbs(self) -> set[str]:
        taps = (one.pattern.pattern for one in self.all if isinstance(one, CallbackQueryHandler) and one.pattern)
        return {pattern.removeprefix("^").removesuffix("(:|$)") for pattern in taps}


async def at_school(office: Office, role: str) -> int:
    """Make somebody of this role, who serves the school where the role does; give the account."""
    async with office.database.transaction() as session:
        member = Member(telegram_id=SOMEBODY, name=f"Iemand, {role}", role=role)
        session.add(member)
        await session.flush()
        session.add(Service(school_id=SCHOOL, member_id=member.id))
    return SOMEBODY


async def answers_to(office: Office, person: int, entries: Iterable[str]) -> dict[str, str]:
    """Let somebody send each command or tap each button; give the last thing said to each."""
    office.a_minute = 10_000
    said: dict[str, str] = {}
    for number, entry in enumerate(entries, 1):
        is_command = entry.startswith("/")
        sent = message(number, entry, person) if is_command else tap(number, f"{entry}:1", person)
        await office.takes(sent)
        said[entry] = await office.last_said()
    return said


def sentences() -> set[str]:
    renderer = Renderer(knowledge())
    return {renderer.message("refused", DEFAULT).text, renderer.words("refused", DEFAULT)}


def not_for(role: str | None) -> list[str]:
    commands = [f"/{command}" for command, action in COMMANDS.items() if not allowed(role, action)]
    return commands + [verb for verb, action in VERBS.items() if not allowed(role, action)]


def test_the_walk_misses_no_command_and_no_button() -> None:
    registered = Registered()
    missed = [names for names in registered.commands() if not names & (set(COMMANDS) | OPEN_COMMANDS)]
    assert missed == []
    assert registered.verbs() - set(VERBS) - OPEN_BUTTONS == set()


@pytest.mark.parametrize("role", ROLES)
async def test_what_a_role_may_not_do_is_refused_with_the_one_sentence(school_office: Office, role: str) -> None:
    person = await at_school(school_office, role)
    said = await answers_to(school_office, person, not_for(role))
    assert {entry: text for entry, text in said.items() if text not in sentences()} == {}


@pytest.mark.parametrize("role", ROLES)
async def test_what_a_role_may_do_is_not_refused(school_office: Office, role: str) -> None:
    person = await at_school(school_office, role)
    may = [f"/{command}" for command, action in COMMANDS.items() if allowed(role, action)]
    said = await answers_to(school_office, person, may)
    assert {entry: text for entry, text in said.items() if text in sentences()} == {}


async def test_a_stranger_is_refused_everything_that_is_not_public(school_office: Office) -> None:
    said = await answers_to(school_office, STRANGER, not_for(None))
    assert {entry: text for entry, text in said.items() if text not in sentences()} == {}


class Counted:
    """Counts what is asked of the database: the measure of how long an answer takes that does not depend on a clock."""

    def __init__(self, office: Office) -> None:
        self.count = 0
        event.listen(office.database._engine.sync_engine, "before_cursor_execute", self._one)

    def _one(self, *_: object) -> None:
        self.count += 1

    def since(self) -> int:
        found, self.count = self.count, 0
        return found


async def test_a_case_one_may_not_see_answers_in_the_words_and_the_time_of_one_that_is_not_there(
    school_office: Office,
) -> None:
    async with school_office.database.transaction() as session:
        desk = Desk(session, Renderer(knowledge()), school_office.clock())
        mentor = (await session.scalars(select(Member).where(Member.role == "mentor"))).one()
        reading = Reading("concern", "K7T-4", what="thuissituatie")
        await record(desk, reading, mentor, await session.get_one(School, SCHOOL))
    other = Caller(school_office, await at_school(school_office, "jeugdarts"))
    await other.types("/acties")
    assert "K7T-4" in await Caller(school_office, BRIDGE).sends("zaak:1")
    counted = Counted(school_office)
    for verb in ("zaak", "pak", "meer", "spoor", "klaar"):
        there, asked_there = await other.sends(f"{verb}:1"), counted.since()
        gone, asked_gone = await other.sends(f"{verb}:{NOBODYS}"), counted.since()
        assert there == gone
        assert there in sentences()
        assert abs(asked_there - asked_gone) <= 4
