"""Logs: one JSON object a line, with ids and kinds, never the words of a message or a secret."""

import logging
import sys

import structlog
from structlog.tracebacks import ExceptionDictTransformer

QUIET = ("httpx", "httpcore", "telegram", "uvicorn.access", "aiosqlite", "alembic")


def set_up(level: int = logging.INFO) -> None:
    """Write logs as JSON to standard error; libraries that would log addresses with the token are kept quiet."""
    logging.basicConfig(level=logging.WARNING)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # Where it broke, never the values: among them are people's words and the token.
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
