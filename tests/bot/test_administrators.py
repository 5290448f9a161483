"""Administering the platform: a link from the terminal that works once, and counts after it is confirmed there."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from caller import CHAIR, Caller
from desk import Clock
from office import ANNE, BAS, Office
from typer.testing import CliRunner
from upgraded import upgraded_file

from bot import administrators, members
from bot.admin_commands import app
from bot.administrators import LINK_LASTS, AdministratorError, Opened
from bot.database import Database
from bot.joining import Newcomer
from bot.models import Administrator, Member

ADMIN = Newcomer(811, "Beheer", "nl")


async def test_who_opens_the_link_administers_after_the_number_was_confirmed(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        code = await administrators.invite(session, clock())
        outcome, number = await administrators.open_link(session, code, ADMIN, clock())
        assert outcome == "waiting"
        assert await administrators.open_link(session, code, ADMIN, clock()) == Opened("waiting", number)
        assert await members.colleague(session, ADMIN.telegram_id) is None
        assert (await administrators.confirm(session, number or "", clock())).name == "Beheer"
        who = await members.colleague(session, ADMIN.telegram_id)
        assert who is not None
        assert (who.role, who.schools, who.may("see_city"), who.may("see_case")) == ("beheerder", (), True, False)


async def test_a_link_is_for_who_opens_it_first_and_void_after_a_day(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        code, late = await administrators.invite(session, clock()), await administrators.invite(session, clock())
        await administrators.open_link(session, code, ADMIN, clock())
        assert await administrators.open_link(session, code, Newcomer(812, "Ander", "nl"), clock()) == Opened("void")
        assert await administrators.open_link(session, late, ADMIN, clock() + LINK_LASTS) == Opened("void")
        assert await administrators.open_link(session, "guessed", ADMIN, clock()) == Opened("void")


async def test_a_number_that_does_not_wait_confirms_nobody(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        code = await administrators.invite(session, clock())
        _, number = await administrators.open_link(session, code, ADMIN, clock())
        with pytest.raises(AdministratorError, match="wacht niet op bevestiging"):
            await administrators.confirm(session, number or "", clock() + LINK_LASTS)
        await administrators.confirm(session, number or "", clock())
        with pytest.raises(AdministratorError, match="wacht niet op bevestiging"):
            await administrators.confirm(session, number or "", clock())


async def test_what_was_not_confirmed_in_time_is_forgotten_and_who_was_confirmed_stays(
    database: Database, clock: Clock
) -> None:
    async with database.transaction() as session:
        link = await administrators.invite(session, clock())
        _, number = await administrators.open_link(session, link, ADMIN, clock())
        await administrators.confirm(session, number or "", clock())
        other = await administrators.invite(session, clock())
        await administrators.open_link(session, other, Newcomer(812, "Ander", "nl"), clock())
        await administrators.forget_unconfirmed(session, clock() + LINK_LASTS + timedelta(seconds=1))
        assert [known.member.name for known in await administrators.every(session)] == ["Beheer"]
        assert await members.colleague(session, 812) is None
        gone = await administrators.remove(session, (await administrators.every(session))[0].member.id)
        assert await session.get(Member, gone.id) is None


async def test_in_the_chat_a_link_shows_a_number_and_keeps_an_account_with_a_role_out(school_office: Office) -> None:
    async with school_office.database.transaction() as session:
        code = await administrators.invite(session, school_office.clock())
    assert "Je hebt al een andere rol in Wegwijs." in await Caller(school_office, CHAIR).types(f"/start {code}")
    told = await Caller(school_office, ANNE).types(f"/start {code}")
    number = re.search(r"\b\d{6}\b", told)
    assert "Je wordt beheerder zodra dit is bevestigd." in told
    assert number is not None
    assert "Deze link werkt niet" in await Caller(school_office, BAS).types(f"/start {code}")
    assert "Dat kan ik niet voor je doen." in await Caller(school_office, ANNE).types("/stad")
    async with school_office.database.transaction() as session:
        await administrators.confirm(session, number.group(), school_office.clock())
    assert "Dat kan ik niet voor je doen." not in await Caller(school_office, ANNE).types("/stad")
    assert [row.number for row in await school_office.rows(Administrator)] == [None]


def test_the_terminal_makes_the_link_and_says_how_to_confirm_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", upgraded_file(tmp_path / "wegwijs.db"))
    shown = CliRunner().invoke(app, ["invite", "--bot", "@WegwijsBot"])
    assert re.search(r"https://t\.me/WegwijsBot\?start=[\w-]{32}\n", shown.output)
    assert "wegwijs beheer confirm NUMMER" in shown.output
    wrong = CliRunner().invoke(app, ["confirm", "123456"])
    assert (wrong.exit_code, "wacht niet op bevestiging" in wrong.output) == (1, True)
    assert CliRunner().invoke(app, ["list"]).output == ""
    assert CliRunner().invoke(app, ["remove", "7"]).exit_code == 1
