"""«/trends» and «/stad» in the chat: who may look, at what, and what a tap brings."""

from datetime import date

import pytest
from caller import CHAIR, MENTOR, Caller
from databases import ON_SQLITE
from loop_house import SCHOOL, House, ill_on
from office import Office
from sqlalchemy import select
from typer.testing import CliRunner

from bot.models import Member, Outgoing, SchoolSize, Service, SettledCount

pytestmark = ON_SQLITE
FIGURES_ONLY = 799
AUTUMN = (date(2026, 8, 31), date(2026, 10, 25))
REFUSED = "Dat kan ik niet"


@pytest.fixture
async def partner(house: House, office: Office) -> Caller:
    """Somebody of the samenwerkingsverband who serves the school."""
    house.moment = office.clock.at
    async with house.database.transaction() as session:
        member = Member(telegram_id=FIGURES_ONLY, name="SWV", role="swv")
        session.add(member)
        await session.flush()
        session.add(Service(school_id=SCHOOL, member_id=member.id))
    return Caller(office, FIGURES_ONLY)


async def pictures(office: Office) -> list[str]:
    return [row.picture["name"] for row in await office.rows(Outgoing) if row.method == "sendPhoto"]


async def test_the_chair_gets_a_picture_and_the_other_is_a_tap_away(house: House, office: Office) -> None:
    house.moment = office.clock.at
    await house.logs(ill_on("2026-11-10"))
    chair = Caller(office, CHAIR)
    assert "geen aanwezigheid bekend" in await chair.types("/trends")
    await chair.taps("De trend")
    assert await pictures(office) == ["trend"]


async def test_the_number_of_pupils_is_typed_and_kept_for_this_school_year(house: House, office: Office) -> None:
    chair = Caller(office, CHAIR)
    assert "Hoeveel leerlingen" in await chair.sends(f"omvang:{SCHOOL}")
    assert "1240 leerlingen" in await chair.types("1.240")
    async with house.database.transaction() as session:
        (kept,) = await session.scalars(select(SchoolSize))
    assert (kept.first, kept.pupils) == (date(2026, 8, 31), 1240)


async def test_a_question_typed_instead_of_a_number_is_a_question(house: House, office: Office) -> None:
    chair = Caller(office, CHAIR)
    await chair.sends(f"omvang:{SCHOOL}")
    assert "Dat weet ik niet" in await chair.types("wie betaalt een laptop?")
    async with house.database.transaction() as session:
        assert await session.scalar(select(SchoolSize)) is None


async def test_who_sees_only_figures_hears_that_small_numbers_are_left_out(partner: Caller, house: House) -> None:
    assert "Twee weken na het begin van elke vakantie" in await partner.types("/trends")
    async with house.database.transaction() as session:
        session.add_all(
            SettledCount(school_id=SCHOOL, first=AUTUMN[0], last=AUTUMN[1], figure=figure, value=value)
            for figure, value in {"groen": 12, "geel": 3, "oranje": 0, "rood": 1}.items()
        )
    await partner.types("/trends")
    rows = [row for row in await partner._office.rows(Outgoing) if row.method == "sendPhoto"]
    assert "geen aantallen onder de vijf" in rows[0].params["caption"]
    assert '"groen": 12' in rows[0].picture["facts"]
    assert '"geel": "below"' in rows[0].picture["facts"]
    assert REFUSED in await partner.sends(f"omvang:{SCHOOL}")


async def test_the_city_is_for_who_sees_figures_and_for_nobody_else(partner: Caller, office: Office) -> None:
    assert "nog geen cijfers van alle scholen samen" in await partner.types("/stad")
    for person in (CHAIR, MENTOR):
        assert REFUSED in await Caller(office, person).types("/stad")
    assert REFUSED in await Caller(office, MENTOR).types("/trends")


async def test_the_city_shows_no_count_below_five(partner: Caller, house: House) -> None:
    async with house.database.transaction() as session:
        session.add_all(
            SettledCount(school_id=school, first=AUTUMN[0], last=AUTUMN[1], figure=figure, value=value)
            for school in (SCHOOL, "stroom")
            for figure, value in {"cases": 12, "rood": 1}.items()
        )
    told = await partner.types("/stad")
    assert "31 aug 2026 tot en met 25 okt 2026 · 2 scholen" in told
    assert "Nieuwe zaken: <b>minder dan 5, of te herleiden</b>" in told
    assert "Leerlingen met ziekteverzuim: <b>niet bekend</b>" in told


def test_the_terminal_gives_the_city_as_words_and_as_json(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    from bot.cli import app  # noqa: PLC0415

    monkeypatch.setenv("WEGWIJS_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/city.db")
    told = CliRunner().invoke(app, ["stad"])
    assert (told.exit_code, told.stdout) == (0, "Er zijn nog geen cijfers van alle scholen samen.\n")
    assert CliRunner().invoke(app, ["stad", "--json"]).stdout == "null\n"
