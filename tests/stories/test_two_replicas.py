"""Two replicas on one PostgreSQL: one is brought the updates, the other sends; when one stops, the other goes on."""

import socket
from pathlib import Path

from pydantic import SecretStr
from world import running_world


def a_free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


async def test_a_question_is_answered_before_and_after_the_replica_that_leads_stops(
    tmp_path: Path, postgres_url: str
) -> None:
    port = a_free_port()
    webhook = {"webhook_url": f"http://127.0.0.1:{port}/telegram", "webhook_secret": SecretStr("s" * 32)}
    async with running_world(tmp_path, database_url=postgres_url, listen_port=a_free_port(), **webhook) as world:
        await world.starts_a_replica(listen_port=port)
        mentor = world.phone("mentor")
        assert "Bron" in (await mentor.asks("wie betaalt een dyslexieverklaring?")).text
        await world.stops_the_first_replica()
        assert "/tabel" in (await mentor.asks("/help")).text
