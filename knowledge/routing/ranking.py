"""What a ranker says about a question."""

from dataclasses import dataclass

CANDIDATES_SHOWN = 4
CANDIDATES_KEPT = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that may be meant, with its probability between 0 and 1."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was understood of a question.

    `certain`: the first candidate is the answer. Not certain with candidates: ask, the first four as buttons. No
    candidates: outside what we know. `safety`: show the emergency card first, whatever else follows.
    `perhaps_danger`: too little for the card, too much to leave unsaid whom to call.
    """

    safety: bool
    certain: bool
    candidates: tuple[Candidate, ...]
    perhaps_danger: bool = False

    @property
    def answer(self) -> str | None:
        """Give the id of the topic that is answered at once, if any."""
        return self.candidates[0].id if self.certain else None
