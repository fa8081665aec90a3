"""From candidates to ranked ones: what is kept back, what weighs how much, what belongs together (domain brief 4.4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpidesk.domain import pins, yields
from kpidesk.domain.signals.base import BASES, Candidate
from kpidesk.domain.signals.rhythm import lacks_data
from kpidesk.domain.templates import favour
from kpidesk.domain.terms import Family, Section
from kpidesk.domain.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import AgendaItem, Kpi
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.signals.thresholds import Thresholds

COOLDOWN = 2
"""One-on-ones for which a signal rests once it was talked about, unless it got worse."""
FOCUS_FRESH = 1.2
REPEATED = 0.7
STAYS = 4
"""One-on-ones a coaching focus stays up, unless it is solved or something else weighs much more."""

_SECTIONS = list(Section)
_NEVER_RESTS = frozenset({"C1", "C2", "C5", "H3", "H9", "P3", "FCST", "TOPIC", "OPENCOM", "DUE", "OWED", pins.PIN})
"""What is on every agenda it is true on: promises, topics, missing data, the forecast."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A signal that did not get on the agenda, and why."""

    rule: str
    kpi: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its weight."""

    candidate: Candidate
    score: float
    parts: dict[str, float]
    """Factors whose product is the score; the weight of a pin is added to it."""
    also: tuple[Candidate, ...] = ()
    """Weaker signals on the same subject, which become its evidence."""

    @property
    def order(self) -> tuple[float, int, int, str, str, str, str]:
        """Sort key: highest score, then section, KPI order, rule, day and words: ties never depend on chance."""
        one = self.candidate
        position = one.kpi.position if one.kpi else -1
        day = one.evidence.get("raised_on") or one.evidence.get("due") or "9"
        place = _SECTIONS.index(one.section)
        return (-self.score, place, position, one.rule, str(day), f"{one.title}\n{one.why}", one.subject)


def rank(
    facts: Facts, found: Iterable[Candidate], t: Thresholds, favours: frozenset[Family] = frozenset()
) -> tuple[list[Scored], list[LeftOut]]:
    """The candidates that may be chosen, best first, one for each subject; and those that may not, with the reason.

    Signals of the families in `favours` weigh a little more.
    """
    left_out: list[LeftOut] = []
    scored: list[Scored] = []
    for candidate in found:
        reason = _private(candidate) or _kept_back(facts, candidate, t) or _resting(facts, candidate)
        if reason:
            left_out.append(LeftOut(candidate.rule, _key(candidate), reason))
        else:
            scored.append(_score(facts, candidate, favours))
    return pins.lifted(facts, _merged(sorted(scored, key=lambda each: each.order), left_out)), left_out


def raised(facts: Facts, candidate: Candidate, meetings: int) -> AgendaItem | None:
    """The newest item by which the same rule spoke about the same subject in the last one-on-ones.

    Where items were ticked, one without a tick was not talked about.
    """
    for meeting in facts.held[:meetings]:
        items = facts.items_of(meeting)
        ticked = any(item.checked for item in items)
        for item in items:
            same = item.rule == candidate.rule and item.evidence.get("subject") == candidate.subject
            if same and (item.checked or not ticked):
                return item
    return None


def stays_up(facts: Facts, kpi: Kpi) -> bool:
    """Whether a KPI is the coaching focus, as agreed or else as last time, for less than four one-on-ones."""
    last = facts.items_of(facts.held[0]) if facts.held else ()
    current = facts.focus or {item.kpi_id for item in last if item.section is Section.FOCUS}
    return kpi.id in current and _meetings_on(facts, kpi) < STAYS


def _meetings_on(facts: Facts, kpi: Kpi) -> int:
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


def _private(candidate: Candidate) -> str | None:
    return f"For you alone: {candidate.why}" if candidate.private else None


def _kept_back(facts: Facts, candidate: Candidate, t: Thresholds) -> str | None:
    """Vetoes: no conclusion from missing data, no missed targets after long leave or while ramping."""
    if candidate.rule == pins.PIN:
        return None
    keys = {candidate.kpi.key, *candidate.absorbs} if candidate.kpi else candidate.absorbs
    rests_on = [each for each in facts.readings if each.kpi.key in keys]
    if any(lacks_data(each, facts.on, t) for each in rests_on):
        return "Too few recent values to draw a conclusion from."
    if candidate.miss and facts.back_from_leave(t.leave_days, t.leave_within) is not None:
        return "Away lately: missed targets wait a week."
    tenure = facts.tenure_days
    if candidate.miss and tenure is not None and 0 <= tenure < t.ramp_days:
        return f"Day {tenure} in the role: targets do not count yet."
    return None


def _resting(facts: Facts, candidate: Candidate) -> str | None:
    if candidate.rule in _NEVER_RESTS:
        return None
    kpi = candidate.kpi
    if kpi is not None and candidate.section is Section.FOCUS and (kpi.id in facts.focus or stays_up(facts, kpi)):
        return None
    before = raised(facts, candidate, COOLDOWN) or _dismissed(facts, candidate)
    if before is None:
        return None
    if candidate.severity > _number(before, "severity", 1.0) + 1e-9:
        return None
    meeting = next(each for each in facts.held if each.id == before.one_on_one_id)
    if before in facts.dismissed:
        reason = str(before.evidence.get("dismissed") or "no reason given").rstrip(".")
        return f"You dismissed it on {day(meeting.on)}: {reason}. No further since."
    return f"Talked about on {day(meeting.on)} and no further since."


def _dismissed(facts: Facts, candidate: Candidate) -> AgendaItem | None:
    """The newest item of the last one-on-ones by which the same rule spoke of the subject and was sent away."""
    near = [meeting.id for meeting in facts.held[:COOLDOWN]]
    same = [
        each
        for each in facts.dismissed
        if each.one_on_one_id in near
        and each.rule == candidate.rule
        and each.evidence.get("subject") == candidate.subject
    ]
    return min(same, key=lambda each: near.index(each.one_on_one_id), default=None)


def _number(item: AgendaItem, part: str, default: float) -> float:
    parts = item.evidence.get("score_parts")
    found = parts.get(part, default) if isinstance(parts, dict) else default
    return float(found) if isinstance(found, (int, float)) else default


def _score(facts: Facts, candidate: Candidate, favours: frozenset[Family]) -> Scored:
    parts = {
        "base": float(BASES.get(candidate.rule, 30.0)),
        "severity": candidate.severity,
        "confidence": candidate.confidence,
        "control": candidate.control,
        "freshness": _freshness(facts, candidate),
        "yield": yields.weight(facts.yields, _key(candidate)),
        "template": favour(favours, candidate.rule),
    }
    score = 1.0
    for factor in parts.values():
        score *= factor
    return Scored(candidate, round(score, 4), {name: round(factor, 4) for name, factor in parts.items()})


def _freshness(facts: Facts, candidate: Candidate) -> float:
    if candidate.kpi is not None and candidate.kpi.id in facts.focus:
        return FOCUS_FRESH
    before = raised(facts, candidate, 1)
    unchanged = before is not None and before.evidence.get("value") == candidate.evidence.get("value")
    return REPEATED if unchanged else 1.0


def _merged(ranked: list[Scored], left_out: list[LeftOut]) -> list[Scored]:
    """One entry for each subject: the heaviest leads, the others become its evidence; pairs absorb both their KPIs."""
    leaders: list[Scored] = []
    owner: dict[str, int] = {}
    absorbing = sorted(ranked, key=lambda each: (not each.candidate.absorbs, each.order))
    for each in absorbing:
        candidate = each.candidate
        keys = {candidate.subject, *candidate.absorbs}
        taken = next((owner[key] for key in sorted(keys) if key in owner), None)
        if taken is None:
            owner.update(dict.fromkeys(keys, len(leaders)))
            leaders.append(each)
            continue
        leader = leaders[taken]
        leaders[taken] = replace(leader, also=(*leader.also, candidate))
        if candidate.rule in {"OPENCOM", "DUE", "OWED", pins.PIN}:
            continue
        left_out.append(LeftOut(candidate.rule, _key(candidate), f"Part of “{leader.candidate.title}”."))
    return sorted(leaders, key=lambda each: each.order)


def _key(candidate: Candidate) -> str | None:
    return candidate.kpi.key if candidate.kpi else None
