"""Stops cleanly: the first signal asks the work to finish, and waits for it."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any


async def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` until it ends or the program is asked to stop (Ctrl-C, SIGTERM); its own errors come out."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()

    def ask_to_stop() -> None:
        # Asked again, the work would be cut off in the middle of finishing.
        if not task.cancelling():
            task.cancel()

    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no such handlers: there Ctrl-C raises by itself
            loop.add_signal_handler(sign, ask_to_stop)
    with suppress(asyncio.CancelledError):
        await task
