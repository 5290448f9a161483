"""What the bot shows, as text to read in review: `make snapshots` writes it anew after a change that was meant."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bot import plain
from bot.i18n import LANGUAGES
from bot.message import Message
from bot.render import Renderer
from knowledge.tables import Knowledge, knowledge

FOLDER = Path(__file__).parent
LONGEST_UPDATE_ID = 9_999_999_999


class Shown(NamedTuple):
    """One thing the bot shows: what it is called in review, and the message."""

    name: str
    message: Message


def answers(known: Knowledge, renderer: Renderer, language: str) -> Iterator[Shown]:
    """Give the answer to each topic, each followed by what holds under the options of its condition."""
    for topic in known.topics.values():
        told = {"topic": topic, "update_id": LONGEST_UPDATE_ID}
        yield Shown(topic.id, renderer.message("answer", language, **told))
        for option in topic.condition.options if topic.condition else ():
            shown = renderer.message("answer_option", language, option=option, **told)
            yield Shown(f"{topic.id}, {option.id}", shown)


def rows(known: Knowledge, renderer: Renderer, language: str) -> Iterator[Shown]:
    """Give each row of the responsibility table."""
    for row in known.responsibility.values():
        block = known.blocks().index(row.blok.nl)
        shown = renderer.message("table_row", language, row=row, topic=known.topics[row.id], block=block)
        yield Shown(row.id, shown)


def steps(known: Knowledge, renderer: Renderer, language: str) -> Iterator[Shown]:
    """Give each step of the route map."""
    for step in known.route.values():
        ahead = [known.route[after] for after in step.next]
        back = known.step_before(step.id)
        yield Shown(step.id, renderer.message("route_step", language, step=step, ahead=ahead, back=back))


def roles(known: Knowledge, renderer: Renderer, language: str) -> Iterator[Shown]:
    """Give who is who."""
    for party in known.team():
        yield Shown(party.id, renderer.message("who_one", language, party_shown=party))


KINDS: dict[str, Callable[[Knowledge, Renderer, str], Iterator[Shown]]] = {
    "answers": answers,
    "table": rows,
    "route": steps,
    "roles": roles,
}
NAMES = tuple(f"{kind}.{language}" for kind in KINDS for language in LANGUAGES)


def shown(name: str) -> list[Shown]:
    """Give all that the bot shows of one kind in one language, named as in NAMES."""
    kind, _, language = name.partition(".")
    known = knowledge()
    return list(KINDS[kind](known, Renderer(known), language))


def file_of(name: str) -> Path:
    """Give the file that a snapshot stands in."""
    return FOLDER / f"{name}.txt"


def drawn(name: str) -> str:
    """Give a snapshot as it stands in its file: one message after the other, its name as heading."""
    return "\n".join(f"=== {one.name}\n\n{plain.of(one.message)}\n" for one in shown(name))
