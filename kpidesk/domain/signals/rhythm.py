"""The rhythm of the one-on-ones themselves, and the data and agreements they rest on."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.readings import PERIOD_DAYS, RECENT, Reading
from kpidesk.domain.signals.base import Candidate, Evidence, severity
from kpidesk.domain.signals.phrases import average
from kpidesk.domain.terms import Cadence, MeetingStatus, Section
from kpidesk.domain.wording import count, day, days_ago, inline, listed, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.signals.thresholds import Thresholds

MILESTONES = (30, 60, 90)
"""Days after the first on which a new rep and the manager look back."""

_ENOUGH_TO_AGREE = 4
"""Known weeks of a KPI from which an agreement can rest on it."""
_NEVER_AGREED = 0.5
"""What was never agreed can wait longer than what is out of date."""
_TOLD = 2
"""Leading KPIs told at a milestone: those the ramp is judged by."""
_FALLEN = frozenset({MeetingStatus.CANCELLED, MeetingStatus.NO_SHOW})
_OVER = _FALLEN | {MeetingStatus.HELD}


def long_gap(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """H1: at least 1.5 times the agreed rhythm since the last one-on-one, days on leave not counted."""
    last = facts.last_held
    if last is None:
        return
    days, rhythm = (facts.on - last.on).days, facts.rep.cadence_days
    away = _away(facts, last.on)
    if days - away >= t.gap_share * rhythm:
        leave = f" ({days_ago(away)} on leave)" if away else ""
        why = f"Last met {day(last.on)}, {days_ago(days)} ago{leave}. Agreed rhythm: every {days_ago(rhythm)}."
        evidence: Evidence = {"value": days, "away": away, "target": rhythm, "threshold": t.gap_share * rhythm}
        yield _talk("H1", "gap", "A while since you last met", why, evidence, days - away - rhythm)


def _away(facts: Facts, since: dt.date) -> int:
    """Days after `since` on which the rep was on leave."""
    spans = [(max(each.first, since + dt.timedelta(days=1)), min(each.last, facts.on)) for each in facts.leaves]
    return len({first.toordinal() + at for first, last in spans for at in range((last - first).days + 1)})


def often_cancelled(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """H2: at least two of the last four one-on-ones were cancelled, missed or moved to another day."""
    last = [each for each in facts.meetings if each.status in _OVER and each.on <= facts.on][: t.cancelled_window]
    fallen = [each for each in last if each.status in _FALLEN or each.times_moved]
    if len(fallen) >= t.cancelled_of_last:
        moved = any(each.status not in _FALLEN for each in fallen)
        how = "did not take place or were moved" if moved else "did not take place"
        why = f"{len(fallen)} of the last {len(last)} one-on-ones {how}."
        evidence: Evidence = {"value": len(fallen), "n": len(last), "threshold": t.cancelled_of_last}
        yield _talk("H2", "cancelled", "One-on-ones that fell through", why, evidence)


def missing_data(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """H3: an agreed KPI lacks at least two of the last four weeks, or the newest import is over seven days old.

    An import is the manager's matter: alone it is told beside the agenda.
    """
    lacking = [
        each.kpi
        for each in facts.readings
        if facts.agreed_on(each.kpi) and lacks_data(each, facts.on, t) and not _just_begun(each, t)
    ]
    age = (facts.on - facts.imported_on).days if facts.imported_on else 0
    if not lacking and age <= t.import_days:
        return
    parts = [f"Too few recent values of {listed(_some(lacking))}."] if lacking else []
    parts += [f"{'The' if parts else 'the'} newest import is {days_ago(age)} old."] if age > t.import_days else []
    evidence: Evidence = {
        "kpis": [kpi.key for kpi in lacking],
        "value": len(lacking),
        "import_days": age if facts.imported_on else None,
        "threshold": t.missing_weeks,
    }
    found = _talk("H3", "data", "Numbers that are missing", " ".join(parts), evidence)
    yield found if lacking else replace(found, private=True)


def lacks_data(reading: Reading, on: dt.date, t: Thresholds) -> bool:
    """Whether a KPI has too few recent values to draw a conclusion from; missing is not zero."""
    if PERIOD_DAYS[reading.kpi.cadence] <= PERIOD_DAYS[Cadence.WEEK] and reading.known:
        return reading.missing_lately >= t.missing_weeks
    allowed = t.missing_weeks * PERIOD_DAYS[max(reading.kpi.cadence, Cadence.WEEK, key=PERIOD_DAYS.__getitem__)]
    return reading.last_value_on is None or (on - reading.last_value_on).days > allowed


def _just_begun(reading: Reading, t: Thresholds) -> bool:
    """Whether a KPI lacks weeks only because its first value is that new."""
    present = ~np.isnan(reading.values[~reading.away])
    begun = np.flatnonzero(present)
    return len(begun) > 0 and int(np.count_nonzero(~present[begun[0] :][-RECENT:])) < t.missing_weeks


def agreement_outdated(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """H4: the KPIs were agreed 90 days ago or for another role or target, are due for review, or went unmentioned.

    Unmentioned is a KPI that was not talked about for 8 weeks. Where none were ever agreed, that is what to do.
    """
    agreement = facts.agreement
    if agreement is None:
        yield from _nothing_agreed(facts)
        return
    age = (facts.on - agreement.agreed_on).days
    review = agreement.review_on is not None and agreement.review_on <= facts.on
    silent = _undiscussed(facts, t)
    moved = facts.moved_on is not None and facts.moved_on > agreement.agreed_on
    retargeted = [each.kpi for each in facts.readings if each.kpi.id in facts.retargeted]
    if age < t.agreement_days and not (review or silent or moved or retargeted):
        return
    why = f"Agreed on {day(agreement.agreed_on)}, {days_ago(age)} ago."
    if review and agreement.review_on is not None:
        why += f" The review was set for {day(agreement.review_on)}."
    if moved and facts.moved_on is not None:
        why += f" The role is new since {day(facts.moved_on)}."
    if retargeted:
        why += f" Targets changed since: {listed(_some(retargeted))}."
    if silent:
        why += f" Not talked about for {t.undiscussed_weeks} weeks: {listed(_some(silent))}."
    evidence: Evidence = {"value": age, "threshold": t.agreement_days, "kpis": [kpi.key for kpi in silent]}
    yield _talk("H4", "agreement", "Your KPIs: still the right ones?", why, evidence)


def _nothing_agreed(facts: Facts) -> Iterator[Candidate]:
    known = [each for each in facts.leading if each.known >= _ENOUGH_TO_AGREE]
    if not known or not facts.held:
        # The first one-on-one has its own point about the numbers.
        return
    who = plain(facts.rep.first_name, 40) or "the rep"
    untargeted = [each.kpi for each in known if math.isnan(each.target)]
    why = f"Nothing is agreed with {who} yet."
    if untargeted:
        why += f" Without a target so far: {listed(_some(untargeted))}."
    evidence: Evidence = {"value": 0, "n": len(known), "kpis": [kpi.key for kpi in untargeted]}
    yield Candidate(
        "H4",
        Section.REP_TOPICS,
        "agreement",
        "Choose your KPIs together",
        why,
        severity=_NEVER_AGREED,
        evidence=evidence,
    )


def too_many_kpis(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """H5: more than 5 focus KPIs or more than 8 agreed ones."""
    focus, agreed = len(facts.focus), len(facts.agreed)
    if focus > t.focus_kpis or agreed > t.agreed_kpis:
        why = f"{agreed} KPIs agreed, {focus} of them in focus. Three to five keep attention together."
        evidence: Evidence = {"value": agreed, "focus": focus, "threshold": t.agreed_kpis}
        yield _talk("H5", "kpis", "Fewer numbers to look at", why, evidence)


def ramp_milestone(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """H6: the 30th, 60th or 90th day came since the last one-on-one."""
    tenure = facts.tenure_days
    if tenure is None:
        return
    since = tenure - (facts.on - facts.since).days
    passed = [each for each in MILESTONES if since < each <= tenure]
    if passed:
        why = f"Day {passed[-1]} in the role was {day(facts.on - dt.timedelta(days=tenure - passed[-1]))}."
        so_far = [each for each in facts.leading if not math.isnan(each.value)][:_TOLD]
        if so_far:
            told = listed(f"{inline(each.kpi)} {average(facts, each)}" for each in so_far)
            why += f" Over the last four weeks: {told}."
        evidence: Evidence = {"value": tenure, "threshold": passed[-1], "kpis": [each.kpi.key for each in so_far]}
        yield _talk("H6", "ramp", f"{passed[-1]} days in", why, evidence)


def no_recognition(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """H7: no win was named in the last three one-on-ones."""
    last = facts.held[: t.unrecognised_meetings]
    if len(last) < t.unrecognised_meetings:
        return
    won = any(item.section is Section.WINS and item.checked for meeting in last for item in facts.items_of(meeting))
    if won or any(each.on >= last[-1].on for each in facts.recognitions):
        return
    why = f"No win was named since {day(last[-1].on)}, {count(len(last), 'one-on-one').lower()} ago."
    evidence: Evidence = {"value": len(last), "threshold": t.unrecognised_meetings}
    yield Candidate("H7", Section.WINS, "recognition", "A win worth naming", why, evidence=evidence)


def back_from_leave(facts: Facts, t: Thresholds) -> Iterator[Candidate]:
    """H10: back within seven days from at least ten working days off."""
    leave = facts.back_from_leave(t.leave_days, t.leave_within)
    if leave is not None and leave.last < facts.on:
        why = f"Away from {day(leave.first)} to {day(leave.last)}. Missed targets of those weeks are left out."
        evidence: Evidence = {"value": (facts.on - leave.last).days, "threshold": t.leave_within}
        yield _talk("H10", "leave", "Back at work: what comes first", why, evidence)


def _undiscussed(facts: Facts, t: Thresholds) -> list[Kpi]:
    """Agreed KPIs that were on no agenda of the last 8 weeks, once there have been one-on-ones for that long."""
    since = facts.on - dt.timedelta(weeks=t.undiscussed_weeks)
    if facts.agreement is None or facts.agreement.agreed_on > since or not any(each.on <= since for each in facts.held):
        return []
    recent = {meeting.id for meeting in facts.held if meeting.on > since}
    spoken = {item.kpi_id for item in facts.items if item.one_on_one_id in recent}
    agreed = {each.kpi_id for each in facts.agreed}
    return [each.kpi for each in facts.readings if each.kpi.id in agreed - spoken]


def _some(kpis: list[Kpi]) -> list[str]:
    names = [inline(kpi) for kpi in kpis[:3]]
    return [*names, f"{len(kpis) - 3} more"] if len(kpis) > 3 else names


def _talk(rule: str, subject: str, title: str, why: str, evidence: Evidence, days: float = math.nan) -> Candidate:
    weight = severity(days, 14) if math.isfinite(days) else 1.0
    return Candidate(rule, Section.REP_TOPICS, subject, title, why, severity=weight, evidence=evidence)


RULES = (
    long_gap,
    often_cancelled,
    missing_data,
    agreement_outdated,
    too_many_kpis,
    ramp_milestone,
    no_recognition,
    back_from_leave,
)
