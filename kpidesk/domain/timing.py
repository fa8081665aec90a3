"""Sharing out minutes: among sections, and among the talking points of one."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.terms import Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import AgendaItem
    from kpidesk.domain.lengths import Plan

OWN_SHARE = 0.6
"""Share of two focus KPIs' minutes for the one in the rep's own hands."""

_TAKES_THE_REST = (Section.FOCUS, Section.REP_TOPICS, Section.WINS, Section.COMMITMENTS, Section.CLOSE)


def minutes_by_section(plan: Plan, present: set[Section]) -> dict[Section, int]:
    """Minutes of the sections that are on the agenda; those that are not give theirs to the coaching focus."""
    given = {section: minutes for section, minutes in plan.sections.items() if section in present}
    heir = next((section for section in _TAKES_THE_REST if section in present), None)
    if heir is not None:
        given[heir] += plan.minutes - sum(given.values())
    return given


def share_out(minutes: int, items: int, heavy: int | None = None) -> list[int]:
    """Whole minutes for each of some items, at least one each while they last; `heavy` of two gets at least 60%."""
    if items == 2 and heavy is not None and minutes > 2:
        more = min(math.ceil(minutes * OWN_SHARE), minutes - 1)
        return [more, minutes - more] if heavy == 0 else [minutes - more, more]
    each, rest = divmod(minutes, items)
    return [each + (at < rest) for at in range(items)]


def rebalanced(items: Sequence[AgendaItem], plan: Plan) -> list[AgendaItem]:
    """The same talking points with the minutes of another length; the order stays."""
    given = minutes_by_section(plan, {item.section for item in items})
    parts: dict[Section, list[int]] = {}
    for section, minutes in given.items():
        here = sum(item.section is section for item in items)
        parts[section] = share_out(minutes, here)
    return [replace(item, minutes=parts[item.section].pop(0)) for item in items]
