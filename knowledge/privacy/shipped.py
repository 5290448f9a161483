"""The learnt model as it is shipped: one file of numbers, read once."""

from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.privacy.features import Reader
from knowledge.privacy.lists import DATA, Table
from knowledge.privacy.sounds import Sounds
from knowledge.privacy.tagger import Network, Tagger

MODEL = DATA / "names.npz"


def write(tagger: Tagger, file: Path = MODEL) -> None:
    """Write a tagger. The high and low bytes of the hashes are kept apart: sorted, the high ones pack well."""
    table = tagger.reader.table
    by_id = sorted(tagger.vocabulary, key=tagger.vocabulary.__getitem__)
    arrays: dict[str, Any] = {
        field.name: np.stack([getattr(network, field.name) for network in tagger.networks]).astype(np.float16)
        for field in fields(Network)
    }
    np.savez_compressed(
        file,
        high=np.diff((table.hashes >> 12).astype(np.int64), prepend=0).astype(np.uint16),
        low=(table.hashes & 0xFFF).astype(np.uint16),
        kinds=table.kinds,
        sounds=tagger.reader.sounds.weights.astype(np.float16),
        vocabulary=np.frombuffer("\n".join(by_id).encode(), dtype=np.uint8),
        **arrays,
    )


@cache
def shipped_tagger(file: Path = MODEL) -> Tagger:
    """Read the tagger that is shipped."""
    with np.load(file) as model:
        high = np.cumsum(model["high"], dtype=np.uint32)
        table = Table((high << np.uint32(12)) | model["low"].astype(np.uint32), model["kinds"])
        words = model["vocabulary"].tobytes().decode().split("\n")
        stacked = [model[field.name].astype(np.float32) for field in fields(Network)]
        networks = tuple(Network(*parts) for parts in zip(*stacked, strict=True))
        reader = Reader(table, Sounds(model["sounds"], 0.0))
    return Tagger(networks, {word: at for at, word in enumerate(words)}, reader)
