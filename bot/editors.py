"""What the editors hear: questions without an answer and answers somebody disputed, never who asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import DISPUTED, UNANSWERED, EditorQuestion
from knowledge.privacy import identifies
from knowledge.pupil_codes import without_codes

DISPUTES = ("onderwerp", "fout", "oud")


@dataclass(frozen=True, slots=True)
class Editors:
    """The editors' desk; words are kept only when nothing in them identifies anybody, and without pupil codes."""

    session: AsyncSession
    language: str
    now: datetime

    def hear_unanswered(self, words: str | None) -> None:
        """Keep a question nobody could answer."""
        self._keep(EditorQuestion(kind=UNANSWERED), words)

    def hear_dispute(self, topic: str, reason: str, words: str | None) -> None:
        """Keep that the answer to a topic was disputed, for one of the DISPUTES, with the words of the question."""
        self._keep(EditorQuestion(kind=DISPUTED, topic=topic, reason=reason), words)

    def _keep(self, question: EditorQuestion, words: str | None) -> None:
        question.words = None if words is None or identifies(words) else without_codes(words)
        question.language, question.asked_at = self.language, self.now
        self.session.add(question)
