"""How likely each token of a message is part of a person's name: small networks over a window of tokens, averaged."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.privacy.features import FACTS, Facts, Reader
from knowledge.privacy.tokens import Token

REACH = 4
UNKNOWN = 0
EDGE = 1

Ids = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Network:
    """The learnt numbers: a vector per familiar word, a hidden layer, and one output."""

    words: Facts
    hidden: Facts
    hidden_bias: Facts
    output: Facts
    output_bias: Facts


class Tagger:
    """Reads the tokens of a message and tells of each how likely it is part of a name."""

    def __init__(self, networks: tuple[Network, ...], vocabulary: dict[str, int], reader: Reader) -> None:
        self.networks = networks
        self.vocabulary = vocabulary
        self.reader = reader

    def chances(self, tokens: list[Token]) -> Facts:
        """Give a chance between 0 and 1 per token."""
        ids = np.array([self.vocabulary.get(token.key, UNKNOWN) for token in tokens], dtype=np.intp)
        facts = self.reader.facts(tokens)
        score = np.mean([_score(network, ids, facts) for network in self.networks], axis=0)
        chance: Facts = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
        return chance


def _score(network: Network, ids: Ids, facts: Facts) -> Facts:
    seen = windows(network.words, ids, facts)
    hidden = np.maximum(seen @ network.hidden + network.hidden_bias, 0)
    score: Facts = hidden @ network.output + network.output_bias
    return score


def windows(words: Facts, ids: Ids, facts: Facts) -> Facts:
    """Lay out per token its neighbours within REACH, itself, and the mean of all words of the message."""
    width = words.shape[1] + FACTS
    rows = np.zeros((len(ids) + 2 * REACH, width), dtype=np.float32)
    rows[:, : words.shape[1]] = words[EDGE]
    rows[REACH : REACH + len(ids), : words.shape[1]] = words[ids]
    rows[REACH : REACH + len(ids), words.shape[1] :] = facts
    beside = [rows[at : at + len(ids)] for at in range(2 * REACH + 1)]
    mean = np.broadcast_to(words[ids].mean(axis=0), (len(ids), words.shape[1]))
    return np.concatenate((*beside, mean), axis=1)
