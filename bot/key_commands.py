"""«wegwijs key»: the key under which people's data is kept."""

from pathlib import Path
from typing import Annotated

import typer

from bot.keyring import new_key, write_key

app = typer.Typer(no_args_is_help=True, help="De sleutel waarmee gegevens van mensen zijn versleuteld.")


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
