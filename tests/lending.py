"""A database on PostgreSQL that one test after the other borrows: emptying it costs a hundredth of making one."""

import psycopg
from postgres import Postgres
from sqlalchemy.engine import URL

from bot.models import Base

OTHERS_LEAVE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
COUNTED_FROM_ONE = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"
# Each migration, up or down, writes this row anew.
STATE_OF_THE_TABLES = "SELECT xmin::text, version_num FROM alembic_version"


class Lending:
    """Lends the database; one whose tables a test has changed is dropped, and the next test gets another."""

    def __init__(self, postgres: Postgres, like: str) -> None:
        self._postgres, self._like = postgres, like
        self._url: URL | None = None
        self._tables: list[tuple[str, ...]] = []

    def lend(self) -> str:
        """Give the address of a database with all tables and nothing in them."""
        if self._url is None:
            self._url = self._postgres.new_database(like=self._like)
            with self._open() as connection:
                self._tables = connection.execute(STATE_OF_THE_TABLES).fetchall()
        return self._url.render_as_string(hide_password=False)

    def take_back(self) -> None:
        """Empty it for the next test."""
        assert self._url is not None
        with self._open() as connection:
            connection.execute(OTHERS_LEAVE)
            unchanged = connection.execute(STATE_OF_THE_TABLES).fetchall() == self._tables
            if unchanged:
                # Each goes before those it refers to; together they are one message to the server.
                tables = [f'DELETE FROM "{table.name}"' for table in reversed(Base.metadata.sorted_tables)]
                connection.execute("; ".join([*tables, COUNTED_FROM_ONE]).encode())
        if not unchanged:
            self._postgres.drop(self._url)
            self._url = None

    def _open(self) -> psycopg.Connection[tuple[str, ...]]:
        assert self._url is not None
        plain = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(plain, autocommit=True)
