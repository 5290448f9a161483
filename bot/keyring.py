"""The keys under which people's data is kept: the current one seals, older ones still open what they sealed."""

import hmac
import os
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import WegwijsError

SECRET_BYTES, ID_BYTES, NONCE_BYTES = 32, 4, 12
WRITTEN = 43
"""Characters of a written key: its bytes in base64, as an address takes them, without the «=» at the end."""
CODE = "code"


class KeyringError(WegwijsError):
    """A key that is no key; the words say what to do."""


class OtherKeyError(WegwijsError):
    """The database is sealed with another key than the one that was given; the words say what to do."""


class UnsealError(WegwijsError):
    """What was sealed cannot be opened: the key is missing, or it was changed or moved."""


class Key:
    """One key: what is derived from its secret seals, hashes and names it; the secret itself is not kept."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SECRET_BYTES:
            raise KeyringError(f"a key holds {SECRET_BYTES} bytes")
        self.id = _derived(secret, "id", ID_BYTES)
        self.box = AESGCM(_derived(secret, "seal", SECRET_BYTES))
        self.hashing = _derived(secret, "blind", SECRET_BYTES)

    def blind(self, text: str, of: str) -> str:
        """Give the hash of a text under this key."""
        return hmac.digest(self.hashing, f"{of}\0{normalised(text)}".encode(), "sha256").hex()

    def __repr__(self) -> str:
        return f"Key({self.id.hex()})"


class Keyring:
    """Seals, opens and hashes. The first key is the current one."""

    def __init__(self, secrets: Sequence[bytes]) -> None:
        if not secrets:
            raise KeyringError("a keyring holds at least one key")
        keys = [Key(secret) for secret in secrets]
        self.current = keys[0]
        self._keys = {key.id: key for key in keys}
        if len(self._keys) < len(keys):
            raise KeyringError("holds a key twice")

    @classmethod
    def read(cls, written: str) -> Self:
        """Read keys as they are written, with commas or white space between them; raises KeyringError."""
        return cls([_secret(word) for word in written.replace(",", " ").split()])

    @property
    def id(self) -> str:
        """Give the name of the current key; it tells nothing of the key."""
        return self.current.id.hex()

    @property
    def older(self) -> list[Key]:
        """Give the keys that only open what was sealed before."""
        return [key for key in self._keys.values() if key is not self.current]

    def seal(self, content: bytes, place: str) -> bytes:
        """Encrypt what is kept in a place (table.column): the key's id, a nonce, then what only the key opens."""
        nonce = os.urandom(NONCE_BYTES)
        return self.current.id + nonce + self.current.box.encrypt(nonce, content, place.encode())

    def unseal(self, sealed: bytes, place: str) -> bytes:
        """Decrypt what was sealed for this place; raises UnsealError when it was not, or no key fits."""
        key = self._keys.get(sealed[:ID_BYTES])
        if key is None:
            raise UnsealError(f"{place}: sealed with key {sealed[:ID_BYTES].hex()}, which is not in the keyring")
        nonce, content = sealed[ID_BYTES : ID_BYTES + NONCE_BYTES], sealed[ID_BYTES + NONCE_BYTES :]
        try:
            return key.box.decrypt(nonce, content, place.encode())
        except (InvalidTag, ValueError):
            raise UnsealError(f"{place}: was changed, or moved from elsewhere") from None

    def blind(self, text: str, of: str = CODE) -> str:
        """Give the keyed hash by which a text is found again, however it was typed; `of` keeps kinds of text apart."""
        return self.current.blind(text, of)


def normalised(text: str) -> str:
    """Give a text as it is compared: without regard to case, spaces around it or ways to write a letter."""
    return " ".join(unicodedata.normalize("NFKC", text).upper().split())


def new_key() -> str:
    """Make a key and give it as it is written."""
    return urlsafe_b64encode(os.urandom(SECRET_BYTES)).rstrip(b"=").decode()


def write_key(file: Path, *keys: str) -> None:
    """Write keys to a new file that only its owner may read; raises FileExistsError."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as written:
        written.writelines(f"{key}\n" for key in keys)
        written.flush()
        # A key that is used and then lost takes all that it sealed with it.
        os.fsync(written.fileno())


def replace_keys(file: Path, *keys: str) -> None:
    """Put keys in the place of those in a file: all of them, or when it is cut off none."""
    fresh = file.with_name(f"{file.name}.fresh")
    fresh.unlink(missing_ok=True)
    write_key(fresh, *keys)
    fresh.replace(file)


def _secret(word: str) -> bytes:
    try:
        secret = urlsafe_b64decode(f"{word}=")
    except ValueError:
        secret = b""
    if len(word) != WRITTEN or len(secret) != SECRET_BYTES:
        raise KeyringError(f"a key is {WRITTEN} letters, digits, - and _; «wegwijs key new» makes one")
    return secret


def _derived(secret: bytes, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=f"wegwijs {purpose}".encode()).derive(secret)
