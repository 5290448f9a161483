"""The lists of words and names, as a table from the hash of a word to what it is known as."""

import lzma
import re
import tomllib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.privacy.spelling import bare

DATA = Path(str(files("knowledge"))) / "data" / "privacy"
LISTS = DATA / "lists.tsv.xz"
OWN_NAMES = DATA / "own_names.toml"
KNOWN = DATA / "known.toml"
PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Kind(Enum):
    """What a word can be known as; the value is the letter in the file of lists."""

    DUTCH = "n"
    ENGLISH = "e"
    FIRST = "f"
    RARE_FIRST = "w"
    LAST = "l"
    PLACE = "p"
    KNOWN = "k"
    COMMON = "c"

    bit: int

    def __init__(self, _letter: str) -> None:
        # The bit that stands for this kind in a table: asked for hundreds of times a message, so worked out once.
        self.bit = 1 << len(type(self).__members__)


NAME_BITS = Kind.FIRST.bit | Kind.RARE_FIRST.bit | Kind.LAST.bit
WORD_BITS = Kind.DUTCH.bit | Kind.ENGLISH.bit


@dataclass(frozen=True, slots=True)
class Table:
    """Hashes of words in rising order, and beside each the kinds of its word. About one word in 20,000 is mistaken."""

    hashes: npt.NDArray[np.uint32]
    kinds: npt.NDArray[np.uint8]

    def kinds_of(self, key: str) -> int:
        """Give the bits of all kinds that a word's key is known as."""
        wanted = zlib.crc32(key.encode())
        at = int(self.hashes.searchsorted(np.uint32(wanted)))
        return int(self.kinds[at]) if at < len(self.hashes) and int(self.hashes[at]) == wanted else 0

    def kinds_near(self, keys: list[str]) -> int:
        """Give the bits of all kinds that any of the keys is known as."""
        wanted = np.array([zlib.crc32(key.encode()) for key in keys], dtype=np.uint32)
        at = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
        found = self.kinds[at][self.hashes[at] == wanted]
        return int(np.bitwise_or.reduce(found)) if len(found) else 0


def table_of(kinds: dict[str, int]) -> Table:
    """Make a table of words and the bits of their kinds."""
    merged: dict[int, int] = {}
    for key, bits in kinds.items():
        code = zlib.crc32(key.encode())
        merged[code] = merged.get(code, 0) | bits
    hashes = np.array(sorted(merged), dtype=np.uint32)
    return Table(hashes, np.array([merged[int(code)] for code in hashes], dtype=np.uint8))


def read_lists() -> dict[str, int]:
    """Read the gathered lists and our own: each key with the bits of its kinds."""
    bit_of = {kind.value: kind.bit for kind in Kind}
    kinds: dict[str, int] = {}
    for line in lzma.decompress(LISTS.read_bytes()).decode().splitlines():
        key, letters = line.split("\t")
        kinds[key] = sum(bit_of[letter] for letter in letters)
    own = ((kind, part) for kind, names in read_own_names() for name in names for part in PART.findall(name))
    known = ((Kind.KNOWN, word) for word in read_known()["words"])
    for kind, word in (*own, *known):
        key = bare(word)
        kinds[key] = kinds.get(key, 0) | kind.bit
    return kinds


def read_own_names() -> Iterator[tuple[Kind, list[str]]]:
    """Read the names we wrote down ourselves."""
    content = tomllib.loads(OWN_NAMES.read_text(encoding="utf-8"))
    for section, kind in (("first", Kind.FIRST), ("last", Kind.LAST)):
        for names in content[section].values():
            yield kind, names.split()


def read_known() -> dict[str, list[str]]:
    """Read what looks like a name and is none: `words` and `phrases`."""
    content: dict[str, list[str]] = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    return content
