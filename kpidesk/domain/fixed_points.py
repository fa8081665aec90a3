"""The talking points a template always has: placed before the signals, as far as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.fallbacks import POINT
from kpidesk.domain.filling import Choice, capacity
from kpidesk.domain.questions import Asked
from kpidesk.domain.scoring import LeftOut, Scored
from kpidesk.domain.signals.base import Candidate
from kpidesk.domain.terms import Section
from kpidesk.domain.timing import beside_the_lever
from kpidesk.domain.wording import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.lengths import FixedPoint, Plan
    from kpidesk.domain.questions import QuestionId

_LEAST = 2
"""Minutes a point beside the focus needs."""


def place(choice: Choice, pool: Iterable[Scored], plan: Plan) -> None:
    """Put the fixed points of the plan into their sections; where a signal says the same, that one."""
    ranked = list(pool)
    for point in plan.points:
        if point.signal and any(each.candidate.rule == point.signal for each in _chosen(choice)):
            continue
        if _room(choice, point.section, plan) < 1 or choice.count >= plan.items:
            said = f"No room in {plan.minutes} minutes for “{point.title}” of the template."
            choice.left_out.append(LeftOut(POINT, None, said))
            continue
        spoken = next((each for each in ranked if _says_the_same(each, point)), None)
        choice.sections[point.section].append(spoken or Scored(_candidate(point, plan), 0.0, {}))


def asked(
    candidate: Candidate, fields: Mapping[str, str], count: int, taken: frozenset[QuestionId]
) -> tuple[Asked, ...]:
    """The questions of a fixed point as it has them, those in `taken` left out; its id is its own words."""
    texts = [text for each in _texts(candidate) if (text := fill(each, fields)) is not None]
    return tuple(Asked(text, text) for text in texts if text not in taken)[:count]


def is_point(each: Scored) -> bool:
    """Whether a talking point comes from the template."""
    return each.candidate.rule == POINT


def _candidate(point: FixedPoint, plan: Plan) -> Candidate:
    evidence: dict[str, object] = {"template": plan.template, "asks": list(point.questions)}
    if point.signal:
        evidence["signal"] = point.signal
    return Candidate(POINT, point.section, f"point:{point.title}", point.title, point.why, evidence=evidence)


def _texts(candidate: Candidate) -> list[str]:
    found = candidate.evidence.get("asks")
    return [str(each) for each in found] if isinstance(found, list) else []


def _says_the_same(each: Scored, point: FixedPoint) -> bool:
    """Whether a signal may take the place of a point: not about a KPI nor to mend, for which there are limits."""
    one = each.candidate
    return one.rule == point.signal and one.section is point.section and one.kpi is None and not one.corrective


def _room(choice: Choice, section: Section, plan: Plan) -> int:
    """How many more points a section holds; most of the coaching focus belongs to its KPI."""
    here, minutes = choice.sections[section], plan.sections[section]
    if section is Section.FOCUS:
        others = len(here) - 1 + plan.focus_kpis - 1
        return beside_the_lever(minutes) // _LEAST - others
    return capacity(section, plan) - len(here)


def _chosen(choice: Choice) -> list[Scored]:
    return [each for items in choice.sections.values() for each in items]
