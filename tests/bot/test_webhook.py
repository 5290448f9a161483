"""The webhook: only Telegram gets in, and it hears that we have an update once that is committed."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from databases import ON_SQLITE
from office import Office, message
from sqlalchemy.exc import OperationalError

from bot.config import Settings
from bot.keyring import new_key
from bot.models import Incoming
from bot.webhook import LONGEST_BODY, SECRET_HEADER, Webhook

SECRET = "s" * 32
KNOWN = {SECRET_HEADER: SECRET}


# The door is the same whatever stands behind it; storing itself is tried elsewhere, on both.
pytestmark = ON_SQLITE


async def works() -> None:
    """The database answers."""


async def is_away() -> None:
    raise OperationalError("SELECT 1", None, ConnectionError())


def settings() -> Settings:
    return Settings(
        token="99:made-up-token",
        key=new_key(),
        webhook_url="https://wegwijs.example/telegram",
        webhook_secret=SECRET,
    )


@pytest.fixture
async def telegram(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    """Telegram, at our door."""
    async with office.application:
        intake = office.intake()
        webhook = Webhook(intake, settings(), works=works)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(webhook.app), base_url="http://bot") as client:
            yield client
        await intake.finish()


async def test_an_update_is_stored_before_telegram_hears_that_we_have_it(
    telegram: httpx.AsyncClient, office: Office
) -> None:
    answer = await telegram.post("/telegram", json=message(7, "/help"), headers=KNOWN)
    assert answer.status_code == 200
    assert [row.update_id for row in await office.rows(Incoming)] == [7]


async def test_an_update_that_is_brought_again_is_stored_once(telegram: httpx.AsyncClient, office: Office) -> None:
    for _ in range(2):
        assert (await telegram.post("/telegram", json=message(7, "/help"), headers=KNOWN)).status_code == 200
    assert [row.update_id for row in await office.rows(Incoming)] == [7]


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "x" * 32}, {SECRET_HEADER: SECRET + "s"}])
async def test_who_does_not_know_the_secret_stays_out(
    telegram: httpx.AsyncClient, office: Office, headers: dict[str, str]
) -> None:
    answer = await telegram.post("/telegram", json=message(7, "/help"), headers=headers)
    assert answer.status_code == 403
    assert await office.rows(Incoming) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b"\xff",
        b"[" * 100_000,
        b'{"update_id": 9223372036854775808}',
    ],
)
async def test_what_is_no_update_is_refused(telegram: httpx.AsyncClient, office: Office, body: bytes) -> None:
    assert (await telegram.post("/telegram", content=body, headers=KNOWN)).status_code == 400
    assert await office.rows(Incoming) == []


@pytest.mark.parametrize(("extra", "status"), [(0, 200), (1, 413)])
async def test_what_is_longer_than_any_update_is_not_read(telegram: httpx.AsyncClient, extra: int, status: int) -> None:
    update = b'{"update_id": 7, "x": ""}'
    padded = update.replace(b'""', b'"' + b"x" * (LONGEST_BODY - len(update) + extra) + b'"')
    assert (await telegram.post("/telegram", content=padded, headers=KNOWN)).status_code == status


async def test_only_what_telegram_does_is_answered(telegram: httpx.AsyncClient) -> None:
    assert (await telegram.get("/telegram")).status_code == 405
    assert (await telegram.get("/anything")).status_code == 404


@pytest.mark.parametrize(("database", "status"), [(works, 200), (is_away, 503)])
async def test_a_proxy_is_told_whether_there_is_work_to_be_had(office: Office, database: Any, status: int) -> None:
    webhook = Webhook(office.intake(), settings(), works=database)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(webhook.app), base_url="http://bot") as client:
        assert (await client.get("/ready")).status_code == status
        assert (await client.get("/health")).status_code == 200


async def test_a_replica_that_stops_wants_no_more_work(office: Office) -> None:
    webhook = Webhook(office.intake(), settings(), works=works)
    webhook.stop()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(webhook.app), base_url="http://bot") as client:
        assert (await client.get("/ready")).status_code == 503


async def test_while_the_database_is_away_telegram_brings_it_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = office.intake()

    async def cannot(_updates: object) -> None:
        await is_away()

    monkeypatch.setattr(intake, "store", cannot)
    webhook = Webhook(intake, settings(), works=works)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(webhook.app), base_url="http://bot") as client:
        assert (await client.post("/telegram", json=message(7, "/help"), headers=KNOWN)).status_code == 503
