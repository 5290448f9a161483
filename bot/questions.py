"""A question in free words: what to say to it."""

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from bot import queries
from knowledge.model import Abbreviation, Option, Topic
from knowledge.routing.ranking import CANDIDATES_SHOWN, Ranking
from knowledge.tables import Knowledge

SAFETY_TOPIC = "veiligheid.acuut"


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to say: its name and the facts it needs."""

    name: Literal["emergency", "answer", "clarify", "unknown"]
    facts: dict[str, Any] = field(default_factory=dict)


def replies(known: Knowledge, ranking: Ranking, update_id: int) -> list[Reply]:
    """Decide what to say to a ranked question: danger first, then the answer, one question back, or «I don't know».

    `update_id` is the update the question came in; the buttons carry it, so that a dispute finds the words back.
    """
    said = [Reply("emergency", {"topic": known.topics[SAFETY_TOPIC], "update_id": update_id})] if ranking.safety else []
    candidates = [candidate.id for candidate in ranking.candidates]
    if ranking.answer and not (said and ranking.answer == SAFETY_TOPIC):
        said.append(Reply("answer", {"topic": known.topics[ranking.answer], "update_id": update_id}))
    elif not ranking.certain and candidates and not (said and candidates[0] == SAFETY_TOPIC):
        shown = [known.topics[topic_id] for topic_id in candidates[:CANDIDATES_SHOWN]]
        said.append(Reply("clarify", {"topics": shown, "update_id": update_id}))
    return said or [Reply("unknown", {"update_id": update_id})]


async def words_asked(session: AsyncSession, update_id: int, chat_id: int) -> str | None:
    """Give the words of a question that was asked in this chat, as long as its update is kept."""
    asked = await queries.stored_update(session, update_id, chat_id)
    message = asked.payload.get("message") if asked else None
    words = message.get("text") if isinstance(message, dict) else None
    return words if isinstance(words, str) else None


def option_of(topic: Topic, option_id: str) -> Option:
    """Give the option of a topic's condition by its id; raises LookupError when the topic asks no such thing."""
    for option in topic.condition.options if topic.condition else ():
        if option.id == option_id:
            return option
    raise LookupError(option_id)


def abbreviations_in(known: Knowledge, topic: Topic) -> list[Abbreviation]:
    """Give the abbreviations that an answer uses, in alphabetical order."""
    texts = [topic.title, topic.answer, topic.ground, topic.first_step, *([topic.heed] if topic.heed else [])]
    said = " ".join(f"{text.nl} {text.en}" for text in texts) + " ".join(citation.words for citation in topic.citations)
    words = set(re.findall(r"[\w@-]+", said))
    return sorted((found for found in known.abbreviations.values() if found.id in words), key=lambda found: found.id)
