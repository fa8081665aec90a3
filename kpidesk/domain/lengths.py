"""How many minutes each section of a one-on-one gets, by its length."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Section

SHORTEST, LONGEST = 10, 120
"""Minutes a one-on-one may last."""

HARD_CAP = 0.20
"""Share of the minutes a forecast check can never pass, whatever a file or setting says."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The shape of an agenda of one length."""

    minutes: int
    sections: Mapping[Section, int]
    """Minutes by section; they add up to `minutes`."""
    items: int
    """Talking points at most, the close not counted."""
    questions: int
    focus_kpis: int


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
        return Plan(minutes, sections, low.items, low.questions, nearer.focus_kpis if minutes > 30 else 1)


def forecast_limit(minutes: float, cap: float) -> int:
    """The most whole minutes a forecast check may take out of `minutes`."""
    return math.floor(minutes * min(max(cap, 0.0), HARD_CAP) + 1e-9)


def parse(text: str) -> Lengths:
    """Read the plans from TOML text.

    Raises:
        UserError: The text is not TOML, a section is missing, or the minutes do not add up.
    """
    try:
        plans = [_plan(table) for table in tomllib.loads(text)["length"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise UserError(f"The agenda plan cannot be read: {error}. Put it right, or install KPIdesk again.") from error
    return Lengths(tuple(sorted(plans, key=_minutes)))


def _plan(table: Mapping[str, int]) -> Plan:
    sections = {section: int(table[section]) for section in Section}
    if sum(sections.values()) != table["minutes"]:
        raise ValueError(f"the sections of {table['minutes']} minutes add up to {sum(sections.values())}")
    return Plan(table["minutes"], sections, table["items"], table["questions"], table["focus_kpis"])


def _minutes(plan: Plan) -> int:
    return plan.minutes


def _capped(plan: Plan, cap: float) -> Plan:
    limit = forecast_limit(plan.minutes, cap)
    over = max(plan.sections[Section.FORECAST] - limit, 0)
    sections = dict(plan.sections)
    sections[Section.FORECAST] -= over
    sections[Section.FOCUS] += over
    return Plan(plan.minutes, sections, plan.items, plan.questions, plan.focus_kpis)
