"""Looks for secrets where none may be: in the bytes of files, and in what the key opens."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from sqlalchemy import select

from bot.database import Database
from bot.models import Base

PREFIX = 6
"""Bytes a secret needs to be looked for among others' bytes: shorter ones stand in any encrypted file by chance."""
CHUNK = 1 << 22
WORD = re.compile(r"\w+")


def in_files(files: Iterable[Path], secrets: Iterable[str]) -> dict[str, set[str]]:
    """Give which secrets stand in which file, in any case and as JSON writes them."""
    forms: dict[bytes, list[tuple[bytes, str]]] = {}
    for secret in secrets:
        for form in {secret.lower(), json.dumps(secret.lower())[1:-1]}:
            written = form.encode()
            if len(written) >= PREFIX:
                forms.setdefault(written[:PREFIX], []).append((written, secret))
    found = {file.name: _in_bytes(file.read_bytes().lower(), forms) for file in files}
    return {name: hits for name, hits in found.items() if hits}


def _in_bytes(content: bytes, forms: dict[bytes, list[tuple[bytes, str]]]) -> set[str]:
    wanted = np.array(sorted(int.from_bytes(prefix) for prefix in forms), dtype=np.uint64)
    found: set[str] = set()
    for start in range(0, len(content), CHUNK):
        piece = np.frombuffer(content[start : start + CHUNK + PREFIX - 1], dtype=np.uint8).astype(np.uint64)
        if len(piece) < PREFIX:
            break
        last = len(piece) - PREFIX + 1
        windows = sum(piece[at : last + at] << np.uint64(8 * (PREFIX - 1 - at)) for at in range(PREFIX))
        for at in np.flatnonzero(np.isin(windows, wanted)):
            here = start + int(at)
            for form, secret in forms[content[here : here + PREFIX]]:
                if content.startswith(form, here):
                    found.add(secret)
    return found


async def in_rows(database: Database, secrets: Iterable[str]) -> dict[str, set[str]]:
    """Give which secrets stand as words in which table, once the key has opened it."""
    found = {}
    async with database.transaction() as session:
        for name, table in Base.metadata.tables.items():
            rows = (await session.execute(select(table))).all()
            text = json.dumps([[str(value) for value in row] for row in rows], ensure_ascii=False).casefold()
            words = set(WORD.findall(text))
            found[name] = {secret for secret in secrets if _stands_in(secret.casefold(), words, text)}
    return {table: hits for table, hits in found.items() if hits}


def _stands_in(secret: str, words: set[str], text: str) -> bool:
    parts = WORD.findall(secret)
    return all(part in words for part in parts) and (parts == [secret] or secret in text)
