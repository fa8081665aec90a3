"""Promises that wait for a word: overdue, stale, missed again, too many, and what the manager owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.signals.base import Candidate, Evidence, finite, severity
from kpidesk.domain.terms import CommitmentStatus, Owner, Section
from kpidesk.domain.wording import count, day, days_ago, inline, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.commitments import Tracked
    from kpidesk.domain.entities import Commitment, Id, Kpi
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.signals.thresholds import Thresholds

FULL_DAYS = 14
"""Days over that weigh in full."""


def overdue(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """C1: an open commitment of the rep whose due day has passed."""
    for each in facts.open_of_rep:
        due = each.commitment.due
        if due is not None and due < facts.on:
            days = (facts.on - due).days
            yield _about(facts, "C1", each, f"Due {day(due)}, {days_ago(days)} ago.", days, 0)


def stale(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """C2: open for 21 days without an update, or carried over at least twice; what is due today has its verdict."""
    for each in facts.open_of_rep:
        commitment = each.commitment
        if commitment.due == facts.on:
            continue
        idle = (facts.on - (commitment.updated_on or commitment.agreed_on)).days
        carried = commitment.times_carried
        if idle >= t.stale_days:
            when = f"No update for {days_ago(idle)}.{_due(commitment)}"
            yield _about(facts, "C2", each, when, idle - t.stale_days, t.stale_days)
        elif carried >= t.carried_times:
            when = f"Carried over {carried} times.{_due(commitment)}"
            yield _about(facts, "C2", each, when, FULL_DAYS, t.carried_times)


def missed_again(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """C3: at least 2 of the last 3 commitments on one KPI were missed."""
    closed: dict[Id, list[Tracked]] = {}
    for each in facts.commitments:
        if each.kpi is not None and each.commitment.status in {CommitmentStatus.DONE, CommitmentStatus.MISSED}:
            closed.setdefault(each.kpi.id, []).append(each)
    for of_kpi in closed.values():
        last = of_kpi[-t.missed_window :]
        missed = [each for each in last if each.commitment.status is CommitmentStatus.MISSED]
        kpi = last[0].kpi
        if len(missed) >= t.missed_of_last and kpi is not None:
            yield _plan(kpi, last, missed, t)


def overload(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """C4: more than three open commitments of the rep."""
    n = len(facts.open_of_rep)
    if n > t.open_commitments:
        why = f"{count(n, 'promise')} open at once. Keep the ones that matter, drop the rest."
        evidence: Evidence = {"value": n, "threshold": t.open_commitments}
        extra = severity(n - t.open_commitments, t.open_commitments)
        yield Candidate(
            "C4", Section.COMMITMENTS, "load", "Many promises at once", why, extra, evidence=evidence, corrective=True
        )


def manager_owes(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """C5: a commitment of the manager is overdue."""
    for each in facts.open:
        due = each.commitment.due
        if each.commitment.owner is Owner.MANAGER and due is not None and due < facts.on:
            days = (facts.on - due).days
            late = f"Due {day(due)}, {days_ago(days)} late. A new date, or no longer needed?"
            yield _about(facts, "C5", each, late, days, 0)


def evidence_of(each: Tracked) -> Evidence:
    """A commitment and what was measured, for JSON."""
    commitment = each.commitment
    return {
        "commitments": [str(commitment.id)],
        "owner": str(commitment.owner),
        "commitment_kpi": each.kpi.key if each.kpi else None,
        "due": commitment.due.isoformat() if commitment.due else None,
        "verdict": str(each.verdict.outcome),
        "baseline": finite(each.verdict.baseline),
        "value": finite(each.verdict.measured),
        "target": finite(commitment.expected),
    }


def _due(commitment: Commitment) -> str:
    return "" if commitment.due is None else f" Due {day(commitment.due)}."


def _about(facts: Facts, rule: str, each: Tracked, when: str, days: int, threshold: int) -> Candidate:
    commitment = each.commitment
    text = plain(commitment.text, 90).rstrip(".")
    # Only of what is overdue may one ask what got in its way.
    overdue_fields = {"commitment": f"“{text}”", "date": day(commitment.due)} if rule == "C1" and commitment.due else {}
    return Candidate(
        rule,
        Section.COMMITMENTS,
        str(commitment.id),
        f"I owe you: {text}" if rule == "C5" else text,
        f"{each.told(facts.on)} {when}".strip(),
        severity=severity(days, FULL_DAYS),
        evidence={**evidence_of(each), "days": days, "threshold": threshold},
        fields=overdue_fields,
        corrective=rule != "C5",
    )


def _plan(kpi: Kpi, last: list[Tracked], missed: list[Tracked], t: Thresholds) -> Candidate:
    return Candidate(
        "C3",
        Section.COMMITMENTS,
        f"plan:{kpi.key}",
        f"A new plan for {inline(kpi)}",
        f"{len(missed)} of the last {len(last)} promises on {inline(kpi)} were missed. Change the plan first.",
        evidence={
            "commitment_kpi": kpi.key,
            "value": len(missed),
            "n": len(last),
            "threshold": t.missed_of_last,
            "missed": [str(each.commitment.id) for each in missed],
        },
        corrective=True,
    )


RULES = (overdue, stale, missed_again, overload, manager_owes)
