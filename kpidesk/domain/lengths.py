"""How many minutes each section of a one-on-one gets, by its length."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Family, Section

SHORTEST, LONGEST = 10, 120
"""Minutes a one-on-one may last."""

HARD_CAP = 0.20
"""Share of the minutes a forecast check can never pass, whatever a file or setting says."""

SHORT = 30
"""Minutes up to which one focus KPI is enough."""
FOCUS_MINUTES = 4
"""Minutes a focus KPI needs where there are two."""
LEAST_ITEMS = 6
"""One talking point for each of topics, wins, promises, focus, forecast and close."""


@dataclass(frozen=True, slots=True)
class FixedPoint:
    """A talking point every agenda of a template has, as far as there is room."""

    section: Section
    title: str
    why: str = ""
    questions: tuple[str, ...] = ()
    """Asked as they stand, each time; `{rep}` is the rep's first name."""
    signal: str = ""
    """A signal about the same matter: when it speaks, it takes this place, with its numbers."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The shape of an agenda of one length."""

    minutes: int
    sections: Mapping[Section, int]
    """Minutes by section; they add up to `minutes`."""
    items: int
    """Talking points at most, the close counted."""
    questions: int
    focus_kpis: int
    points: tuple[FixedPoint, ...] = ()
    favours: frozenset[Family] = frozenset()
    """Families of signals that weigh a little more."""
    template: str = ""
    """Name of the template it comes from."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """The plans of the usual lengths, shortest first."""

    plans: tuple[Plan, ...]

    def plan(self, minutes: int, cap: float) -> Plan:
        """The plan for some minutes with a forecast of at most `cap` of them; between the usual lengths interpolated.

        Raises:
            UserError: The length is out of bounds.
        """
        if not SHORTEST <= minutes <= LONGEST:
            raise UserError(f"A one-on-one of {minutes} minutes cannot be planned. Choose {SHORTEST} to {LONGEST}.")
        found = next((each for each in self.plans if each.minutes == minutes), None) or self._between(minutes)
        return _capped(found, cap)

    def _between(self, minutes: int) -> Plan:
        low = max((each for each in self.plans if each.minutes < minutes), key=_minutes, default=self.plans[0])
        high = min((each for each in self.plans if each.minutes > minutes), key=_minutes, default=self.plans[-1])
        span = high.minutes - low.minutes
        share = (minutes - low.minutes) / span if span else 0.0
        scale = minutes / low.minutes if not span else 1.0
        exact = {
            section: scale * (low.sections[section] + share * (high.sections[section] - low.sections[section]))
            for section in Section
        }
        sections = {section: math.floor(value + 1e-9) for section, value in exact.items()}
        rest = sorted(Section, key=lambda section: (section is Section.FORECAST, sections[section] - exact[section]))
        for section in rest[: minutes - sum(sections.values())]:
            sections[section] += 1
        nearer = low if share < 0.5 else high
        most = most_focus_kpis(minutes, _lifted(sections)[Section.FOCUS])
        items, questions = most_items(minutes), most_questions(minutes)
        return Plan(
            minutes,
            _lifted(sections),
            min(low.items, items),
            min(low.questions, questions),
            min(nearer.focus_kpis, most),
        )


def forecast_limit(minutes: float, cap: float) -> int:
    """The most whole minutes a forecast check may take out of `minutes`."""
    return math.floor(minutes * min(max(cap, 0.0), HARD_CAP) + 1e-9)


def most_items(minutes: int) -> int:
    """Talking points an agenda of this length may have."""
    return 7 if minutes <= SHORT else 11


def most_questions(minutes: int) -> int:
    """Questions an agenda of this length may have."""
    return 9 if minutes <= SHORT else 14


def most_focus_kpis(minutes: int, focus: int) -> int:
    """Focus KPIs for which there is time in `focus` minutes out of `minutes`."""
    return 2 if minutes > SHORT and focus >= 2 * FOCUS_MINUTES else 1


def check(plan: Plan) -> None:
    """Refuse a plan no agenda can be made of; the sentence begins with the key that is wrong.

    Raises:
        UserError: The length is out of bounds, the minutes do not add up, a section has none, the forecast is over
            its limit, or there are too few or too many items, questions or focus KPIs.
    """
    minutes, sections = plan.minutes, plan.sections
    if not SHORTEST <= minutes <= LONGEST:
        raise UserError(f"minutes: {minutes} is no length. Write {SHORTEST} to {LONGEST}.")
    limit = forecast_limit(minutes, HARD_CAP)
    if sections[Section.FORECAST] > limit:
        raise UserError(
            f"forecast: {sections[Section.FORECAST]} is over its limit of {limit} of {minutes} minutes. "
            f"Write {limit} or less."
        )
    for section in Section:
        least = int(section is not Section.FORECAST)
        if sections[section] < least:
            raise UserError(f"{section}: {sections[section]} is too little. Write {least} or more.")
    if sum(sections.values()) != minutes:
        raise UserError(
            f"the sections of {minutes} minutes add up to {sum(sections.values())}. Change one until they fit."
        )
    _between("items", plan.items, LEAST_ITEMS, most_items(minutes))
    _between("questions", plan.questions, plan.items, most_questions(minutes))
    _between("focus_kpis", plan.focus_kpis, 1, most_focus_kpis(minutes, sections[Section.FOCUS]))


def _between(key: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        fits = str(most) if least == most else f"{least} to {most}"
        raise UserError(f"{key}: {value} does not fit this length. Write {fits}.")


def _minutes(plan: Plan) -> int:
    return plan.minutes


def _lifted(sections: Mapping[Section, int]) -> dict[Section, int]:
    """A minute for each section but the forecast, taken from the longest."""
    lifted = dict(sections)
    for section in Section:
        if lifted[section] < 1 and section is not Section.FORECAST:
            longest = max((each for each in Section if each is not Section.FORECAST), key=lambda each: lifted[each])
            lifted[longest] -= 1
            lifted[section] += 1
    return lifted


def _capped(plan: Plan, cap: float) -> Plan:
    over = max(plan.sections[Section.FORECAST] - forecast_limit(plan.minutes, cap), 0)
    sections = dict(plan.sections)
    sections[Section.FORECAST] -= over
    sections[Section.FOCUS] += over
    return replace(plan, sections=sections)
