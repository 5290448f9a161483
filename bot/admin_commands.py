"""«wegwijs beheer»: who administers the platform. A link is made here, and confirmed here when it was opened."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import Bot, now, run

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

app = typer.Typer(no_args_is_help=True, help="Wie het platform beheert.")


@app.command()
def invite(*, bot: Bot) -> None:
    """Toon een link waarmee iemand beheerder wordt, nadat je dat hier hebt bevestigd."""
    from bot import administrators, joining  # noqa: PLC0415

    code = run(lambda session: administrators.invite(session, now()))
    typer.echo(
        f"De link werkt één keer, één dag lang:\n{joining.link(bot.removeprefix('@'), code)}\n"
        "Wie hem opent, ziet een nummer. Laat dat aan je doorgeven en bevestig: wegwijs beheer confirm NUMMER"
    )


@app.command()
def confirm(number: Annotated[str, typer.Argument(help="het nummer dat de bot liet zien", metavar="NUMMER")]) -> None:
    """Bevestig wie de link opende; die is vanaf nu beheerder."""
    typer.echo(f"{run(lambda session: _confirm(session, number.strip()))} is nu beheerder.")


async def _confirm(session: "AsyncSession", number: str) -> str:
    from bot import administrators, outbox, queries  # noqa: PLC0415
    from bot.outbox import When  # noqa: PLC0415
    from bot.render import Renderer  # noqa: PLC0415
    from knowledge.tables import knowledge  # noqa: PLC0415

    at = now()
    member = await administrators.confirm(session, number, at)
    if member.telegram_id is not None:
        language = await queries.language_of(session, member.telegram_id) or member.language
        told = Renderer(knowledge()).message("join_admin_confirmed", language)
        key = f"administrator:{member.id}:{at.isoformat()}"
        await outbox.say_once(session, member.telegram_id, told, key=key, now=at, when=When(at))
    return member.name


@app.command("list")
def every() -> None:
    """Toon wie beheerder is, en sinds wanneer."""
    from bot import administrators  # noqa: PLC0415

    for known in run(administrators.every):
        typer.echo(f"{known.member.id}\t{known.member.name}\t{known.since:%Y-%m-%d}")


@app.command()
def remove(member_id: Annotated[int, typer.Argument(help="het nummer voor de naam in de lijst")]) -> None:
    """Haal een beheerder weg; wat er van die persoon stond, is dan weg."""
    from bot import administrators  # noqa: PLC0415

    typer.echo(f"{run(lambda session: administrators.remove(session, member_id)).name} is geen beheerder meer.")
