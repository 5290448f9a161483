"""Whether the model that ships was learnt from the questions that ship."""

from knowledge.routing.examples import read_lessons
from knowledge.routing.shipped import read


def stale_model() -> bool:
    """Tell whether the example questions changed since the model was learnt."""
    return bool(read().about["fingerprint"] != read_lessons().fingerprint)
