"""The figures of all schools together in the terminal, for the stedelijk overleg."""

import json
from dataclasses import asdict

from bot.command_session import command_session
from bot.config import Settings
from bot.evaluation.city import City, overview
from bot.render import Renderer
from knowledge.tables import knowledge


async def found(settings: Settings) -> City | None:
    """Give the figures of the city from the database of these settings; None as long as no period is settled."""
    async with command_session(settings) as session:
        return await overview(session)


def as_text(city: City | None, language: str) -> str:
    """Word the figures for the terminal."""
    return Renderer(knowledge()).words("city", language, city=city)


def as_json(city: City | None) -> str:
    """Write the figures as JSON: a number, "withheld", or null where it is not known; null altogether without any."""
    return json.dumps(asdict(city) if city else None, default=str, ensure_ascii=False)
