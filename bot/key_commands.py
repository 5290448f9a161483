"""«wegwijs key»: the key under which people's data is kept."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.keyring import Keyring, KeyringError, new_key, replace_keys, write_key

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.database import Database

app = typer.Typer(no_args_is_help=True, help="De sleutel waarmee gegevens van mensen zijn versleuteld.")
NO_NEW_KEY = (
    "zet in WEGWIJS_KEY een nieuwe sleutel («wegwijs key new») vóór de oude, met een komma ertussen, en begin opnieuw"
)


@app.command()
def new(
    file: Annotated[Path | None, typer.Argument(help="waar de sleutel komt; zonder bestand wordt hij getoond")] = None,
) -> None:
    """Maak een sleutel; bewaar hem apart van de database en van de reservekopieën."""
    if file is None:
        typer.echo(new_key())
        return
    try:
        write_key(file, new_key())
    except OSError as error:
        typer.echo(f"{file}: {error.strerror}; er is niets overschreven", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Sleutel geschreven. Geef bij het starten WEGWIJS_KEY_FILE={file}")


@app.command()
def rotate() -> None:
    """Verzegel alles met een nieuwe sleutel; stop de bot eerst. Afgebroken? Draai het dan nog een keer."""
    from bot import rotation  # noqa: PLC0415
    from bot.config import Settings  # noqa: PLC0415

    settings = Settings.without_token()
    asyncio.run(_with(settings, rotation.must_be_free))
    if settings.key_file:
        _add_key(settings.key_file)
    elif not settings.keyring().older:
        raise KeyringError(NO_NEW_KEY)
    done = asyncio.run(_with(Settings.without_token(), rotation.rotate))
    typer.echo(f"{done} rijen opnieuw verzegeld.")
    if settings.key_file:
        _put_old_aside(settings.key_file)
    else:
        typer.echo("Haal nu de oude sleutel uit WEGWIJS_KEY, en bewaar hem zolang er oude reservekopieën zijn.")


def _add_key(file: Path) -> None:
    """Put a new key before the one in the file, unless that was done before and was cut off then."""
    keys = file.read_text(encoding="ascii").split()
    if len(keys) == 1:
        replace_keys(file, new_key(), *keys)


def _put_old_aside(file: Path) -> None:
    current, *older = file.read_text(encoding="ascii").split()
    for key in older:
        aside = file.with_name(f"{file.name}.{Keyring.read(key).id}")
        replace_keys(aside, key)
        typer.echo(f"De oude sleutel staat in {aside}. Alleen oude reservekopieën hebben hem nodig: wis hem met die.")
    replace_keys(file, current)


async def _with(settings: "Settings", work: "Callable[[Database], Coroutine[Any, Any, int | None]]") -> int | None:
    from bot.database import Database  # noqa: PLC0415

    database = Database.of(settings)
    try:
        await database.upgrade(any_key=True)
        return await work(database)
    finally:
        await database.close()
