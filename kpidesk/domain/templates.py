"""Agenda templates: which shape a one-on-one takes, what it always talks about, and what weighs more in it.

A template decides minutes, fixed talking points and a small favour; signals, evidence and the fence round the forecast
are the same in all of them.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kpidesk.domain.entities import Id, Rep
from kpidesk.domain.errors import UserError
from kpidesk.domain.lengths import FixedPoint, Lengths, Plan, check
from kpidesk.domain.question_fields import check_fields
from kpidesk.domain.signals.rulebook import RULEBOOK
from kpidesk.domain.terms import Family, Section

if TYPE_CHECKING:
    from collections.abc import Collection

FAVOUR = 1.15
"""What the weight of a favoured signal is multiplied by: it decides between equals, it does not silence the others."""

PLACES = (Section.REP_TOPICS, Section.WINS, Section.COMMITMENTS, Section.FOCUS)
"""Sections a fixed talking point may stand in; forecast and close have their own."""
MOST_POINTS, MOST_POINT_QUESTIONS = 6, 2
LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE = 60, 200, 100

RAMP_DAYS = 90
MONTHLY_FROM, QUARTERLY_FROM = 25, 80
"""Agreed days between one-on-ones from which the longer view is the usual one."""

_NAMESPACE = uuid.UUID("2d1a1c56-6a7e-4b0c-8a25-61b5b3f7c9d4")
_RULE = re.compile(r"([WCLQPYH])\d+")
_FAMILIES = dict(zip("WCLQPYH", Family, strict=True))


WITHOUT_SAYING = "Weekly"
"""Name of the built-in template nobody has to be told of."""


class Standard(StrEnum):
    """The templates that come with KPIdesk, by the name of their file."""

    WEEKLY = "weekly"
    RAMPING = "ramping"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    FIRST = "first"

    @property
    def id(self) -> Id:
        """The same id in every file."""
        return uuid.uuid5(_NAMESPACE, self.value)


@dataclass(frozen=True, slots=True)
class Template:
    """One shape of a one-on-one."""

    id: Id
    name: str
    purpose: str
    """When it is meant for."""
    lengths: Lengths
    points: tuple[FixedPoint, ...] = ()
    favours: frozenset[Family] = frozenset()

    @property
    def built_in(self) -> bool:
        """Whether it comes with KPIdesk, changed or not."""
        return any(self.id == each.id for each in Standard)

    def plan(self, minutes: int, cap: float) -> Plan:
        """The plan for some minutes with a forecast of at most `cap` of them.

        Raises:
            UserError: The length is out of bounds.
        """
        plan = self.lengths.plan(minutes, cap)
        return replace(plan, points=self.points, favours=self.favours, template=self.name)


def usual(rep: Rep, *, tenure: int | None, met: bool) -> Standard:
    """The template nobody has to choose: by the days since hiring, by whether they have ever met, by the rhythm.

    That no one-on-one is in the file does not mean that two who have worked together for years never had one.
    """
    if tenure is not None and 0 <= tenure <= RAMP_DAYS:
        return Standard.RAMPING if met else Standard.FIRST
    if rep.cadence_days >= QUARTERLY_FROM:
        return Standard.QUARTERLY
    return Standard.MONTHLY if rep.cadence_days >= MONTHLY_FROM else Standard.WEEKLY


def family(rule: str) -> Family | None:
    """The family a signal rule belongs to; talking points without a signal have none."""
    found = _RULE.fullmatch(rule)
    return _FAMILIES[found[1]] if found else None


def favour(favours: Collection[Family], rule: str) -> float:
    """What the weight of a rule is multiplied by under a template."""
    return FAVOUR if family(rule) in favours else 1.0


def check_template(template: Template) -> None:
    """Refuse a template no agenda can be drawn from; the sentence begins with the key that is wrong.

    Raises:
        UserError: The name is missing, a length is wrong or there twice, or a point is wrong.
    """
    if not template.name:
        raise UserError("name: a template needs one. Write when it is meant for, such as “Weekly”.")
    if not template.lengths.plans:
        raise UserError("length: there is none. Write at least one [[length]].")
    minutes = [each.minutes for each in template.lengths.plans]
    for plan in template.lengths.plans:
        try:
            check(plan)
        except UserError as error:
            raise UserError(f"length {plan.minutes}, {error}") from error
        if minutes.count(plan.minutes) > 1:
            raise UserError(f"length {plan.minutes}: it is there twice. Take one out.")
    if len(template.points) > MOST_POINTS:
        raise UserError(f"point: {len(template.points)} are too many. Keep at most {MOST_POINTS}.")
    for point in template.points:
        check_point(point, template.points)


def check_point(point: FixedPoint, points: Collection[FixedPoint]) -> None:
    """Refuse a fixed talking point that cannot stand among the others.

    Raises:
        UserError: Without a title, with one of another, in the wrong section, with an unknown signal or field, or with
            too many questions.
    """
    if not point.title:
        raise UserError("point, title: it needs one. Write what is talked about.")
    where = f"point “{point.title}”"
    if sum(each.title.casefold() == point.title.casefold() for each in points) > 1:
        raise UserError(f"{where}, title: another point has it. Choose different words.")
    if point.section not in PLACES:
        places = ", ".join(PLACES)
        raise UserError(f"{where}, section: {point.section} cannot hold a fixed point. Write one of {places}.")
    if point.signal and point.signal not in {*RULEBOOK, "ALIGN"}:
        raise UserError(f"{where}, signal: there is no signal {point.signal}. Write one of Settings, such as H8.")
    if len(point.questions) > MOST_POINT_QUESTIONS:
        raise UserError(f"{where}, questions: {len(point.questions)} are too many. Keep {MOST_POINT_QUESTIONS}.")
    for question in point.questions:
        try:
            check_fields(question, ())
        except UserError as error:
            raise UserError(f"{where}, questions: {error}") from error
