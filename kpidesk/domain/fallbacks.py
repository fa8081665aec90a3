"""Talking points that need no signal: the rep's topics, open promises, and what to say when the numbers are silent."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.readings import RECENT, Reading
from kpidesk.domain.signals.base import Candidate, numbers
from kpidesk.domain.signals.commitments import evidence_of
from kpidesk.domain.signals.phrases import average, lately
from kpidesk.domain.signals.rhythm import lacks_data
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import Direction, Kind, Owner, Section
from kpidesk.domain.wording import amount, count, day, flows, inline, listed, name, plain, weekday

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kpidesk.domain.commitments import Tracked
    from kpidesk.domain.entities import Commitment, Rep, Topic
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.scoring import Scored

RUN = 4
"""Weeks on target in a row that are worth a word."""
CLEARLY = 0.10
"""Share over the usual from which it is worth a word."""
ENOUGH_WEEKS = 12
"""Known weeks from which there is a usual one."""
TOPIC, PROMISE, DUE, OWED = "TOPIC", "OPENCOM", "DUE", "OWED"

POINT = "POINT"
"""The rule of a talking point that stands in the template."""


def topics(facts: Facts) -> list[Candidate]:
    """One candidate for each topic that waits."""
    return [topic(facts.rep, each) for each in facts.topics]


def promises(facts: Facts) -> list[Candidate]:
    """One candidate for each open commitment, so that none is forgotten."""
    return [_promise(facts, each) for each in facts.open]


def gathered(facts: Facts, together: Sequence[Scored]) -> Candidate:
    """Several topics, or several commitments, as one talking point; each of them stays named in its evidence."""
    first = together[0].candidate
    lines = [line for each in together for line in _lines(each.candidate)]
    why = told_together(first.section, lines)
    if first.section is Section.REP_TOPICS:
        ids = [topic for each in together for topic in _ids(each.candidate, "topics")]
        title = f"Topics of {plain(facts.rep.first_name, 40)}"
        topics: dict[str, object] = {"topics": ids, "lines": lines}
        return Candidate(TOPIC, first.section, "topics", title, why, evidence=topics)
    ids = [ident for each in together for ident in _ids(each.candidate, "commitments")]
    corrective = any(each.candidate.corrective for each in together)
    evidence: dict[str, object] = {"commitments": ids, "lines": lines, "due": first.evidence.get("due")}
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


def told_together(section: Section, lines: Sequence[Mapping[str, str]]) -> str:
    """Several topics or promises in a sentence or two; each has its own line below."""
    if section is Section.REP_TOPICS:
        return _sentence([line["title"] for line in lines])
    first, more = lines[0], len(lines) - 1
    told = joined(first)
    return f"{told} {count(more, 'more promise', 'more promises')} open." if more else told


def joined(line: Mapping[str, str]) -> str:
    """What one of several is about and what there is to say of it, as sentences."""
    title, why = line["title"], line["why"]
    stop = "" if title.endswith((".", "!", "?", "…")) else "."
    return f"{title}{stop} {why}".strip()


def open_talk(facts: Facts) -> Candidate:
    """The rep's own start, when no topic was sent ahead."""
    who = plain(facts.rep.first_name, 40)
    why = f"{who} has sent no topic. Start with what {who} brings." if who else "No topic was sent ahead."
    return Candidate("OPEN", Section.REP_TOPICS, "open", "Check-in, agenda together", why)


def win(facts: Facts, taken: Collection[str] = ()) -> Candidate:
    """A habit on target or clearly above the usual, else such a result; where there is none the rep is asked for a win.

    KPIs in `taken` are talked about elsewhere.
    """
    free = [each for each in facts.readings if each.kpi.key not in taken and not thin(facts, each)]
    leading = [each for each in free if each.kpi.kind is Kind.LEADING]
    results = [each for each in free if each.kpi.kind is Kind.LAGGING and flows(each.kpi)]
    for some in (leading, results):
        kept = [each for each in some if each.attained() >= 1 and each.known >= RECENT]
        if kept:
            best = max(kept, key=lambda each: (each.attained(), -each.kpi.position))
            return _win(best, f"{name(best.kpi)}: on target", f"{average(facts, best)} {lately(best)}.")
        more = [each for each in some if _over_usual(each) >= CLEARLY]
        if more:
            best = max(more, key=lambda each: (_over_usual(each), -each.kpi.position))
            usual = amount(_usual(best), best.kpi, facts.currency)
            why = f"{average(facts, best)} {lately(best)}; usual {usual}, from {best.known} weeks."
            return _win(best, f"{name(best.kpi)}: better than usual", why)
    since = f"since {day(facts.since)}" if facts.held else "lately"
    known = any(each.known for each in facts.readings)
    why = f"No number stands out {since}. Ask for one." if known else "No numbers yet to name one. Ask for one."
    return Candidate("ASK", Section.WINS, "win", "What went well", why)


def thin(facts: Facts, reading: Reading) -> bool:
    """Whether too few recent values are known to conclude anything, whatever the manager's numbers for the rules."""
    return lacks_data(reading, facts.on, Thresholds())


def _win(reading: Reading, title: str, why: str) -> Candidate:
    evidence = numbers(reading, RECENT)
    return Candidate("WIN", Section.WINS, reading.kpi.key, title, why, kpi=reading.kpi, evidence=evidence)


def _usual(reading: Reading) -> float:
    """The middle of all known weeks; NaN while there are too few to call something usual."""
    return float(np.nanmedian(reading.values)) if reading.known >= ENOUGH_WEEKS else math.nan


def _over_usual(reading: Reading) -> float:
    """Share by which the last four weeks are better than usual; 0 where that cannot be said, and for a band."""
    usual, now = _usual(reading), reading.value
    if reading.kpi.direction is Direction.BAND or math.isnan(usual) or math.isnan(now) or not usual > 0:
        return 0.0
    return (now / usual - 1) * reading.better


def focus(facts: Facts, usable: Sequence[Reading]) -> Candidate:
    """What to build on when no leading KPI slips; without any numbers, which numbers to choose."""
    if not usable:
        who = plain(facts.rep.first_name, 40)
        why = f"No data yet for {who}. Choose two or three weekly activities you both care about."
        return Candidate("ALIGN", Section.FOCUS, "align", "Choose the numbers together", why)
    nearest = lowest(usable)
    why = f"{average(facts, nearest)} {lately(nearest)}. {_nothing_slips(facts, nearest)}"
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


def _nothing_slips(facts: Facts, nearest: Reading) -> str:
    """Why there is nothing to mend: not known yet, not to be judged yet, or really nothing."""
    if thin(facts, nearest):
        return "Too few weeks yet to say more, so this is about what to try first."
    tenure = facts.tenure_days
    if tenure is not None and 0 <= tenure < Thresholds().ramp_days:
        return "Targets do not count yet while ramping, so this is about what comes next."
    if nearest.hits >= RUN:
        return f"On target {nearest.hits} weeks in a row, so this is about what comes next."
    return "Nothing slips beyond the usual, so this is about what comes next."


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


def topic(rep: Rep, waiting: Topic) -> Candidate:
    """What a topic that waits is on an agenda."""
    by = plain(rep.first_name, 40) if waiting.raised_by_rep else "you"
    return Candidate(
        TOPIC,
        Section.REP_TOPICS,
        str(waiting.id),
        plain(waiting.text, 100),
        f"Added by {by} on {day(waiting.raised_on)}.",
        evidence={
            "topics": [str(waiting.id)],
            "raised_by_rep": waiting.raised_by_rep,
            "raised_on": waiting.raised_on.isoformat(),
        },
    )


def _promise(facts: Facts, each: Tracked) -> Candidate:
    commitment = each.commitment
    text = plain(commitment.text, 90).rstrip(".")
    mine = commitment.owner is Owner.MANAGER
    rule, when = PROMISE, f"Agreed on {day(commitment.agreed_on)}."
    if commitment.due is not None:
        rule, when = (DUE, "Due today.") if commitment.due == facts.on else (PROMISE, f"Due {day(commitment.due)}.")
    return Candidate(
        OWED if mine else rule,
        Section.COMMITMENTS,
        str(commitment.id),
        f"I owe you: {text}" if mine else text,
        f"{each.told(facts.on)} {when}".strip(),
        evidence=evidence_of(each),
        fields=_asked_with(commitment, text) if not mine else {},
    )


def _asked_with(commitment: Commitment, text: str) -> dict[str, str]:
    return {} if commitment.due is None else {"date": day(commitment.due), "commitment": f"“{text}”"}


def _ids(candidate: Candidate, field: str) -> list[str]:
    found = candidate.evidence.get(field)
    return [str(each) for each in found] if isinstance(found, list) else []


def _lines(candidate: Candidate) -> list[dict[str, str]]:
    """What a candidate says line by line; one that was gathered before has several."""
    found = candidate.evidence.get("lines")
    return list(found) if isinstance(found, list) else [{"title": candidate.title, "why": candidate.why}]


def _sentence(titles: Sequence[str]) -> str:
    shown = list(titles[:3]) + ([f"{len(titles) - 3} more"] if len(titles) > 3 else [])
    return f"{listed(shown)}."
