"""Answer cards for inline mode: an answer that can be put into any chat."""

from textwrap import shorten
from typing import Any

from bot.render import Renderer
from knowledge.model import Topic
from knowledge.routing.ranking import Ranking
from knowledge.tables import Knowledge

OFFERED_UNASKED = ("dyslexie.onderzoek", "route.ziekteverzuim", "route.ongeoorloofd", "route.thuissituatie", "team.aoj")
TITLE_LENGTH, DESCRIPTION_LENGTH = 70, 120


def answer_cards(
    known: Knowledge, renderer: Renderer, ranking: Ranking | None, *, language: str
) -> list[dict[str, Any]]:
    """Give a card for each candidate; before anything is typed, the topics asked most."""
    ids = OFFERED_UNASKED if ranking is None else [candidate.id for candidate in ranking.candidates]
    return [_card(known.topics[topic_id], renderer, language) for topic_id in ids if topic_id in known.topics]


def _card(topic: Topic, renderer: Renderer, language: str) -> dict[str, Any]:
    message = renderer.message("card", language, topic=topic)
    return {
        "type": "article",
        "id": topic.id,
        "title": shorten(topic.title.to(language), TITLE_LENGTH, placeholder="…"),
        "description": shorten(topic.answer.to(language), DESCRIPTION_LENGTH, placeholder=" …"),
        "input_message_content": {
            "message_text": message.text,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
    }
