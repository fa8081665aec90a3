"""A team of eight with half a year of weeks, as a summary made of it; every number comes from a fixed seed."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from kpidesk.domain.board import board
from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.commitments import Outcome, Tracked, Verdict
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import AgendaItem, Commitment, Kpi, KpiEntry, OneOnOne, Rep, Target, new_id
from kpidesk.domain.entries import Coverage, Entries
from kpidesk.domain.frame import Numbers
from kpidesk.domain.standing import scorecard
from kpidesk.domain.terms import (
    Aggregation,
    Cadence,
    CommitmentStatus,
    Direction,
    Kind,
    KpiClass,
    MeetingStatus,
    Owner,
    Section,
    Unit,
)
from kpidesk.reports.model import LeadershipSummary, Meeting, Period, Record, RepSummary

ON = dt.date(2026, 8, 20)
WEEK = dt.date(2026, 8, 17)
PERIOD = Period(dt.date(2026, 7, 1), ON, "Q3 2026, weeks 27 to 33")
NAMES = (
    "Aisha Rahman", "Ben Carter", "Chloé Martin", "Jonas Lindqvist", "Kenji Watanabe", "Maya Okafor", "Priya Nair",
    "Tomás Rivera",
)  # fmt: skip
LEADING = {
    "discovery_held": ("Discovery calls", 12.0),
    "meetings_held": ("Meetings held", 8.0),
    "proposals_sent": ("Proposals sent", 3.0),
    "opps_created": ("New opportunities", 4.0),
}
MINUTES = {
    Section.REP_TOPICS: 5.0, Section.WINS: 3.0, Section.COMMITMENTS: 5.0, Section.FOCUS: 10.0, Section.FORECAST: 4.0,
    Section.CLOSE: 3.0,
}  # fmt: skip


def kpis() -> list[Kpi]:
    """Four counts, a rate, a time that should be short, a band, and the results."""
    made = [
        Kpi(new_id(), key, name, noun=name.lower(), definition=f"{name}, each counted once.", position=at)
        for at, (key, (name, _)) in enumerate(LEADING.items())
    ]
    made += [
        Kpi(new_id(), "connect_rate", "Connect rate", unit=Unit.PERCENT, aggregation=Aggregation.RATIO, position=4,
            across=Aggregation.RATIO, kpi_class=KpiClass.QUALITY),
        Kpi(new_id(), "lead_response_min", "Lead response time", unit=Unit.MINUTES, aggregation=Aggregation.MEDIAN,
            direction=Direction.DOWN, position=5, across=Aggregation.MEDIAN, kpi_class=KpiClass.QUALITY),
        Kpi(new_id(), "pipeline_open", "Open pipeline", unit=Unit.CURRENCY, aggregation=Aggregation.LAST,
            direction=Direction.BAND, position=6, kpi_class=KpiClass.PIPELINE),
        Kpi(new_id(), "revenue_won", "Revenue won", unit=Unit.CURRENCY, kind=Kind.LAGGING, kpi_class=KpiClass.OUTCOME,
            cadence=Cadence.MONTH, position=7),
        Kpi(new_id(), "deals_won", "Deals won", kind=Kind.LAGGING, kpi_class=KpiClass.OUTCOME, cadence=Cadence.MONTH,
            position=8),
        Kpi(new_id(), "quota_attainment", "Quota attainment", unit=Unit.PERCENT, aggregation=Aggregation.RATIO,
            across=Aggregation.RATIO, kind=Kind.LAGGING, kpi_class=KpiClass.OUTCOME, cadence=Cadence.MONTH,
            numerator_key="revenue_won", position=9),
    ]  # fmt: skip
    return made


def entries_of(rep: Rep, found: list[Kpi], dice: np.random.Generator, weeks: int) -> list[KpiEntry]:
    """The weeks of one rep; some are missing."""
    made, skill = [], float(dice.uniform(0.55, 1.25))
    goals = [goal for _, goal in LEADING.values()]
    for week in range(weeks):
        start = WEEK - dt.timedelta(weeks=weeks - week)
        for kpi, goal in zip(found, goals, strict=False):
            if dice.random() > 0.04:
                made.append(
                    KpiEntry(rep.id, kpi.id, start, 7, float(max(0, round(dice.normal(goal * skill, goal / 5)))))
                )
        calls = dice.integers(40, 90)
        made += [
            KpiEntry(rep.id, found[4].id, start, 7, float(round(calls * 0.22 * skill)), float(calls)),
            KpiEntry(rep.id, found[5].id, start, 7, float(dice.uniform(20, 60))),
            KpiEntry(rep.id, found[6].id, start, 7, float(dice.integers(150, 400) * 1000)),
            KpiEntry(rep.id, found[7].id, start, 7, round(float(dice.uniform(4000, 14_000)) * skill, 2), source=1),
            KpiEntry(rep.id, found[8].id, start, 7, float(dice.integers(0, 3)), source=1),
        ]
    return made


def targets_of(found: list[Kpi]) -> list[Target]:
    """One target for everyone on each KPI."""
    since = dt.date(2025, 1, 6)
    made = [Target(new_id(), kpi.id, goal, Cadence.WEEK, since)
            for kpi, (_, goal) in zip(found, LEADING.values(), strict=False)]  # fmt: skip
    return [
        *made,
        Target(new_id(), found[4].id, 0.25, Cadence.WEEK, since),
        Target(new_id(), found[5].id, 30, Cadence.WEEK, since),
        Target(new_id(), found[6].id, 200_000, Cadence.WEEK, since, high=320_000),
        Target(new_id(), found[7].id, 120_000, Cadence.QUARTER, since),
        Target(new_id(), found[8].id, 12, Cadence.QUARTER, since),
    ]


def meetings_of(rep: Rep, at: int) -> tuple[Meeting, ...]:
    """A one-on-one every two weeks: timed, planned only, or cancelled."""
    made = []
    for turn in range(3):
        status = MeetingStatus.CANCELLED if (at + turn) % 7 == 3 else MeetingStatus.HELD
        one = OneOnOne(new_id(), rep.id, dt.date(2026, 7, 6) + dt.timedelta(days=14 * turn + at % 4), status=status)
        items = tuple(
            AgendaItem(new_id(), one.id, place, section, f"Point {place}", minutes=minutes,
                       seconds_spent=int(minutes * 55 + at) if turn else 0)
            for place, (section, minutes) in enumerate(MINUTES.items())
        )  # fmt: skip
        made.append(Meeting(one, items))
    return tuple(made)


def commitments_of(rep: Rep, kpi: Kpi, at: int) -> tuple[Tracked, ...]:
    """One kept, one open and sometimes late."""
    agreed = dt.date(2026, 7, 6)
    verdict = Verdict(Outcome.MOVED, "+5 discovery calls a week promised, +4 measured, weeks 31 to 33.", 6.0, 10.0)
    kept = Commitment(new_id(), rep.id, f"{rep.first_name} will hold 2 more {kpi.name.lower()} a week, mornings before"
                      " ten; if the calendar is full, then Friday afternoon.", agreed, kpi_id=kpi.id, baseline=6.0,
                      expected=11.0, due=dt.date(2026, 8, 3), status=CommitmentStatus.DONE,
                      closed_on=dt.date(2026, 8, 3 + at % 3))  # fmt: skip
    waits = Commitment(new_id(), rep.id, "Introduce the partner team", agreed, Owner.MANAGER,
                       due=dt.date(2026, 8, 14 + at))  # fmt: skip
    nothing = Verdict(Outcome.NO_DATA, "No KPI was named, so nothing can be measured.")
    return Tracked(kept, verdict, kpi), Tracked(waits, nothing)


def make(names=NAMES, weeks=28) -> LeadershipSummary:
    """A whole summary."""
    dice, found = np.random.default_rng(7), kpis()
    reps = [Rep(new_id(), name) for name in names]
    entries = [entry for rep in reps for entry in entries_of(rep, found, dice, weeks)]
    known = Entries.of(entries, [rep.id for rep in reps], [kpi.id for kpi in found])
    numbers = Numbers(reps, found, known, Coverage.empty(), targets_of(found))
    everyone = board(numbers, day_number(ON), FiscalCalendar())
    lines = tuple(
        RepSummary(
            scorecard(everyone, at),
            focus=(found[at % 4].id,),
            meetings=meetings_of(rep, at),
            last_held_before=dt.date(2026, 6, 24),
            commitments=commitments_of(rep, found[at % 4], at),
            wins=at % 3,
        )
        for at, rep in enumerate(reps)
    )
    return LeadershipSummary(
        team="Mid-market West",
        period=PERIOD,
        made_on=ON,
        data="CRM export of 17 Aug.",
        currency="EUR",
        reps=lines,
        record=Record(known, tuple(reps), tuple(found), {1: "sales_pipeline.csv"}),
        private_notes_left_out=12,
        version="0.1.0",
    )


@pytest.fixture(scope="session")
def summary() -> LeadershipSummary:
    """The team of eight."""
    return make()


@pytest.fixture(scope="session")
def make_summary():
    """Makes a summary of named reps with some weeks."""
    return make


@pytest.fixture(scope="session")
def small_summary() -> LeadershipSummary:
    """One rep with a few weeks."""
    return make(("Maya Okafor",), weeks=6)
