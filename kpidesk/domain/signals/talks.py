"""What the one-on-ones were about: development that waits, and a forecast that takes more than its share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.signals.base import Candidate, Evidence, finite, severity
from kpidesk.domain.terms import Section
from kpidesk.domain.wording import count, day, days_ago, listed, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.entities import OneOnOne
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.signals.thresholds import Thresholds

FEWEST_SECONDS = 300
"""A one-on-one timed for less says nothing about shares."""


def no_development(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """H8: for 90 days no one-on-one talked about the rep's development, though there were some for that long."""
    if not facts.held:
        return
    since = facts.development_on or facts.held[-1].on
    days = (facts.on - since).days
    if days >= t.development_days:
        met = len([each for each in facts.held if each.on > since or facts.development_on is None])
        who = plain(facts.rep.first_name, 40) or "the rep"
        why = f"{count(met, 'one-on-one')} in {days_ago(days)}, with no point about what comes next for {who}."
        evidence: Evidence = {"value": days, "n": met, "threshold": t.development_days}
        yield Candidate(
            "H8",
            Section.REP_TOPICS,
            "development",
            "What you would like to grow into",
            why,
            severity=severity(days - t.development_days, t.development_days),
            evidence=evidence,
            fields={"quarter": "the end of next quarter"},
        )


def forecast_creep(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """H9: forecast took over 20% of the timed minutes in two of the last three one-on-ones; for the manager alone."""
    last = facts.held[: t.creep_window]
    shares = {meeting.on: share for meeting in last if (share := _forecast_share(facts, meeting)) is not None}
    over = {on: share for on, share in shares.items() if share > t.forecast_share + 1e-9}
    if len(over) >= t.creep_of_last:
        named = listed(f"{share:.0%} on {day(on)}" for on, share in over.items())
        evidence: Evidence = {
            "value": len(over),
            "n": len(shares),
            "shares": [finite(share) for share in shares.values()],
            "threshold": t.forecast_share,
        }
        why = f"forecast took {named}; its limit is {t.forecast_share:.0%}."
        yield Candidate("H9", Section.REP_TOPICS, "creep", "Less forecast", why, evidence=evidence, private=True)


def _forecast_share(facts: Facts, meeting: OneOnOne) -> float | None:
    """Share of the timed seconds that went to the forecast; None where little was timed."""
    items = facts.items_of(meeting)
    total = sum(each.seconds_spent for each in items)
    forecast = sum(each.seconds_spent for each in items if each.section is Section.FORECAST)
    return forecast / total if total >= FEWEST_SECONDS else None


RULES = (no_development, forecast_creep)
