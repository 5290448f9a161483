"""«wegwijs school»: making schools, inviting their chair, and the days on which they are closed."""

import json
from datetime import date, datetime
from typing import Annotated

import typer

from bot.terminal import Bot, now, run

app = typer.Typer(no_args_is_help=True, help="Scholen maken en hun voorzitter uitnodigen.")

Id = Annotated[str, typer.Argument(help="korte naam: kleine letters, cijfers en _", metavar="ID")]


@app.command()
def add(
    school_id: Id,
    name: Annotated[str, typer.Argument(help="zoals mensen de school noemen")],
    *,
    bot: Bot,
    region: Annotated[str, typer.Option(help="de regio van de schoolkalender")] = "midden",
    chair: Annotated[str, typer.Option(help="aan wie de link gaat; wordt niet bewaard")] = "",
) -> None:
    """Maak een school, en toon de link waarmee de voorzitter meedoet."""
    from bot import schools  # noqa: PLC0415

    _show_link(bot, run(lambda session: schools.add(session, school_id, name, region=region, now=now())), chair)


@app.command()
def invite(
    school_id: Id,
    *,
    bot: Bot,
    chair: Annotated[str, typer.Option(help="aan wie de link gaat; wordt niet bewaard")] = "",
) -> None:
    """Toon een nieuwe link voor de voorzitter van een school."""
    from bot import schools  # noqa: PLC0415

    _show_link(bot, run(lambda session: schools.invite_chair(session, school_id, now())), chair)


@app.command()
def closed(
    school_id: Id, days: Annotated[list[datetime], typer.Argument(formats=["%Y-%m-%d"], help="2026-11-20 …")]
) -> None:
    """Bewaar op welke dagen een school dicht is, naast vakanties en feestdagen; oude dagen vervallen."""
    from bot import schools  # noqa: PLC0415

    kept: list[date] = [day.date() for day in days]
    run(lambda session: schools.set_closed_days(session, school_id, kept))
    typer.echo(f"{school_id}: dicht op {', '.join(day.isoformat() for day in sorted(set(kept)))}")


@app.command()
def messages(
    school_id: Id,
    *,
    stay: Annotated[bool, typer.Option("--stay/--go", help="blijven staan, of na 40 uur uit de chat")],
) -> None:
    """Kies of berichten over een zaak in de chat blijven staan; anders haalt de bot ze na 40 uur weg."""
    from bot import schools  # noqa: PLC0415

    run(lambda session: schools.let_case_messages_stay(session, school_id, stay=stay))
    typer.echo(f"{school_id}: berichten over een zaak {'blijven staan' if stay else 'gaan na 40 uur uit de chat'}")


@app.command()
def city(seat: Annotated[str, typer.Argument(help="swv, swa, ggd_jgz, leerplicht of beleid")], *, bot: Bot) -> None:
    """Toon een link voor wie in het stedelijk overleg zit, namens een van de organisaties."""
    from bot import city_seats, joining  # noqa: PLC0415

    code = run(lambda session: city_seats.invite(session, seat, now()))
    typer.echo(f"De link werkt één keer, zeven dagen lang:\n{joining.link(bot.removeprefix('@'), code)}")


@app.command()
def log(school_id: Id) -> None:
    """Toon wie onder een code wat zag of veranderde: JSON-regels met de velden van de VNG-standaard."""
    from bot import processing  # noqa: PLC0415

    for fields in run(lambda session: processing.of_school(session, school_id)):
        typer.echo(json.dumps(fields, ensure_ascii=False))


@app.command("list")
def every() -> None:
    """Toon alle scholen."""
    from bot import schools  # noqa: PLC0415

    for school in run(schools.every):
        typer.echo(f"{school.id}\t{school.name}\t{school.region}\t{len(school.closed_days)} dagen dicht")


def _show_link(bot: str, code: str, chair: str) -> None:
    from bot import joining  # noqa: PLC0415

    whom = f"Stuur dit aan {chair}" if chair else "Stuur dit aan de voorzitter van het AOJ-team"
    typer.echo(f"{whom}. De link werkt één keer, zeven dagen lang:\n{joining.link(bot.removeprefix('@'), code)}")
