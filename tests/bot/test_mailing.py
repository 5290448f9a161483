"""A report is sent by e-mail only where that is set up and the chair asked for it; each try is recorded."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from caller import Caller
from databases import ON_SQLITE
from evaluation_house import CHAIR, TUESDAY_MORNING, heard, is_held, planned, report
from loop_house import House
from mail_server import MailServer, mail_server
from office import Office
from sqlalchemy import select

from bot.config import Settings
from bot.errors import SettingsError
from bot.evaluation import reporting
from bot.evaluation.evaluation import evaluation_of
from bot.mailing import TRIES, Mailing
from bot.models import Member
from bot.pictures import Pictures
from bot.post import PostSettings

NOVEMBER = TUESDAY_MORNING.replace(month=11, day=17)
FROM = "wegwijs@school.example"


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


@pytest.fixture
def mailing(house: House, server: MailServer) -> Mailing:
    settings = PostSettings(smtp_host="127.0.0.1", smtp_port=server.port, smtp_security="none", smtp_from=FROM)
    return Mailing(house.database, house.renderer, settings, now=house.now, draw=Pictures(house.renderer).draw)


async def asked_for(house: House) -> int:
    """An evaluation that was held, whose report the chair wants to be sent by e-mail."""
    meeting = await planned(house, NOVEMBER)
    house.goes_to(18, 11)
    await is_held(house, meeting)
    async with house.database.transaction() as session:
        desk = house.desk(session)
        chair = (await session.scalars(select(Member).where(Member.telegram_id == CHAIR))).one()
        of = await evaluation_of(desk, meeting)
        assert of
        await reporting.ask_mail(desk, of, chair)
    return meeting


@ON_SQLITE
async def test_the_report_goes_to_swv_eemland_as_a_word_file_and_is_noted_as_sent(
    house: House, server: MailServer, mailing: Mailing
) -> None:
    await asked_for(house)
    await mailing.look()
    await mailing.look()
    (arrived,) = server.arrived
    assert (arrived["To"], arrived["From"]) == ("info@swveemland.nl", FROM)
    assert arrived["Subject"] == "Verslag evaluatie AOJ-team De Zeven Bruggen, 17 nov 2026"
    (file,) = arrived.iter_attachments()
    assert file.get_filename() == "evaluatie-aoj-zeven-bruggen-2026-11-17.docx"
    assert file.get_content().startswith(b"PK")
    kept = await report(house)
    assert kept
    assert (str(kept.sent_on), kept.mail_at) == ("2026-11-18", None)
    assert await heard(house, CHAIR) == ["<b>Het verslag van de evaluatie is gemaild.</b>"]


@ON_SQLITE
async def test_a_server_that_refuses_is_tried_again_later_and_in_the_end_the_chair_hears_it(
    house: House, server: MailServer, mailing: Mailing
) -> None:
    await asked_for(house)
    server.refuses = True
    for _ in range(TRIES):
        await mailing.look()
        await mailing.look()
        house.moment += timedelta(hours=2)
    kept = await report(house)
    assert kept
    assert (kept.sent_on, kept.mail_at, kept.mail_failures) == (None, None, TRIES)
    assert server.arrived == []
    assert await heard(house, CHAIR) == ["<b>Het lukte niet om het verslag te mailen.</b>"]


@ON_SQLITE
async def test_what_was_sent_by_hand_in_the_meantime_is_not_mailed(
    house: House, server: MailServer, mailing: Mailing
) -> None:
    meeting = await asked_for(house)
    async with house.database.transaction() as session:
        desk = house.desk(session)
        chair = (await session.scalars(select(Member).where(Member.telegram_id == CHAIR))).one()
        of = await evaluation_of(desk, meeting)
        assert of
        await reporting.mark_sent(desk, of, chair, desk.today)
    await mailing.look()
    assert server.arrived == []


@ON_SQLITE
async def test_without_a_mail_server_there_is_no_button_and_the_tap_is_refused(house: House, office: Office) -> None:
    house.moment = office.clock.at
    meeting = await planned(house, NOVEMBER)
    await is_held(house, meeting)
    chair = Caller(office, CHAIR)
    await chair.sends(f"verslag:{meeting}")
    assert await chair.labels() == ["Het is verstuurd"]
    assert "Dat kan ik niet" in await chair.sends(f"mail:{meeting}:ja")
    kept = await report(house)
    assert kept
    assert kept.mail_at is None


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"smtp_host": "mail.example"}, "WEGWIJS_SMTP_FROM: is missing"),
        ({"smtp_host": "mail.example", "smtp_from": "wegwijs"}, "WEGWIJS_SMTP_FROM: is missing"),
        ({"smtp_user": "wegwijs"}, "WEGWIJS_SMTP_PASSWORD: a user and a password are given together"),
        (
            {"smtp_user": "wegwijs", "smtp_password": "geheim", "smtp_security": "none"},
            "WEGWIJS_SMTP_PASSWORD: is never sent over a connection that others can read",
        ),
        ({"report_templates": "/nowhere"}, "WEGWIJS_REPORT_TEMPLATES"),
    ],
)
def test_settings_for_e_mail_that_contradict_each_other_are_refused(given: dict[str, str], fault: str) -> None:
    with pytest.raises(SettingsError, match=fault) as refused:
        Settings.read(**Settings.given_or_made_up(), **given)
    assert "geheim" not in str(refused.value)


def test_no_e_mail_is_sent_unless_a_server_is_given() -> None:
    assert not Settings.read(**Settings.given_or_made_up()).mails
