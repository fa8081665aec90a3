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
"""Share of the coaching focus for the KPI in the rep's own hands."""

_TAKES_THE_REST = (Section.FOCUS, Section.REP_TOPICS, Section.WINS, Section.COMMITMENTS, Section.CLOSE)


def minutes_by_section(plan: Plan, present: set[Section]) -> dict[Section, int]:
    """Minutes of the sections that are on the agenda; those that are not give theirs to the coaching focus."""
    given = {section: minutes for section, minutes in plan.sections.items() if section in present}
    heir = next((section for section in _TAKES_THE_REST if section in present), None)
    if heir is not None:
        given[heir] += plan.minutes - sum(given.values())
    return given


def share_out(minutes: int, items: int, heavy: int | None = None) -> list[int]:
    """Whole minutes for each of some items, at least one each while they last; `heavy` of several gets 60% or more."""
    if items > 1 and heavy is not None and minutes > items:
        more = min(minutes - beside_the_lever(minutes), minutes - (items - 1))
        others = share_out(minutes - more, items - 1)
        return [*others[:heavy], more, *others[heavy:]]
    each, rest = divmod(minutes, items)
    return [each + (at < rest) for at in range(items)]


def beside_the_lever(minutes: int) -> int:
    """Minutes of the coaching focus that what is not its lever may take."""
    return minutes - math.ceil(minutes * OWN_SHARE)


def rebalanced(items: Sequence[AgendaItem], plan: Plan) -> list[AgendaItem]:
    """The same talking points with the minutes of another length; the order stays."""
    given = minutes_by_section(plan, {item.section for item in items})
    parts: dict[Section, list[int]] = {}
    for section, minutes in given.items():
        here = [item for item in items if item.section is section]
        lever = next((at for at, item in enumerate(here) if item.kpi_id is not None), 0)
        parts[section] = share_out(minutes, len(here), lever if section is Section.FOCUS else None)
    return [replace(item, minutes=parts[item.section].pop(0)) for item in items]
