"""From candidates to ranked ones: what is kept back, what weighs how much, what belongs together (domain brief 4.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpidesk.domain import yields
from kpidesk.domain.signals.base import BASES, Candidate
from kpidesk.domain.signals.rhythm import lacks_data
from kpidesk.domain.terms import Section
from kpidesk.domain.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import AgendaItem
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.signals.thresholds import Thresholds

COOLDOWN = 2
"""One-on-ones for which a signal rests once it was talked about, unless it got worse."""
FOCUS_FRESH = 1.2
REPEATED = 0.7

_SECTIONS = list(Section)
_NEVER_RESTS = frozenset({"C", "H", "P3", "FCST", "TOPIC", "OPENCOM"})


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
    """Factors whose product is the score."""
    also: tuple[Candidate, ...] = ()
    """Weaker signals on the same subject, which become its evidence."""

    @property
    def order(self) -> tuple[float, int, int, str, str]:
        """Sort key: highest score, then section, KPI order, rule and subject, so that ties never depend on chance."""
        one = self.candidate
        position = one.kpi.position if one.kpi else -1
        return (-self.score, _SECTIONS.index(one.section), position, one.rule, one.subject)


def rank(facts: Facts, found: Iterable[Candidate], t: Thresholds) -> tuple[list[Scored], list[LeftOut]]:
    """The candidates that may be chosen, best first, one for each subject; and those that may not, with the reason."""
    left_out: list[LeftOut] = []
    scored: list[Scored] = []
    for candidate in found:
        reason = _private(candidate) or _kept_back(facts, candidate, t) or _resting(facts, candidate)
        if reason:
            left_out.append(LeftOut(candidate.rule, _key(candidate), reason))
        else:
            scored.append(_score(facts, candidate))
    return _merged(sorted(scored, key=lambda each: each.order), left_out), left_out


def raised(facts: Facts, candidate: Candidate, meetings: int) -> AgendaItem | None:
    """The newest item by which the same rule spoke about the same subject in the last one-on-ones."""
    for meeting in facts.held[:meetings]:
        for item in facts.items_of(meeting):
            if item.rule == candidate.rule and item.evidence.get("subject") == candidate.subject:
                return item
    return None


def _private(candidate: Candidate) -> str | None:
    return f"For you alone: {candidate.why}" if candidate.private else None


def _kept_back(facts: Facts, candidate: Candidate, t: Thresholds) -> str | None:
    """Vetoes: no conclusion from missing data, no missed targets after long leave or while ramping."""
    kpi = candidate.kpi
    reading = facts.reading(kpi.key) if kpi else None
    if reading is not None and lacks_data(reading, facts.on, t):
        return "Too few recent values to draw a conclusion from."
    if candidate.miss and facts.back_from_leave(t.leave_days, t.leave_within) is not None:
        return "Back from leave: missed targets wait a week."
    tenure = facts.tenure_days
    if candidate.miss and tenure is not None and 0 <= tenure < t.ramp_days:
        return f"Day {tenure} in the role: targets do not count yet."
    return None


def _resting(facts: Facts, candidate: Candidate) -> str | None:
    if candidate.rule in _NEVER_RESTS or candidate.rule[:1] in _NEVER_RESTS:
        return None
    if candidate.kpi is not None and candidate.kpi.id in facts.focus and candidate.section is Section.FOCUS:
        return None
    before = raised(facts, candidate, COOLDOWN)
    if before is None:
        return None
    if candidate.severity > _number(before, "severity", 1.0) + 1e-9:
        return None
    meeting = next(each for each in facts.held if each.id == before.one_on_one_id)
    return f"Talked about on {day(meeting.on)} and no further since."


def _number(item: AgendaItem, part: str, default: float) -> float:
    parts = item.evidence.get("score_parts")
    found = parts.get(part, default) if isinstance(parts, dict) else default
    return float(found) if isinstance(found, (int, float)) else default


def _score(facts: Facts, candidate: Candidate) -> Scored:
    parts = {
        "base": float(BASES.get(candidate.rule, 30.0)),
        "severity": candidate.severity,
        "confidence": candidate.confidence,
        "control": candidate.control,
        "freshness": _freshness(facts, candidate),
        "yield": yields.weight(facts.yields, _key(candidate)),
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
        if candidate.rule == "OPENCOM":
            continue
        left_out.append(LeftOut(candidate.rule, _key(candidate), f"Part of “{leader.candidate.title}”."))
    return sorted(leaders, key=lambda each: each.order)


def _key(candidate: Candidate) -> str | None:
    return candidate.kpi.key if candidate.kpi else None
