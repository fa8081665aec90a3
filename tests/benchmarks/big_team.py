"""A team as large as it gets, in a file: 200 reps, 30 KPIs, 520 weeks; the same numbers each time."""

from __future__ import annotations

import datetime as dt
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from kpidesk.domain.days import day_number
from kpidesk.domain.entities import AgreedKpi, Agreement, Commitment, Id, Import, Kpi, OneOnOne, Rep, Target, Workspace
from kpidesk.domain.terms import Aggregation, Cadence, MeetingStatus, Unit
from kpidesk.services.kpis import catalogue
from kpidesk.storage import records
from kpidesk.storage.upgrade import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.random import Generator

    from kpidesk.domain.entities import Entity
    from kpidesk.domain.entries import Floats

ON = dt.date(2026, 8, 20)
"""The day to look at the team on."""
REPS, KPIS, WEEKS = 200, 30, 520
END = day_number(ON) - ON.weekday()
"""The day after the newest week."""
_FIRST = (
    "Anna",
    "Ben",
    "Carla",
    "Deniz",
    "Eva",
    "Finn",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Kira",
    "Lars",
    "Mona",
    "Nils",
)
_LAST = (
    *("Adler", "Braun", "Conrad", "Dietz", "Ernst", "Fuchs", "Graf", "Huber"),
    *("Iversen", "Jung", "Krause", "Lorenz", "Maurer", "Neumann", "Oster"),
)
_KEYS = (
    *("calls_made", "conversations", "emails_personal", "social_touches", "prospecting_hours", "new_accounts_touched"),
    *("customer_visits", "meetings_booked", "meetings_held", "discovery_held", "demos_held", "proposals_sent"),
    *("referrals_asked", "followup_on_time", "connect_rate", "reply_rate", "convo_to_meeting", "show_rate"),
    *("sal_rate", "crm_timeliness", "opps_created", "pipeline_created", "pipeline_open", "pipeline_coverage"),
    *("stage_advances", "next_step_rate", "deals_won", "revenue_won", "quota_attainment", "win_rate"),
)
_ROLES = ("inside", "field", "account manager")
_USUAL = {Unit.COUNT: 12.0, Unit.CURRENCY: 8000.0, Unit.HOURS: 9.0, Unit.PERCENT: 0.4, Unit.RATIO: 3.0}
_ENTRY = """INSERT INTO kpi_entry (rep_no, kpi_no, start, days, numerator, denominator, source)
    VALUES (?, ?, ?, 7, ?, ?, 1)"""
_SPAN = "INSERT INTO kpi_coverage (source, rep_no, kpi_no, first, last) VALUES (1, ?, ?, ?, ?)"


def make(path: Path, weeks: int = WEEKS) -> None:
    """Write the file: the weekly values of one import, targets, agreements, a year of one-on-ones, commitments."""
    database = open_database(path)
    reps, kpis = _reps(), _kpis()
    starts = END - 7 * np.arange(weeks, 0, -1)
    with database.write() as connection:
        records.insert_all(connection, [*_frame(), *reps, *kpis, *_targets(kpis)])
        records.insert_all(connection, _talks(reps, kpis))
        rep_no, kpi_no = records.entry_numbers(connection)
        for at, rep in enumerate(reps):
            # The newest weeks are the same however long the history is.
            chance = np.random.default_rng(at)
            for kpi in kpis:
                top, bottom = _values(kpi, chance)
                key = (rep_no[rep.id], kpi_no[kpi.id])
                rows = zip(starts.tolist(), top[-weeks:].tolist(), bottom[-weeks:], strict=True)
                connection.exec_driver_sql(_ENTRY, [(*key, *row) for row in rows])
        spans = [(rep_no[rep.id], kpi_no[kpi.id], int(starts[0]), END - 1) for rep in reps for kpi in kpis]
        connection.exec_driver_sql(_SPAN, spans)
    database.close()


def _id(kind: int, at: int) -> Id:
    """An id that is the same in every file."""
    return UUID(int=(kind << 64) + at)


def _frame() -> list[Entity]:
    at = dt.datetime.combine(ON, dt.time(8), dt.UTC)
    return [Workspace(_id(1, 0), "Big team"), Import(_id(2, 0), 1, "history.csv", "0" * 64, "", "", at)]


def _reps() -> list[Rep]:
    names = [f"{first} {last}" for last in _LAST for first in _FIRST][:REPS]
    return [Rep(_id(3, at), name, _ROLES[at % len(_ROLES)]) for at, name in enumerate(names)]


def _kpis() -> list[Kpi]:
    templates = catalogue()
    return [replace(templates[key], id=_id(4, at), position=at) for at, key in enumerate(_KEYS)]


def _targets(kpis: Sequence[Kpi]) -> list[Target]:
    """Weekly and quarterly ones, one for each KPI and everyone."""
    began = dt.date(2010, 1, 4)
    quarterly = {"deals_won": 30.0, "revenue_won": 110_000.0}
    return [
        Target(_id(5, at), kpi.id, quarterly[kpi.key], Cadence.QUARTER, began)
        if kpi.key in quarterly
        else Target(_id(5, at), kpi.id, _USUAL[kpi.unit], Cadence.WEEK, began)
        for at, kpi in enumerate(kpis)
        if not kpi.is_share_of_target
    ]


def _talks(reps: Sequence[Rep], kpis: Sequence[Kpi]) -> Iterator[Entity]:
    """Agreements with a focus, a year of one-on-ones every other week and the next one, three commitments each."""
    agreed = [Agreement(_id(6, at), rep.id, dt.date(2026, 1, 12)) for at, rep in enumerate(reps)]
    yield from agreed
    for at, agreement in enumerate(agreed):
        for place in range(8):
            yield AgreedKpi(_id(7, at * 8 + place), agreement.id, kpis[place * 2].id, focus=place == at % 8)
    for at, rep in enumerate(reps):
        for place in range(-1, 26):
            on = ON - dt.timedelta(days=at % 14 + 14 * place)
            status = MeetingStatus.PLANNED if on >= ON else MeetingStatus.HELD
            yield OneOnOne(_id(8, at * 32 + place + 1), rep.id, on, dt.time(9 + at % 8), status=status)
    for at, rep in enumerate(reps):
        for place in range(3):
            since = ON - dt.timedelta(days=10 + 9 * place)
            text = f"Try {place + 1} more a day"
            yield Commitment(_id(9, at * 4 + place), rep.id, text, since, due=ON + dt.timedelta(days=7 * place - 5))


def _values(kpi: Kpi, chance: Generator) -> tuple[Floats, list[float | None]]:
    """Numerators and denominators of all 520 weeks, newest last."""
    usual = _USUAL[kpi.unit] * chance.uniform(0.7, 1.3)
    drift = 1 + 0.1 * np.sin(np.arange(WEEKS) / chance.uniform(8, 30))
    if kpi.unit is Unit.COUNT:
        return chance.poisson(usual * drift).astype(np.float64), [None] * WEEKS
    if kpi.aggregation is Aggregation.RATIO:
        cases = chance.poisson(20, WEEKS)
        return chance.binomial(cases, np.clip(usual * drift, 0, 1)).astype(np.float64), cases.astype(float).tolist()
    return np.round(usual * drift * chance.lognormal(0, 0.2, WEEKS), 2), [None] * WEEKS


@contextmanager
def big_team(weeks: int = WEEKS) -> Iterator[Path]:
    """The file in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.kpidesk"
        make(path, weeks)
        yield path
