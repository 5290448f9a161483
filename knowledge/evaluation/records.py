"""The records of the gespreksleidraad: parts, questions, categories, targets, terms and the report."""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from knowledge.model import BUTTON_LENGTH, Certainty, Citation, Record, Slug, Text
from knowledge.rules.verdict import Band

UNITS = {"no_education": "maand", "evaluations": "keer_per_schooljaar", "ask_before": "dag"}
Asked = Literal["success", "snag"]
Address = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$")]


class Part(Record):
    """One part of the discussion; `certainty` is that its questions stand under this heading in the source."""

    id: Slug
    title: Text
    button: Text
    certainty: Certainty
    citation: Citation

    @model_validator(mode="after")
    def _fits_a_phone(self) -> Self:
        if self.button.longest > BUTTON_LENGTH:
            raise ValueError(f"button is longer than {BUTTON_LENGTH} characters")
        return self


class Question(Record):
    """One question, in the words of the source; one that we added says so and is cited by itself."""

    id: Slug
    part: Slug
    text: Text
    figure: Slug | None = None
    asked: Asked | None = None
    under: Slug | None = None
    added: Text | None = None
    citation: Citation | None = None

    @model_validator(mode="after")
    def _an_addition_is_cited(self) -> Self:
        if (self.added is None) != (self.citation is None):
            raise ValueError("a question of our own has both `added` and `citation`, one of the source neither")
        return self


class Category(Record):
    """One meaning of «thuiszitter»; `known` when it can be read from what is logged."""

    id: Slug
    name: Text
    known: bool
    certainty: Certainty
    citation: Citation


class Target(Record):
    """What share of all pupils should stand in bands of the pyramid together, in percent."""

    id: Slug
    bands: tuple[Band, ...] = Field(min_length=1)
    at_least: int | None = Field(default=None, ge=0, le=100)
    at_most: int | None = Field(default=None, ge=0, le=100)
    certainty: Certainty
    citation: Citation
    choice: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("a target has `at_least`, `at_most` or both")
        return self


class Term(Record):
    """A figure of the evaluation, with its source and what we chose where the source leaves it open."""

    id: Slug
    value: int = Field(gt=0)
    unit: Slug
    certainty: Certainty
    citation: Citation
    choice: Text | None = None

    @model_validator(mode="after")
    def _is_one_we_use(self) -> Self:
        if self.id not in UNITS:
            raise ValueError("nothing uses this term")
        if self.unit != UNITS[self.id]:
            raise ValueError(f"the unit is {UNITS[self.id]}")
        return self


class Report(Record):
    """Where the report goes and when: days are counted from the day of the evaluation."""

    party: Slug
    address: Address
    due_days: int = Field(gt=0)
    remind_on: tuple[int, ...] = Field(min_length=1)
    certainty: Certainty
    citation: Citation
    choice: Text

    @model_validator(mode="after")
    def _reminds_in_time(self) -> Self:
        if any(later <= earlier for earlier, later in pairwise((0, *self.remind_on, self.due_days + 1))):
            raise ValueError("the days to remind on go up, and none lies after the last day")
        return self
