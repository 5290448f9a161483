"""Copies of the database while the program runs, and putting one back; what is sealed stays sealed in a copy."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL

from bot.errors import BackupError

POSTGRES = "postgresql"


def back_up(url: URL, file: Path) -> None:
    """Write a copy of the database to a new file that only its owner may read; raises BackupError."""
    _make_room(file)
    try:
        if url.get_backend_name() == POSTGRES:
            _postgres(url, "pg_dump", ["--format=custom", "--no-owner", f"--file={file}"])
        else:
            _copy_sqlite(_sqlite_file(url), file)
    except BackupError:
        file.unlink()
        raise


def put_aside(url: URL, folder: Path) -> Path | None:
    """Copy what is in the database before something replaces it; None where there is nothing. Raises BackupError."""
    if url.get_backend_name() != POSTGRES and not Path(url.database or "").is_file():
        return None
    file = folder / f"wegwijs-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.backup"
    back_up(url, file)
    return file


def restore(url: URL, file: Path) -> None:
    """Put a copy in the place of what is in the database now; the program must not be running. Raises BackupError."""
    if not file.is_file():
        raise BackupError(f"{file}: is er niet")
    if url.get_backend_name() == POSTGRES:
        options = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", str(file)]
        _postgres(url, "pg_restore", options, database_option=True)
    else:
        _restore_sqlite(file, Path(url.database or ""))


def _make_room(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise BackupError(f"{file}: bestaat al; kies een andere naam") from None
    except OSError as error:
        raise BackupError(f"{file}: hier kan niet geschreven worden ({error.strerror})") from None


def _sqlite_file(url: URL) -> Path:
    file = Path(url.database or "")
    if not file.is_file():
        raise BackupError(f"{file}: er is nog geen database")
    return file


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy through SQLite itself: the file alone would miss what stands in its log."""
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            # A copy stands by itself: without a log beside it.
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise BackupError(f"{source}: kopiëren lukt niet ({error})") from None


def _restore_sqlite(copy: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as source:
            if source.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupError(f"{copy}: deze kopie is beschadigd")
            if source.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone() is None:
                raise BackupError(f"{copy}: dit is geen kopie van Wegwijs")
            target.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(target, timeout=1)) as database:
                # Fails while anybody else has it open for writing, and leaves it as it was.
                source.backup(database)
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{copy}: terugzetten lukt niet ({error}); stop Wegwijs eerst") from None


def _postgres(url: URL, program: str, options: Sequence[str], *, database_option: bool = False) -> None:
    """Run PostgreSQL's own program; the password goes through the environment, where other users do not see it."""
    found = shutil.which(program)
    if found is None:
        raise BackupError(f"{program} is er niet: installeer de hulpprogramma's van PostgreSQL (postgresql-client)")
    plain = url.set(drivername=POSTGRES, password=None).render_as_string(hide_password=False)
    address = ["--dbname", plain] if database_option else [plain]
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    done = subprocess.run(  # noqa: S603  # the program is PostgreSQL's own, nothing comes from a message
        [found, *address, *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip().splitlines()[-1] if done.stderr else done.returncode}")
