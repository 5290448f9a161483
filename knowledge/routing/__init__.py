"""From free words to ranked topics: how sure, and safety first."""

from knowledge.routing.judging import Verdict
from knowledge.routing.ranking import Candidate, Ranking
from knowledge.routing.router import Explanation, Reason, Router, load_router

__all__ = ["Candidate", "Explanation", "Ranking", "Reason", "Router", "Verdict", "load_router"]
