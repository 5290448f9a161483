"""The records that travel: what a topic, a source, a duty and an answer are made of."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]
TopicId = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z0-9_]+$", max_length=40)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Language = Literal["nl", "en"]
BUTTON_LENGTH = 30
ANSWER_LENGTH = 200
EXPLANATION_LENGTH = 240


class Certainty(StrEnum):
    """How sure we are that the source says this: its table lost its marks."""

    HOOG = "hoog"
    MIDDEL = "middel"
    LAAG = "laag"


class Duty(StrEnum):
    """What one column of the responsibility table says about one row."""

    JA = "ja"
    NEE = "nee"
    VOORWAARDE = "voorwaarde"
    TOELICHTING = "toelichting"
    ONBEKEND = "onbekend"


class Record(BaseModel):
    """A record of the tables: frozen, and an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Record):
    """The same words in each language of the product."""

    nl: Words
    en: Words

    def to(self, language: str) -> str:
        """Give the words in `language`; a language we do not speak gets Dutch."""
        return self.en if language == "en" else self.nl

    @property
    def longest(self) -> int:
        """Length in characters of the longest of the languages."""
        return max(len(self.nl), len(self.en))


class Source(Record):
    """A document that answers are quoted from."""

    id: Slug
    title: Text
    short: Text
    publisher: Words
    edition: Text
    valid_from: date
    checked_on: date
    url: str | None = None


class Citation(Record):
    """The words of a source that carry an answer; they stay in the language of the source."""

    source: Slug
    place: Text
    words: Words


class Party(Record):
    """Somebody who acts, pays or advises: a role on the route map, an organisation or a family."""

    id: Slug
    name: Text
    explains: Text
    short: Text | None = None
    in_team: bool = False
    contact: Text | None = None
    citations: tuple[Citation, ...] = ()


class Abbreviation(Record):
    """An abbreviation of the field, written out on tap."""

    id: Words
    full: Text


class Option(Record):
    """One answer to the question a topic asks, and what then holds."""

    id: Slug
    button: Text
    answer: Text
    who: tuple[Slug, ...] = Field(min_length=1)
    first_step: Text | None = None

    @model_validator(mode="after")
    def _fits_a_phone(self) -> Self:
        _at_most(self.button, BUTTON_LENGTH, "button")
        _at_most(self.answer, ANSWER_LENGTH, "answer")
        return self


class Condition(Record):
    """The one question on which the answer of a topic turns."""

    question: Text
    options: tuple[Option, ...] = Field(min_length=2, max_length=3)

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        _no_doubles([option.id for option in self.options], "option id")
        return self


class Topic(Record):
    """One thing people ask about, and the cited answer."""

    id: TopicId
    title: Text
    button: Text
    answer: Text
    who: tuple[Slug, ...] = Field(min_length=1)
    check_with: Slug
    ground: Text
    first_step: Text
    heed: Text | None = None
    certainty: Certainty
    valid_from: date
    checked_on: date
    citations: tuple[Citation, ...] = Field(min_length=1)
    condition: Condition | None = None

    @model_validator(mode="after")
    def _fits_a_phone(self) -> Self:
        _at_most(self.button, BUTTON_LENGTH, "button")
        _at_most(self.title, 70, "title")
        _at_most(self.answer, ANSWER_LENGTH, "answer")
        _at_most(self.ground, EXPLANATION_LENGTH, "ground")
        _at_most(self.first_step, EXPLANATION_LENGTH, "first_step")
        if self.heed:
            _at_most(self.heed, EXPLANATION_LENGTH, "heed")
        if self.checked_on < self.valid_from:
            raise ValueError("checked_on lies before valid_from")
        return self


class Responsibility(Record):
    """One row of the responsibility table (werkwijze, bijlage 9): which act it falls under."""

    id: TopicId
    blok: Text
    rij: Text
    jeugdwet: Duty
    jeugdwet_if: Text | None = None
    onderwijswetten: Duty
    onderwijswetten_if: Text | None = None
    andere: Text | None = None
    zekerheid: Certainty
    let_op: Text | None = None
    bronnen: tuple[Words, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _a_condition_is_told(self) -> Self:
        for act in ("jeugdwet", "onderwijswetten"):
            conditional = getattr(self, act) is Duty.VOORWAARDE
            if conditional != (getattr(self, f"{act}_if") is not None):
                raise ValueError(
                    f"{act} is {'' if conditional else 'not '}'voorwaarde', so {act}_if "
                    f"{'must say which' if conditional else 'must be absent'}"
                )
        return self


class Side(Record):
    """One side of a choice: the topic it leads to, and how it is said on a button."""

    topic: TopicId
    button: Text

    @model_validator(mode="after")
    def _fits_a_phone(self) -> Self:
        _at_most(self.button, BUTTON_LENGTH, "button")
        return self


class Choice(Record):
    """The one thing by which neighbouring topics differ, asked in people's words."""

    question: Text
    options: tuple[Side, ...] = Field(min_length=2, max_length=4)

    @property
    def buttons(self) -> dict[str, Text]:
        """Give how each topic this choice tells apart is said on a button."""
        return {side.topic: side.button for side in self.options}

    @model_validator(mode="after")
    def _fits_a_phone(self) -> Self:
        _at_most(self.question, ANSWER_LENGTH, "question")
        _no_doubles([side.topic for side in self.options], "topic")
        return self


class RouteStep(Record):
    """One place on the route map: what happens there, and where one can go from it."""

    id: Slug
    title: Text
    button: Text
    text: Text
    who: tuple[Slug, ...] = ()
    topic: TopicId | None = None
    next: tuple[Slug, ...] = Field(max_length=4)
    citations: tuple[Citation, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_a_phone(self) -> Self:
        _at_most(self.button, BUTTON_LENGTH, "button")
        _at_most(self.text, 420, "text")
        return self


def _at_most(text: Text, characters: int, field: str) -> None:
    if text.longest > characters:
        raise ValueError(f"{field} is {text.longest} characters long, at most {characters} fit")


def _no_doubles(values: list[str], what: str) -> None:
    doubles = sorted({value for value in values if values.count(value) > 1})
    if doubles:
        raise ValueError(f"{what} used twice: {', '.join(doubles)}")
