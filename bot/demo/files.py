"""Files that were sent, by either side: kept in the store, the oldest dropped when it grows too large."""

import mimetypes
import struct
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from bot.demo.errors import BotApiError, bad_request
from bot.demo.params import Upload
from bot.demo.store import Store

MEGABYTE = 1024 * 1024
LARGEST_PHOTO = 10 * MEGABYTE
LARGEST_UPLOAD = 50 * MEGABYTE
LARGEST_DOWNLOAD = 20 * MEGABYTE
MOST_KEPT = 256 * MEGABYTE
LONGEST_SIDES = 10_000
STEEPEST_RATIO = 20

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg"}
SIZE_MARKERS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class StoredFile:
    """A file as the store knows it; `path` is what getFile tells."""

    file_id: str
    path: str
    name: str
    mime: str
    size: int

    def described(self) -> dict[str, Any]:
        """The fields every file object of the Bot API has."""
        return {"file_id": self.file_id, "file_unique_id": f"u{self.file_id}", "file_size": self.size}


class Files:
    """Files by their id and by their path."""

    def __init__(self, store: Store, *, most_kept: int = MOST_KEPT) -> None:
        self._store = store
        self._most_kept = most_kept

    def add(self, folder: str, upload: Upload) -> StoredFile:
        """Keep a file under a folder of Telegram's ("photos", "documents", "voice")."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > LARGEST_UPLOAD:
            raise BotApiError(413, "Request Entity Too Large")
        name = PurePath(upload.name.replace("\\", "/")).name or "file"
        with self._store.transaction():
            number = self._next_number()
            mime = _mime(upload, name)
            suffix = SUFFIXES.get(mime) or PurePath(name).suffix[:12]
            stored = StoredFile(
                file_id=f"{folder[:1].upper()}gAC{number:08d}",
                path=f"{folder}/file_{number}{suffix if suffix.isascii() else ''}",
                name=name,
                mime=mime,
                size=len(upload.content),
            )
            self._store.run(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
                number, stored.file_id, stored.path, stored.name, stored.mime, stored.size, upload.content,
            )  # fmt: skip
            self._drop_oldest()
        return stored

    def _next_number(self) -> int:
        found = self._store.row("SELECT seq FROM sqlite_sequence WHERE name = 'files'")
        return int(found[0]) + 1 if found else 1

    def _drop_oldest(self) -> None:
        kept = self._store.row("SELECT SUM(size) FROM files")
        over = int(kept[0] or 0) - self._most_kept if kept else 0
        for number, size in self._store.rows("SELECT number, size FROM files ORDER BY number") if over > 0 else []:
            if over <= 0:
                return
            self._store.run("DELETE FROM files WHERE number = ?", number)
            over -= size

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file with this id."""
        found = self._store.row("SELECT file_id, path, name, mime, size FROM files WHERE file_id = ?", file_id)
        return StoredFile(*found) if found else None

    def content(self, *, path: str = "", file_id: str = "") -> tuple[StoredFile, bytes] | None:
        """A file with its bytes, by path or by id."""
        found = self._store.row(
            "SELECT file_id, path, name, mime, size, content FROM files WHERE path = ? OR file_id = ?", path, file_id
        )
        return (StoredFile(*found[:5]), found[5]) if found else None


def image_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels from a PNG or JPEG header; a 400 when it is not a photo Telegram takes."""
    if len(content) > LARGEST_PHOTO:
        size = f"file of size {len(content)} bytes is too big for a photo"
        raise bad_request(f"{size}; the maximum size is {LARGEST_PHOTO} bytes")
    size_read = _png_size(content) if content.startswith(PNG) else _jpeg_size(content)
    if size_read is None or 0 in size_read:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size_read
    if width + height > LONGEST_SIDES or max(width, height) > STEEPEST_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _png_size(content: bytes) -> tuple[int, int] | None:
    if len(content) < 24 or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(JPEG):
        return None
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if marker in SIZE_MARKERS:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        padding = marker == 0xFF
        position += 1 if padding else 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return None


def _mime(upload: Upload, name: str) -> str:
    if upload.content.startswith((PNG, JPEG)):
        return "image/png" if upload.content.startswith(PNG) else "image/jpeg"
    guessed = mimetypes.guess_type(name)[0]
    return guessed or upload.mime or "application/octet-stream"
