"""The commands of the program, each a few lines: others script against them."""

import asyncio
import gc
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot import admin_commands, key_commands, school_commands
from bot.errors import SettingsError, WegwijsError
from knowledge.faults import TableError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Wegwijs: wie doet het, wie betaalt, en wat is de eerste stap?",
)
database = typer.Typer(no_args_is_help=True, help="De database bijwerken, kopiëren en terugzetten.")
app.add_typer(database, name="db")
app.add_typer(school_commands.app, name="school")
app.add_typer(key_commands.app, name="key")
app.add_typer(admin_commands.app, name="beheer")


def _known_region(region: str) -> str:
    from knowledge.calendar import tables  # noqa: PLC0415

    if region not in tables():
        raise typer.BadParameter(f"geen schoolkalender van «{region}», wel van: {', '.join(tables())}")
    return region


Language = Annotated[Literal["nl", "en"], typer.Option("--taal", help="de taal van het antwoord")]
Region = Annotated[str, typer.Option(callback=_known_region, help="de regio van de schoolkalender")]
MazlWindow = Annotated[Literal["calendar", "school_weeks"], typer.Option(help="telt alle weken, of schoolweken")]


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="de vraag, in gewone woorden")] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='lees regels {"q": …} en schrijf er voor elke één')] = False,
    why: Annotated[bool, typer.Option("--why", help="toon ook wat de doorslag gaf")] = False,
    language: Language = "nl",
) -> None:
    """Beantwoord een vraag in de terminal."""
    from bot import ask as asking  # noqa: PLC0415

    if jsonl:
        sys.exit(asking.answer_lines(sys.stdin, sys.stdout))
    if not question:
        raise typer.BadParameter("geef een vraag, of --jsonl")
    asking.show_answer(question, language)
    if why:
        asking.show_why(question)


@app.command()
def tabel(*, as_json: Annotated[bool, typer.Option("--json", help="als JSON-lijst")] = False) -> None:
    """Toon de verdeling tussen Jeugdwet en onderwijswetten."""
    from bot import table  # noqa: PLC0415

    if as_json:
        table.write_json(sys.stdout)
    else:
        table.show()


@app.command()
def assess(
    *,
    region: Region = "midden",
    mazl_window: MazlWindow = "calendar",
) -> None:
    """Beoordeel verzuim: JSON-regels erin, oordelen eruit."""
    from bot import assess as assessing  # noqa: PLC0415

    raise typer.Exit(assessing.run(sys.stdin, sys.stdout, region=region, mazl_window=mazl_window))


@app.command()
def uitleg(
    file: Annotated[Path, typer.Argument(help="een JSON-bestand met één geschiedenis", exists=True, dir_okay=False)],
    *,
    region: Region = "midden",
    mazl_window: MazlWindow = "calendar",
    language: Language = "nl",
) -> None:
    """Laat zien waarom een grens is bereikt, met een tijdlijn."""
    from bot import worksheet  # noqa: PLC0415
    from bot.render import Renderer  # noqa: PLC0415
    from knowledge.rules import HistoryRefusedError  # noqa: PLC0415
    from knowledge.tables import knowledge  # noqa: PLC0415

    renderer = Renderer(knowledge())
    try:
        explained = worksheet.explain_file(file, renderer, language=language, region=region, mazl_window=mazl_window)
    except HistoryRefusedError as refused:
        typer.echo(worksheet.refusal(refused, renderer, language=language, region=region), err=True)
        raise typer.Exit(1) from None
    typer.echo(explained)


Lines = Annotated[bool, typer.Option("--jsonl", help="JSON-regels erin, JSON-regels eruit")]


@app.command()
def parse(*, jsonl: Lines = False) -> None:
    """Lees verzuimsignalen van één regel: regels {"text", "today"} erin, de lezing eruit."""
    from bot import parse as parsing  # noqa: PLC0415

    _only_lines(jsonl=jsonl)
    raise typer.Exit(parsing.run(sys.stdin, sys.stdout))


@app.command()
def guard(*, jsonl: Lines = False) -> None:
    """Vind wat een leerling herkenbaar maakt: regels {"text"} erin, wat er is gezien eruit."""
    from bot import guard as guarding  # noqa: PLC0415

    _only_lines(jsonl=jsonl)
    raise typer.Exit(guarding.run(sys.stdin, sys.stdout))


def _only_lines(*, jsonl: bool) -> None:
    if not jsonl:
        raise typer.BadParameter("geef --jsonl en regels op de standaardinvoer")


@app.command()
def audit() -> None:
    """Controleer of elke lopende zaak iemand heeft en een volgend moment; zo niet, dan is de status 1."""
    from bot import auditing  # noqa: PLC0415
    from bot.config import Settings  # noqa: PLC0415

    faults = asyncio.run(auditing.faults(Settings.without_token()))
    for fault in faults:
        typer.echo(fault, err=True)
    typer.echo("Elke zaak heeft iemand." if not faults else f"{len(faults)} fouten.", err=bool(faults))
    raise typer.Exit(1 if faults else 0)


@app.command()
def stad(
    *, as_json: Annotated[bool, typer.Option("--json", help="als JSON")] = False, language: Language = "nl"
) -> None:
    """Toon de cijfers van alle scholen samen, zonder aantallen onder de vijf."""
    from bot import city  # noqa: PLC0415
    from bot.config import Settings  # noqa: PLC0415

    found = asyncio.run(city.found(Settings.without_token()))
    typer.echo(city.as_json(found) if as_json else city.as_text(found, language))


@app.command()
def status() -> None:
    """Toon hoe het gaat: wat wacht, wat opzij is gezet, wat openstaat; status 1 als er iemand naar moet kijken."""
    from bot import status as telling  # noqa: PLC0415
    from bot.config import Settings  # noqa: PLC0415

    raise typer.Exit(0 if asyncio.run(telling.show(Settings.without_token())) else 1)


@app.command()
def check() -> None:
    """Controleer tabellen, teksten, talen en instellingen: alles wat fout kan zijn vóór een start."""
    from bot.check import faults  # noqa: PLC0415

    found = faults()
    for fault in found:
        typer.echo(fault)
    typer.echo("Alles klopt." if not found else f"{len(found)} fouten.", err=bool(found))
    raise typer.Exit(code=1 if found else 0)


@app.command()
def review() -> None:
    """Toon de vragen zonder antwoord en de antwoorden waar iemand het niet mee eens was."""
    from bot import review as reviewing  # noqa: PLC0415
    from bot.config import Settings  # noqa: PLC0415

    asyncio.run(reviewing.show(Settings.without_token()))


@app.command()
def demo(
    *,
    port: Annotated[int, typer.Option(help="poort van de pagina; 0 kiest een vrije")] = 8033,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="open geen browser")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="begin opnieuw, zonder oude gesprekken")] = False,
    transcript: Annotated[Path | None, typer.Option(help="schrijf elk verzoek aan Telegram als JSON-regel")] = None,
    at: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%dT%H:%M"], help="hoe laat het in de demo is")] = None,
) -> None:
    """Probeer alles op deze computer, zonder Telegram."""
    from bot.demo.run import demo as run_demo  # noqa: PLC0415

    run_demo(port=port, browser=not no_browser, fresh=fresh, transcript=transcript, at=at)


@app.command()
def run() -> None:
    """Draai de bot tegen Telegram (WEGWIJS_TOKEN, WEGWIJS_KEY_FILE, WEGWIJS_DATABASE_URL)."""
    # What is loaded at a start stays: looking through it again and again for what may go costs a quarter of the start.
    gc.disable()
    from bot.config import Settings  # noqa: PLC0415
    from bot.lean import not_installed  # noqa: PLC0415
    from bot.stopping import until_stopped  # noqa: PLC0415

    # A log of JSON and requests need no colours, nor the HTTP library's own command.
    with not_installed("rich", "httpx._main"):
        from bot.app import run as run_bot  # noqa: PLC0415
        from bot.logs import set_up  # noqa: PLC0415

    def ready() -> None:
        gc.freeze()
        gc.enable()

    settings = Settings.read()
    set_up()
    asyncio.run(until_stopped(run_bot(settings, ready=ready)))


@database.command()
def upgrade() -> None:
    """Breng de database naar de nieuwste vorm."""
    from bot.config import Settings  # noqa: PLC0415
    from bot.database import Database  # noqa: PLC0415

    asyncio.run(Database.of(Settings.without_token()).upgrade())


File = Annotated[Path, typer.Argument(help="het bestand met de kopie", metavar="BESTAND")]


@database.command()
def backup(file: File) -> None:
    """Schrijf een kopie van de database, ook terwijl de bot draait; de sleutel staat er niet in."""
    from sqlalchemy.engine import make_url  # noqa: PLC0415

    from bot.backup import back_up  # noqa: PLC0415
    from bot.config import Settings  # noqa: PLC0415

    back_up(make_url(Settings.without_token().database_url), file)
    typer.echo(f"{file}: kopie gemaakt. Bewaar de sleutel ergens anders.")


@database.command()
def restore(file: File) -> None:
    """Zet een kopie terug; stop de bot eerst. Wat er nu in staat, wordt eerst zelf gekopieerd."""
    from sqlalchemy.engine import make_url  # noqa: PLC0415

    from bot.backup import put_aside  # noqa: PLC0415
    from bot.backup import restore as put_back  # noqa: PLC0415
    from bot.config import Settings  # noqa: PLC0415

    settings = Settings.without_token()
    url = make_url(settings.database_url)
    if kept := put_aside(url, settings.backup_dir):
        typer.echo(f"{kept}: hier staat nu wat er was.")
    put_back(url, file)
    typer.echo(f"{file}: teruggezet.")


def main() -> None:
    """Run a command; what is wrong with tables or settings is a list, not a trace."""
    try:
        app()
    except (TableError, SettingsError) as error:
        typer.echo(f"Kan niet starten:\n{error}", err=True)
        sys.exit(2)
    except WegwijsError as error:
        typer.echo(str(error), err=True)
        sys.exit(2)
