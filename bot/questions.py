"""A question in free words: what to say to it."""

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from bot import queries
from knowledge.model import Abbreviation, Option, Topic
from knowledge.routing import Router
from knowledge.routing.followup import read_follow_up
from knowledge.routing.ranking import CANDIDATES_SHOWN, Ranking
from knowledge.tables import Knowledge, UnknownEntryError

SAFETY_TOPIC = "veiligheid.acuut"
WORTH_A_BUTTON = 0.01


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in free words, the update it came in, and the topic told last in this conversation."""

    words: str
    update_id: int
    last_topic: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to say: its name and the facts it needs."""

    name: Literal["emergency", "answer", "clarify", "follow_up", "unknown"]
    facts: dict[str, Any] = field(default_factory=dict)


def replies_to(known: Knowledge, router: Router, asked: Asked) -> list[Reply]:
    """Decide what to say to a question, understood within what was told before."""
    ranking = router.rank(asked.words)
    leaning = read_follow_up(asked.words) if asked.last_topic else None
    if leaning and asked.last_topic:
        topic = known.topics[asked.last_topic]
        if leaning.aspect:
            # Such a question holds no word of its own, so nothing in it can be a sign of danger.
            row = known.responsibility.get(topic.id)
            facts = {"topic": topic, "aspect": leaning.aspect, "row": row, "update_id": asked.update_id}
            return [Reply("follow_up", facts)]
        if not ranking.certain and not ranking.safety:
            ranking = router.rank(f"{topic.title.nl}: {asked.words}")
    return replies(known, ranking, asked.update_id)


def replies(known: Knowledge, ranking: Ranking, update_id: int) -> list[Reply]:
    """Decide what to say to a ranked question: danger first, then the answer, one question back, or «I don't know».

    `update_id` is the update the question came in; the buttons carry it, so that a dispute finds the words back.
    """
    said = [Reply("emergency", {"topic": known.topics[SAFETY_TOPIC], "update_id": update_id})] if ranking.safety else []
    likely = [found.id for found in ranking.candidates if found.score >= WORTH_A_BUTTON]
    candidates = likely or [found.id for found in ranking.candidates[:1]]
    if said and candidates[:1] == [SAFETY_TOPIC]:
        return said
    if ranking.answer:
        said.append(Reply("answer", {"topic": known.topics[ranking.answer], "update_id": update_id}))
    elif candidates:
        # The emergency card has a button for the safety topic already.
        offered = [topic_id for topic_id in candidates if not (said and topic_id == SAFETY_TOPIC)]
        facts = _choice(known, offered[:CANDIDATES_SHOWN])
        said.append(Reply("clarify", facts | {"perhaps_danger": ranking.perhaps_danger, "update_id": update_id}))
    return said or [Reply("unknown", {"update_id": update_id})]


def _choice(known: Knowledge, candidates: list[str]) -> dict[str, Any]:
    """Ask the one condition by which the likeliest two differ, or else simply which is meant."""
    choice = known.choice_between(candidates)
    said = choice.buttons if choice else {}
    options = [(topic_id, said.get(topic_id, known.topics[topic_id].button)) for topic_id in candidates]
    return {"question": choice.question if choice else None, "options": options}


def topic_told(said: list[Reply]) -> str | None:
    """Give the topic that a list of replies ends on, if it answers one."""
    return said[-1].facts["topic"].id if said[-1].name in {"answer", "follow_up"} else None


async def words_asked(session: AsyncSession, update_id: int, chat_id: int) -> str | None:
    """Give the words of a question that was asked in this chat, as long as its update is kept."""
    asked = await queries.stored_update(session, update_id, chat_id)
    message = asked.payload.get("message") if asked else None
    words = message.get("text") if isinstance(message, dict) else None
    return words if isinstance(words, str) else None


def option_of(topic: Topic, option_id: str) -> Option:
    """Give the option of a topic's condition by its id; raises UnknownEntryError when the topic asks no such thing."""
    for option in topic.condition.options if topic.condition else ():
        if option.id == option_id:
            return option
    raise UnknownEntryError(option_id)


def abbreviations_in(known: Knowledge, topic: Topic) -> list[Abbreviation]:
    """Give the abbreviations that an answer uses, in alphabetical order."""
    texts = [topic.title, topic.answer, topic.ground, topic.first_step, *([topic.heed] if topic.heed else [])]
    said = " ".join(f"{text.nl} {text.en}" for text in texts) + " ".join(citation.words for citation in topic.citations)
    words = set(re.findall(r"[\w@-]+", said))
    return sorted((found for found in known.abbreviations.values() if found.id in words), key=lambda found: found.id)
