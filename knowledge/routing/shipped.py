"""The learnt model as a file: small whole numbers with a scale per row."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.routing.learning import Matrix

MODEL = Path(__file__).parents[1] / "data" / "model" / "routing.npz"


@dataclass(frozen=True, slots=True)
class Quantised:
    """A matrix of weights in bytes: row x scale is the weight."""

    whole: npt.NDArray[np.int8]
    scale: npt.NDArray[np.float16]

    def rows(self, indexes: npt.NDArray[np.int64]) -> Matrix:
        """Give the weights of some rows."""
        return self.whole[indexes].astype(np.float32) * self.scale[indexes].astype(np.float32)[:, None]


@dataclass(frozen=True, slots=True)
class Model:
    """All that is learnt: facts in words (`about`) and the arrays."""

    about: dict[str, Any]
    rarity: npt.NDArray[np.float16]
    topics: Quantised
    safety: Quantised


def quantise(matrix: Matrix) -> Quantised:
    """Round a matrix to bytes, each row to its own scale."""
    scale = (np.abs(matrix).max(axis=1) / 127).astype(np.float16)
    safe = np.where(scale > 0, scale, np.float16(1)).astype(np.float32)
    return Quantised(np.clip(np.rint(matrix / safe[:, None]), -127, 127).astype(np.int8), scale)


def write(model: Model, file: Path = MODEL) -> None:
    """Write a model; the same model gives the same bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    about = np.frombuffer(json.dumps(model.about, ensure_ascii=False, sort_keys=True).encode(), dtype=np.uint8)
    arrays = {
        "about": about, "rarity": model.rarity,
        "topics": model.topics.whole, "topics_scale": model.topics.scale,
        "safety": model.safety.whole, "safety_scale": model.safety.scale,
    }
    np.savez_compressed(file, allow_pickle=False, **arrays)


def read(file: Path = MODEL) -> Model:
    """Read a model back."""
    with np.load(file, allow_pickle=False) as arrays:
        return Model(
            json.loads(arrays["about"].tobytes()), arrays["rarity"],
            Quantised(arrays["topics"], arrays["topics_scale"]), Quantised(arrays["safety"], arrays["safety_scale"]),
        )
