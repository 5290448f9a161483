"""From free words to ranked topics: how sure, and safety first."""

import os

# The products of one question are small: dividing them over threads costs more than it saves, and blocks other work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from knowledge.routing.judging import Verdict
from knowledge.routing.ranking import Candidate, Ranking
from knowledge.routing.router import Explanation, Reason, Router, load_router

__all__ = ["Candidate", "Explanation", "Ranking", "Reason", "Router", "Verdict", "load_router"]
