"""What a file leaves open: the question as a sentence, and the answers there are, so that a window can offer them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from kpidesk.domain.errors import UserError

Meaning: TypeAlias = dt.date | float | str


class About(StrEnum):
    """What a question is about."""

    SHEET = "sheet"
    TABLE = "table"
    HEADER_ROW = "header_row"
    REP = "rep"
    LAYOUT = "layout"
    DATE = "date"
    DATE_ORDER = "date_order"
    YEAR = "year"
    PERIOD = "period"
    """Whether all values are for the period the title says."""
    DECIMAL = "decimal"
    CADENCE = "cadence"
    KPI = "kpi"
    COLUMN = "column"
    """Which of several columns holds a KPI, whose key is the example."""
    VALUE = "value"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Answer:
    """One way out; `means` is what the example would be under it."""

    value: str
    means: Meaning


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be decided before a file can be read."""

    sentence: str
    about: About = About.OTHER
    answers: tuple[Answer, ...] = ()
    example: str = ""
    """The text of the file that can be read in several ways."""


class DoubtError(UserError):
    """Something cannot be decided without the user; nothing was guessed."""

    def __init__(self, sentence: str, about: About, answers: tuple[Answer, ...] = (), example: str = "") -> None:
        super().__init__(sentence)
        self.question = Question(sentence, about, answers, example)


def question_of(error: UserError) -> Question:
    """The question behind an error; one without answers if there is only a sentence."""
    return error.question if isinstance(error, DoubtError) else Question(str(error))
