"""Talking points that need no signal: the rep's topics, open promises, and what to say when the numbers are silent."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kpidesk.domain.readings import RECENT, Reading
from kpidesk.domain.signals.base import Candidate, numbers
from kpidesk.domain.signals.commitments import evidence_of
from kpidesk.domain.signals.phrases import average
from kpidesk.domain.terms import Owner, Section
from kpidesk.domain.wording import count, day, inline, listed, name, plain, weekday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.commitments import Tracked
    from kpidesk.domain.entities import Topic
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.scoring import Scored

TOPIC, PROMISE = "TOPIC", "OPENCOM"


def topics(facts: Facts) -> list[Candidate]:
    """One candidate for each topic that waits."""
    return [_topic(facts, each) for each in facts.topics]


def promises(facts: Facts) -> list[Candidate]:
    """One candidate for each open commitment, so that none is forgotten."""
    return [_promise(facts, each) for each in facts.open]


def gathered(facts: Facts, together: Sequence[Scored]) -> Candidate:
    """Several topics, or several commitments, as one talking point; each of them stays named in its evidence."""
    first = together[0].candidate
    titles = [each.candidate.title for each in together]
    if first.section is Section.REP_TOPICS:
        ids = [topic for each in together for topic in _ids(each.candidate, "topics")]
        title = f"Topics of {plain(facts.rep.first_name, 40)}"
        return Candidate(TOPIC, first.section, "topics", title, _sentence(titles), evidence={"topics": ids})
    ids = [ident for each in together for ident in _ids(each.candidate, "commitments")]
    lines = [{"title": each.candidate.title, "why": each.candidate.why} for each in together]
    named = first.why if first.evidence.get("value") is not None else f"{first.title}: {first.why}"
    why = f"{named} {count(len(together) - 1, 'more promise', 'more promises')} open."
    corrective = any(each.candidate.corrective for each in together)
    evidence: dict[str, object] = {"commitments": ids, "lines": lines}
    return Candidate(
        first.rule,
        first.section,
        "promises",
        "Promises from last time",
        why,
        evidence=evidence,
        fields=first.fields,
        corrective=corrective,
    )


def open_talk(facts: Facts) -> Candidate:
    """The rep's own start, when no topic was sent ahead."""
    who = plain(facts.rep.first_name, 40)
    why = f"{who} has sent no topic. Start with what {who} brings." if who else "No topic was sent ahead."
    return Candidate("OPEN", Section.REP_TOPICS, "open", "Check-in, agenda together", why)


def win(facts: Facts) -> Candidate:
    """A habit that holds; where there is none the rep is asked for a win."""
    kept = [each for each in facts.leading if each.attained() >= 1 and each.known >= RECENT]
    if kept:
        best = max(kept, key=lambda each: (each.attained(), -each.kpi.position))
        why = f"{average(facts, best)} over four weeks."
        evidence = numbers(best, RECENT)
        return Candidate(
            "WIN", Section.WINS, best.kpi.key, f"{name(best.kpi)}: on target", why, kpi=best.kpi, evidence=evidence
        )
    return ask_for_win(facts)


def ask_for_win(facts: Facts) -> Candidate:
    """A win the rep names."""
    why = f"The numbers name none since {day(facts.since)}. Ask for one."
    return Candidate("WIN", Section.WINS, "win", "What went well", why)


def focus(facts: Facts, usable: Sequence[Reading]) -> Candidate:
    """What to build on when no leading KPI slips; without any numbers, which numbers to choose."""
    if not usable:
        who = plain(facts.rep.first_name, 40)
        why = f"No data yet for {who}. Choose two or three weekly activities you both care about."
        return Candidate("ALIGN", Section.FOCUS, "align", "Choose the numbers together", why)
    nearest = lowest(usable)
    why = (
        f"{average(facts, nearest)} over four weeks. Nothing slips beyond the usual, so this is about what comes next."
    )
    return Candidate(
        "GROW",
        Section.FOCUS,
        nearest.kpi.key,
        f"Build on {inline(nearest.kpi)}",
        why,
        kpi=nearest.kpi,
        evidence=numbers(nearest, RECENT),
        fields={"kpi": inline(nearest.kpi)},
    )


def close(facts: Facts) -> Candidate:
    """The end of every one-on-one: what is taken on, said back, with a date."""
    owner = plain(facts.manager, 40) or "you"
    next_on = f" Next one-on-one {weekday(facts.next_on)}." if facts.next_on else ""
    why = f"One or two promises of {plain(facts.rep.first_name, 40)}, one of {owner}.{next_on}"
    return Candidate("CLOSE", Section.CLOSE, "close", "Decide and say back", why)


def lowest(usable: Sequence[Reading]) -> Reading:
    """The reading furthest below its target; those without a target come last."""

    def key(reading: Reading) -> tuple[float, int, str]:
        attained = reading.attained()
        return (math.inf if math.isnan(attained) else attained, reading.kpi.position, reading.kpi.key)

    return min(usable, key=key)


def _topic(facts: Facts, topic: Topic) -> Candidate:
    by = plain(facts.rep.first_name, 40) if topic.raised_by_rep else "you"
    return Candidate(
        TOPIC,
        Section.REP_TOPICS,
        str(topic.id),
        plain(topic.text, 100),
        f"Added by {by} on {day(topic.raised_on)}.",
        evidence={"topics": [str(topic.id)], "raised_by_rep": topic.raised_by_rep},
    )


def _promise(facts: Facts, each: Tracked) -> Candidate:
    commitment = each.commitment
    text = plain(commitment.text, 90).rstrip(".")
    measured = each.verdict.text if each.verdict.measured is not None else ""
    due = f"Due {day(commitment.due)}." if commitment.due else f"Agreed on {day(commitment.agreed_on)}."
    return Candidate(
        PROMISE,
        Section.COMMITMENTS,
        str(commitment.id),
        f"I owe you: {text}" if commitment.owner is Owner.MANAGER else text,
        f"{measured} {due}".strip(),
        evidence=evidence_of(each),
    )


def _ids(candidate: Candidate, field: str) -> list[str]:
    found = candidate.evidence.get(field)
    return [str(each) for each in found] if isinstance(found, list) else []


def _sentence(titles: Sequence[str]) -> str:
    shown = list(titles[:3]) + ([f"{len(titles) - 3} more"] if len(titles) > 3 else [])
    return f"{listed(shown)}."
