"""Which ranked candidates get on the agenda, within its items and minutes (domain brief 4.4)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kpidesk.domain import fallbacks, fixed_points, pins
from kpidesk.domain.filling import GATHERED, Choice, fill, turn
from kpidesk.domain.scoring import LeftOut, Scored, stays_up
from kpidesk.domain.terms import KpiClass, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.lengths import Plan
    from kpidesk.domain.readings import Reading
    from kpidesk.domain.signals.base import Candidate

OUTWEIGHS = 1.5
"""A signal this many times as heavy takes the place of the focus that would stay up."""
MOST_FOCUS = 2
"""KPIs in focus at most, whatever is pinned (domain brief 4.9)."""
IN_OWN_HANDS = frozenset({KpiClass.ACTIVITY, KpiClass.QUALITY})


def choose(facts: Facts, ranked: list[Scored], plan: Plan) -> Choice:
    """Fill the sections: first what every one-on-one has, then the heaviest that still fits."""
    choice = Choice()
    usable = _usable(facts)
    forecasts = [each for each in ranked if each.candidate.section is Section.FORECAST]
    pool = [each for each in ranked if each.candidate.section is not Section.FORECAST]
    focus = _focus(facts, pool) or unscored(fallbacks.focus(facts, usable))
    choice.sections[Section.FOCUS].append(focus)
    _forecast(choice, forecasts, plan, focus, usable)
    topic = _first(facts, choice, pool, Section.REP_TOPICS)
    choice.sections[Section.REP_TOPICS].append(topic or unscored(fallbacks.open_talk(facts)))
    win = _first(facts, choice, pool, Section.WINS)
    pinned = {each.candidate.kpi.key for each in pool if pins.is_pinned(each) and each.candidate.kpi}
    choice.sections[Section.WINS].append(win or unscored(fallbacks.win(facts, choice.kpis | pinned)))
    promise = _first(facts, choice, pool, Section.COMMITMENTS)
    if promise is not None:
        choice.sections[Section.COMMITMENTS].append(promise)
    _keep_pinned(choice, pool)
    fixed_points.place(choice, pool, plan)
    fill(choice, pool, plan, facts)
    choice.sections[Section.COMMITMENTS].sort(key=lambda each: turn(facts, each))
    choice.focus_lever = _own_lever(focus.candidate.kpi, usable, choice)
    choice.sections[Section.CLOSE].append(unscored(fallbacks.close(facts)))
    return choice


def _usable(facts: Facts) -> list[Reading]:
    """Leading KPIs to build on: with recent values, those of which enough are known before all others."""
    known = [each for each in facts.leading if not math.isnan(each.value)]
    return [each for each in known if not fallbacks.thin(facts, each)] or known


def unscored(candidate: Candidate) -> Scored:
    """A talking point every one-on-one has, whatever the numbers say."""
    return Scored(candidate, 0.0, {})


def _focus(facts: Facts, ranked: list[Scored]) -> Scored | None:
    """The heaviest signal, unless the agreed focus, or that of last time, still has one of its own."""
    signals = [each for each in ranked if each.candidate.section is Section.FOCUS]
    if not signals:
        return None
    for each in signals:
        kpi = each.candidate.kpi
        if kpi is not None and stays_up(facts, kpi):
            # A pin brings its own point beside the focus, it does not take its place.
            heaviest = max(signals, key=pins.unpinned)
            return each if pins.unpinned(heaviest) <= OUTWEIGHS * pins.unpinned(each) else heaviest
    return signals[0]


def _own_lever(kpi: Kpi | None, usable: list[Reading], choice: Choice) -> Reading | None:
    """What the rep can do about a focus not in the rep's own hands: an activity or skill, best one further ahead."""
    own = [each for each in usable if each.kpi.kpi_class in IN_OWN_HANDS]
    if kpi is None:
        # What speaks about no KPI, such as a discount, still needs something to do about it.
        return fallbacks.lowest(own or usable) if usable else None
    if kpi.kpi_class in IN_OWN_HANDS or not own:
        return None
    other = {each.candidate.subject for each in choice.sections[Section.FOCUS]}
    ahead = [each for each in own if each.kpi.position < kpi.position]
    apart = [each for each in ahead or own if each.kpi.key not in other]
    return fallbacks.lowest(apart or ahead or own)


def _forecast(choice: Choice, forecasts: list[Scored], plan: Plan, focus: Scored, usable: list[Reading]) -> None:
    """One forecast item at most, and only beside a leading KPI to move it by."""
    for each in forecasts:
        kpi = each.candidate.kpi
        key = kpi.key if kpi else None
        if choice.sections[Section.FORECAST]:
            choice.left_out.append(LeftOut(each.candidate.rule, key, "One forecast check is enough."))
        elif not plan.sections[Section.FORECAST]:
            reason = "The template or the forecast limit leaves no whole minute for it."
            choice.left_out.append(LeftOut(each.candidate.rule, key, reason))
        elif not usable:
            choice.left_out.append(LeftOut(each.candidate.rule, key, "No leading KPI with numbers to pair it with."))
        elif _doubled(choice, each):
            choice.left_out.append(LeftOut(each.candidate.rule, key, "Its KPI is on the agenda already."))
        else:
            subject = focus.candidate.kpi
            paired = [one for one in usable if subject is not None and one.kpi.key == subject.key]
            choice.lever = paired[0] if paired else fallbacks.lowest(usable)
            choice.sections[Section.FORECAST].append(each)


def _first(facts: Facts, choice: Choice, pool: Iterable[Scored], section: Section) -> Scored | None:
    """The heaviest candidate of a section; topics and promises go before what only talks about them."""
    field_name = GATHERED.get(section)
    found = [each for each in pool if each.candidate.section is section and not _doubled(choice, each)]
    named = [each for each in found if field_name is None or field_name in each.candidate.evidence]
    if section is Section.REP_TOPICS:
        return named[0] if named else None
    return min(named or found, key=lambda each: turn(facts, each), default=None)


def _keep_pinned(choice: Choice, pool: Iterable[Scored]) -> None:
    """What the manager pinned comes, whatever room there is; a KPI comes once, and two are in focus at most."""
    here = {id(each) for items in choice.sections.values() for each in items}
    for each in pool:
        section = each.candidate.section
        crowded = section is Section.FOCUS and len(choice.sections[section]) >= MOST_FOCUS
        if pins.is_pinned(each) and id(each) not in here and not _doubled(choice, each) and not crowded:
            choice.sections[section].append(each)


def _doubled(choice: Choice, each: Scored) -> bool:
    return each.candidate.kpi is not None and each.candidate.kpi.key in choice.kpis
