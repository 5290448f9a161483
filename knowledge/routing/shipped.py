"""The learnt model as a file."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.routing.features import Numbers
from knowledge.routing.quantized import Small

MODEL = Path(__file__).parents[1] / "data" / "model" / "routing.npz"
Arrays = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Model:
    """All that is learnt.

    `about` holds what is told in words and figures; `weights` a row per feature and `pull` a row per line that was
    learnt from, both with a column per label; `lines` the meanings of those lines.
    """

    about: dict[str, Any]
    keys: npt.NDArray[np.uint32]
    rarity: npt.NDArray[np.float16]
    weights: Small
    lines: Small
    pull: Small
    middle: Numbers
    directions: npt.NDArray[np.float16]


def write(model: Model, file: Path = MODEL) -> None:
    """Write a model; the same model gives the same bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    about = json.dumps(model.about, ensure_ascii=False, sort_keys=True).encode()
    arrays: Arrays = {
        "about": np.frombuffer(about, dtype=np.uint8),
        "keys": model.keys,
        "rarity": model.rarity,
        "middle": model.middle,
        "directions": model.directions,
    }
    for name in ("weights", "lines", "pull"):
        small: Small = getattr(model, name)
        arrays |= {name: small.whole, f"{name}_scale": small.scale}
    np.savez(file, allow_pickle=False, **arrays)


def read(file: Path = MODEL) -> Model:
    """Read a model back."""
    with np.load(file, allow_pickle=False) as stored:
        arrays: Arrays = {name: stored[name] for name in stored.files}
    weights, lines, pull = (Small(arrays[name], arrays[f"{name}_scale"]) for name in ("weights", "lines", "pull"))
    return Model(
        json.loads(arrays["about"].tobytes()),
        arrays["keys"],
        arrays["rarity"],
        weights,
        lines,
        pull,
        arrays["middle"],
        arrays["directions"],
    )
