"""Which ranked candidates get on the agenda, within its items and minutes (domain brief 4.4)."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from kpidesk.domain import fallbacks
from kpidesk.domain.filling import GATHERED, Choice, fill
from kpidesk.domain.scoring import LeftOut, Scored
from kpidesk.domain.terms import KpiClass, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.lengths import Plan
    from kpidesk.domain.readings import Reading
    from kpidesk.domain.signals.base import Candidate

STAYS = 4
"""One-on-ones an agreed focus stays up, unless it is solved …"""
OUTWEIGHS = 1.5
"""… or another signal weighs this many times as much."""
IN_OWN_HANDS = frozenset({KpiClass.ACTIVITY, KpiClass.QUALITY})


def choose(facts: Facts, ranked: list[Scored], plan: Plan) -> Choice:
    """Fill the sections: first what every one-on-one has, then the heaviest that still fits."""
    choice = Choice()
    usable = [each for each in facts.leading if not math.isnan(each.value)]
    forecasts = [each for each in ranked if each.candidate.section is Section.FORECAST]
    pool = [each for each in ranked if each.candidate.section is not Section.FORECAST]
    focus = _focus(facts, pool) or unscored(fallbacks.focus(facts, usable))
    choice.sections[Section.FOCUS].append(focus)
    _forecast(choice, forecasts, plan, focus, usable)
    for section, fallback in ((Section.REP_TOPICS, fallbacks.open_talk), (Section.WINS, fallbacks.win)):
        first = _first(choice, pool, section)
        choice.sections[section].append(first or unscored(fallback(facts)))
    promise = _first(choice, pool, Section.COMMITMENTS)
    if promise is not None:
        choice.sections[Section.COMMITMENTS].append(promise)
    _drop_doubled_win(facts, choice)
    fill(choice, pool, plan, facts)
    choice.focus_lever = _own_lever(focus.candidate.kpi, usable, choice)
    choice.sections[Section.CLOSE].append(unscored(fallbacks.close(facts)))
    return choice


def unscored(candidate: Candidate) -> Scored:
    """A talking point every one-on-one has, whatever the numbers say."""
    return Scored(candidate, 0.0, {})


def meetings_on(facts: Facts, kpi: Kpi) -> int:
    """One-on-ones in a row, up to the last, that had this KPI as their focus; an agreement starts the count anew."""
    agreed = facts.agreement is not None and kpi.id in facts.focus
    since = facts.agreement.agreed_on if agreed and facts.agreement else dt.date.min
    run = 0
    for meeting in facts.held:
        if meeting.on < since or not any(
            item.section is Section.FOCUS and item.kpi_id == kpi.id for item in facts.items_of(meeting)
        ):
            break
        run += 1
    return run


def _focus(facts: Facts, ranked: list[Scored]) -> Scored | None:
    """The heaviest signal, unless the agreed focus, or that of last time, still has one of its own."""
    signals = [each for each in ranked if each.candidate.section is Section.FOCUS]
    if not signals:
        return None
    last = facts.items_of(facts.held[0]) if facts.held else ()
    current = facts.focus or {item.kpi_id for item in last if item.section is Section.FOCUS and item.kpi_id}
    for each in signals:
        kpi = each.candidate.kpi
        if kpi is not None and kpi.id in current and meetings_on(facts, kpi) < STAYS:
            return each if signals[0].score <= OUTWEIGHS * each.score else signals[0]
    return signals[0]


def _own_lever(kpi: Kpi | None, usable: list[Reading], choice: Choice) -> Reading | None:
    """What the rep can do about a focus not in the rep's own hands: an activity or skill, best one further ahead."""
    own = [each for each in usable if each.kpi.kpi_class in IN_OWN_HANDS]
    if kpi is None or kpi.kpi_class in IN_OWN_HANDS or not own:
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
            reason = "The forecast limit leaves no whole minute for it."
            choice.left_out.append(LeftOut(each.candidate.rule, key, reason))
        elif not usable:
            choice.left_out.append(LeftOut(each.candidate.rule, key, "No leading KPI with numbers to pair it with."))
        else:
            subject = focus.candidate.kpi
            paired = [one for one in usable if subject is not None and one.kpi.key == subject.key]
            choice.lever = paired[0] if paired else fallbacks.lowest(usable)
            choice.sections[Section.FORECAST].append(each)


def _first(choice: Choice, pool: Iterable[Scored], section: Section) -> Scored | None:
    """The heaviest candidate of a section; topics and promises go before what only talks about them."""
    field_name = GATHERED.get(section)
    found = [each for each in pool if each.candidate.section is section and not _doubled(choice, each)]
    named = [each for each in found if field_name is None or field_name in each.candidate.evidence]
    if section is Section.REP_TOPICS:
        return named[0] if named else None
    return next(iter(named or found), None)


def _doubled(choice: Choice, each: Scored) -> bool:
    return each.candidate.kpi is not None and each.candidate.kpi.key in choice.kpis


def _drop_doubled_win(facts: Facts, choice: Choice) -> None:
    """A habit that holds must not be the very KPI the focus is on: then the rep is asked for a win instead."""
    win = choice.sections[Section.WINS][0].candidate
    others = {
        each.candidate.kpi.key
        for section, items in choice.sections.items()
        for each in items
        if section is not Section.WINS and each.candidate.kpi
    }
    if win.kpi is not None and win.kpi.key in others:
        choice.sections[Section.WINS][0] = unscored(fallbacks.ask_for_win(facts))
