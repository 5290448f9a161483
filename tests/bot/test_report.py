"""The report as a Word file: read back, it holds the questions, the figures, and what the team brought in."""

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from caller import Caller
from databases import ON_SQLITE
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from evaluation_house import BRIDGE, CHAIR, TUESDAY_MORNING, is_held, planned
from loop_house import SCHOOL, House, absent, ill_on, worry
from office import Office
from sqlalchemy import select

from bot.cases.reading import Reading
from bot.evaluation import bringing, report, sizes
from bot.evaluation.bringing import Brought
from bot.evaluation.evaluation import evaluation_of
from bot.evaluation.report import Form
from bot.models import Member, Outgoing, School
from bot.pictures import Pictures
from bot.reports import trial
from bot.reports.document import NAMES, SHIPPED
from bot.reports.make import make
from knowledge.evaluation import guide

pytestmark = ON_SQLITE
SHARED, EXACT = Form("nl", masked=True), Form("nl", masked=False)
UNKNOWN = "Niet bekend, vul in."


async def drawn(house: House, form: Form = EXACT, *, templates: Path | None = None) -> Any:
    """Give the report of the evaluation of 17 November, opened by another reader."""
    meeting = await planned(house, TUESDAY_MORNING.replace(month=11, day=17))
    await is_held(house, meeting)
    async with house.database.transaction() as session:
        desk = house.desk(session)
        of = await evaluation_of(desk, meeting)
        assert of
        bridge = (await session.scalars(select(Member).where(Member.telegram_id == BRIDGE))).one()
        await bringing.keep(desk, of, bridge, Brought("success", "team", "Korte <lijnen> & snel"))
        picture = await report.picture(desk, of, form)
    return Document(BytesIO(Pictures(house.renderer, templates).draw(picture)))


def lines(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def below(document: Any, question: str) -> list[str]:
    """Give what stands below a question, up to the next; since when is logged is told elsewhere."""
    told = lines(document)
    start = told.index(guide().questions[question].text.nl) + 1
    asked = {one.text.nl for one in guide().questions.values()} | {one.title.nl for one in guide().parts.values()}
    stop = next(place for place in range(start, len(told)) if told[place].removeprefix("– ") in asked)
    return [line for line in told[start:stop] if not line.startswith("Let op")]


async def test_every_question_stands_in_its_part_in_the_order_of_the_source(house: House) -> None:
    told = [line.removeprefix("– ") for line in lines(await drawn(house))]
    wanted = []
    for part in guide().parts.values():
        wanted += [part.title.nl, *(one.text.nl for one in guide().questions_of(part.id))]
    assert [line for line in told if line in wanted] == wanted


async def test_nothing_of_the_template_is_left_and_marks_of_html_stay_words(house: House) -> None:
    told = "\n".join(lines(await drawn(house)))
    assert not {"{{", "{%", "%}"} & set(told.split())
    assert "«Korte <lijnen> & snel»" in told


async def test_the_head_names_school_period_and_where_it_goes(house: House) -> None:
    (table,) = (await drawn(house)).tables
    assert [cell.text for row in table.rows for cell in row.cells][1::2] == [
        "De Zeven Bruggen",
        "17 nov 2026",
        "31 aug 2026 tot en met 17 nov 2026",
        "ondersteuningscoördinator, brugfunctionaris, jeugdarts",
        "info@swveemland.nl",
        "1 dec 2026",
    ]


async def test_where_nothing_was_logged_no_figure_is_made_up(house: House) -> None:
    document = await drawn(house)
    for question in ("cases", "ongeoorloofd", "ziekte"):
        assert below(document, question) == [UNKNOWN]
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert marked.count(UNKNOWN) == 4
    assert not any(" 0" in line for line in lines(document) if "2026" not in line)


async def test_the_figures_are_those_of_the_period_and_of_the_year(house: House) -> None:
    await house.logs(ill_on("2026-09-08"), ill_on("2026-11-10", "B-2"), absent("2026-11-10", "2.5"))
    await house.logs(worry("specialistisch"))
    document = await drawn(house)
    assert below(document, "ziekte")[0] == "Deze periode: leerlingen: 2; keer ziek: 2; schooldagen: 2."
    assert below(document, "ongeoorloofd")[0] == "Deze periode: leerlingen: 1; lesuren: 2,5."
    assert below(document, "ongeoorloofd")[-1] == "Percentage van de lesuren: niet bekend, vul in."
    assert below(document, "cases")[1].endswith(
        "zaken bij het AOJ-team: 1; over hoeveel leerlingen: 1; nieuwe zaken: 1."
    )


async def test_a_share_is_told_once_the_number_of_pupils_is_known(house: House) -> None:
    await house.logs(ill_on("2026-11-10"))
    async with house.database.transaction() as session:
        await sizes.keep(session, await session.get_one(School, SCHOOL), 800, house.desk(session).today)
    assert below(await drawn(house), "ziekte")[0].endswith("dat is 0,1% van de leerlingen.")


async def test_what_is_to_be_sent_holds_no_number_below_five(house: House) -> None:
    for pupil in range(5):
        await house.logs(ill_on("2026-11-10", f"A-{pupil}"))
    await house.logs(*[absent("2026-11-10", "7", f"A-{pupil}") for pupil in range(4)])
    document = await drawn(house, SHARED)
    assert below(document, "ziekte")[0] == "Deze periode: leerlingen: 5; keer ziek: 5; schooldagen: 5."
    assert below(document, "ongeoorloofd")[0] == "Deze periode: leerlingen: minder dan 5; lesuren: niet getoond."


async def test_thuiszitters_are_told_by_category_and_never_added_up(house: House) -> None:
    presence = Reading("attendance", "A-1", start=house.moment.date(), end=house.moment.date(), percentage=Decimal(40))
    await house.logs(presence)
    assert below(await drawn(house), "thuiszitters") == [
        "Minder dan de helft aanwezig: 1",
        "Langer dan vier weken ongeoorloofd afwezig (langdurig relatief verzuim): niet bekend, vul in",
        "Langer dan drie maanden geen onderwijs: niet bekend, vul in",
        "Niet ingeschreven op een school (absoluut verzuim): niet bekend, vul in",
        "Een leerling kan in meer categorieën vallen. Tel ze niet op.",
    ]


@pytest.mark.parametrize("name", ["{school}.docx", NAMES["nl"]])
async def test_a_school_can_put_its_own_template_in_the_place_of_ours(house: House, tmp_path: Path, name: str) -> None:
    own = Document()
    own.add_paragraph("Ons eigen verslag over {{ school }}")
    own.save(str(tmp_path / name.format(school=SCHOOL)))
    assert lines(await drawn(house, templates=tmp_path)) == ["Ons eigen verslag over De Zeven Bruggen"]


async def test_a_template_that_asks_for_what_there_is_not_is_left_for_ours(house: House, tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph("{{ schoolnaam }}")
    own.save(str(tmp_path / f"{SCHOOL}.docx"))
    assert "Verslag evaluatie AOJ-team" in lines(await drawn(house, templates=tmp_path))


def test_a_template_that_cannot_be_filled_in_is_told_of_before_a_start(tmp_path: Path, database_url: str) -> None:
    own = Document()
    own.add_paragraph("{{ schoolnaam }}")
    own.save(str(tmp_path / f"{SCHOOL}.docx"))
    (tmp_path / "stroom.docx").write_bytes(b"geen Word")
    told = list(trial.faults(tmp_path))
    assert [line.partition(":")[0] for line in told] == ["stroom.docx", f"{SCHOOL}.docx"]
    assert "'schoolnaam' is undefined" in told[1]
    assert list(trial.faults(None)) == []


async def test_what_a_trial_fills_in_is_what_a_report_gives(house: House) -> None:
    meeting = await planned(house, TUESDAY_MORNING.replace(month=11, day=17))
    async with house.database.transaction() as session:
        of = await evaluation_of(house.desk(session), meeting)
        assert of
        facts = await report.facts(house.desk(session), of, EXACT)
    assert facts.keys() == trial.MADE_UP.keys()
    assert facts["parts"][0]["questions"][0].keys() == trial.QUESTION.keys()


@pytest.mark.parametrize("language", NAMES)
def test_the_templates_that_ship_are_as_the_script_makes_them(language: str, database_url: str) -> None:
    with ZipFile(SHIPPED / NAMES[language]) as shipped, ZipFile(BytesIO(make(language))) as made:
        assert {name: shipped.read(name) for name in shipped.namelist()} == {
            name: made.read(name) for name in made.namelist()
        }


async def test_the_chair_gets_the_file_and_the_text_and_notes_when_it_was_sent(house: House, office: Office) -> None:
    house.moment = office.clock.at
    meeting = await planned(house, TUESDAY_MORNING.replace(month=11, day=17))
    await is_held(house, meeting)
    chair = Caller(office, CHAIR)
    assert "Beste collega" in await chair.sends(f"verslag:{meeting}")
    row = next(row for row in await office.rows(Outgoing) if row.method == "sendDocument")
    assert row.picture["file"] == "evaluatie-aoj-zeven-bruggen-2026-11-17.docx"
    assert json.loads(row.picture["facts"])["masked"] is True
    await chair.taps("Het is verstuurd")
    assert await chair.labels() == ["Vandaag", "22 nov 2026", "21 nov 2026", "20 nov 2026"]
    assert "verstuurd op 22 nov 2026, op tijd" in await chair.taps("22 nov 2026")
    assert "Verslag verstuurd op 22 nov 2026." in await chair.types("/evaluatie")


async def test_only_the_chair_makes_the_report(house: House, office: Office) -> None:
    meeting = await planned(house, TUESDAY_MORNING.replace(month=11, day=17))
    assert "Dat kan ik niet" in await Caller(office, BRIDGE).sends(f"verslag:{meeting}")
