"""What commands in the terminal share: one transaction on a database that is up to date, and one line when it fails."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.errors import WegwijsError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

Result = TypeVar("Result")
Bot = Annotated[str, typer.Option("--bot", envvar="WEGWIJS_BOT", help="gebruikersnaam van de bot, zonder @")]


def run(work: Callable[["AsyncSession"], Awaitable[Result]]) -> Result:
    """Do something in one transaction on a database that is up to date; what is wrong is said in one line."""
    try:
        return asyncio.run(_in_transaction(work))
    except WegwijsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


async def _in_transaction(work: Callable[["AsyncSession"], Awaitable[Result]]) -> Result:
    from bot.command_session import command_session  # noqa: PLC0415
    from bot.config import Settings  # noqa: PLC0415

    async with command_session(Settings.without_token()) as session:
        return await work(session)


def now() -> datetime:
    """Give the moment it is."""
    return datetime.now(UTC)
