"""getUpdates and the webhook methods."""

from typing import Any

from bot.demo.backend import Backend
from bot.demo.errors import bad_request, conflict
from bot.demo.params import Params
from bot.demo.polling import MOST_UPDATES, WEBHOOK_ACTIVE, WEBHOOK_SET
from bot.demo.webhook import read_settings


async def get_updates(backend: Backend, params: Params) -> list[dict[str, Any]]:
    """The updates that wait, after waiting for one when there is none."""
    if backend.webhook.active:
        raise conflict(WEBHOOK_ACTIVE)
    limit = min(max(params.integer("limit", MOST_UPDATES), 1), MOST_UPDATES)
    seconds = max(params.integer("timeout"), 0)
    backend.updates.allow(_allowed_updates(params))
    return await backend.polling.get(offset=params.integer("offset"), limit=limit, seconds=seconds)


async def set_webhook(backend: Backend, params: Params) -> bool:
    """Push from now on; an empty url is deleteWebhook."""
    settings = read_settings(params)
    if settings is None:
        return await delete_webhook(backend, params)
    backend.updates.allow(_allowed_updates(params))
    backend.polling.end(WEBHOOK_SET)
    _drop_pending(backend, params)
    await backend.webhook.configure(settings)
    return True


async def delete_webhook(backend: Backend, params: Params) -> bool:
    """Stop pushing."""
    _drop_pending(backend, params)
    if backend.webhook.active:
        await backend.webhook.configure(None)
    return True


def get_webhook_info(backend: Backend, params: Params) -> dict[str, Any]:
    """Where updates go, how many wait, and what went wrong last."""
    del params
    return backend.webhook.info()


def _drop_pending(backend: Backend, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        backend.updates.keep_last(0)


def _allowed_updates(params: Params) -> list[str] | None:
    kinds = params.value("allowed_updates")
    if kinds is None:
        return None
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("can't parse allowed_updates: array of strings expected")
    return kinds
