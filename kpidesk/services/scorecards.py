"""Where the reps stand: the board, scorecards, rolled-up values, and how fresh the data is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kpidesk.domain.board import Board, board
from kpidesk.domain.columns import Basis, recent_width
from kpidesk.domain.course import first_period
from kpidesk.domain.days import day_number
from kpidesk.domain.entries import Entries
from kpidesk.domain.frame import Numbers, first_day_needed, target_cadence
from kpidesk.domain.standing import Scorecard, Standing, scorecard, scorecards
from kpidesk.domain.terms import Aggregation, Cadence, Kind, Unit
from kpidesk.services.agreements import newest
from kpidesk.services.value_origins import origins
from kpidesk.services.values import ValueTable, beside_year_before, read_facts, recorded_span, rounded, table
from kpidesk.storage import queries

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.domain.entities import Id, Rep
    from kpidesk.domain.year_before import YearBefore
    from kpidesk.services.team import TeamService
    from kpidesk.services.values import Facts
    from kpidesk.storage.database import Connection, Database


class ScorecardService:
    """Reads numbers; changes nothing."""

    def __init__(self, database: Database, team: TeamService) -> None:
        self._database = database
        self._team = team
        self._newest: tuple[object, Board] | None = None
        """The board worked out last, and what it was worked out from: pages in turn ask for the same."""
        self._cards: tuple[Board, list[Scorecard]] | None = None
        self._card: tuple[object, Scorecard] | None = None
        """The scorecard of one rep worked out last, in the same way: an agenda asks for it more than once."""

    def board(self, on: dt.date) -> Board:
        """Where all active reps stand on the morning of a day, in one pass; anew only if numbers may have changed."""
        with self._database.read() as connection:
            state, newest = (on, queries.version(connection)), self._newest
            if newest is not None and newest[0] == state:
                return newest[1]
            facts = read_facts(connection)
            made = board(_numbers(connection, facts, on), day_number(on), facts.calendar)
        self._newest = state, made
        return made

    def overview(self, on: dt.date) -> list[Scorecard]:
        """The scorecards of all active reps, in the order of their names."""
        everyone = self.board(on)
        if self._cards is None or self._cards[0] is not everyone:
            self._cards = everyone, scorecards(everyone)
        return list(self._cards[1])

    def scorecard(self, rep: Rep, on: dt.date) -> Scorecard:
        """The scorecard of one rep."""
        with self._database.read() as connection:
            state, newest = (rep, on, queries.version(connection)), self._card
            if newest is not None and newest[0] == state:
                return newest[1]
            facts = read_facts(connection).only(rep)
            made = scorecard(board(_numbers(connection, facts, on), day_number(on), facts.calendar), 0)
        self._card = state, made
        return made

    def values(
        self,
        kpi: str,
        *,
        cadence: Cadence | None = None,
        rep: str | None = None,
        first: dt.date | None = None,
        last: dt.date | None = None,
    ) -> ValueTable | None:
        """Rolled-up values of a KPI; from its first to its last value unless told otherwise, None without any value.

        Raises:
            NotFoundError: the KPI or the rep is unknown.
            UserError: the period ends before it starts.
        """
        found = self._team.kpi(kpi)
        with self._database.read() as connection:
            facts = read_facts(connection, archived=True)
            if rep is not None:
                facts = facts.only(self._team.rep(rep))
            span = recorded_span(connection, facts.needed(found))
            if span is None or not facts.reps:
                return None
            return table(connection, facts, found, cadence or found.cadence, (first or span[0], last or span[1]))

    def rows(self, values: ValueTable) -> list[dict[str, Any]]:
        """Rolled-up values as the command line answers them: one dict for each rep and period, with its source."""
        ids, (first, end) = [rep.id for rep in values.reps], (int(values.edges[0]), int(values.edges[-1]))
        with self._database.read() as connection:
            come = origins(connection, values, queries.entries(connection, ids, [values.kpi.id], first, end))
        cells = np.ndindex(values.rolled.value.shape)
        return [{**row, **come.told(*cell)} for row, cell in zip(values.rows(), cells, strict=True)]

    def year_before(self, rep: Rep, standing: Standing, on: dt.date) -> YearBefore | None:
        """The closed days behind a standing beside the same days a year before; None where little is known of them."""
        with self._database.read() as connection:
            facts = read_facts(connection, archived=True).only(rep)
            days = _closed_days(standing, facts.calendar, day_number(on))
            return beside_year_before(connection, facts, standing.kpi, *days) if days else None

    def as_json(self, card: Scorecard) -> dict[str, Any]:
        """A scorecard as the command line answers it."""
        return {
            "rep": card.rep.name,
            "on": card.on,
            "quadrant": card.quadrant,
            "status": card.status,
            "leading_attainment": rounded(card.leading_attainment, Unit.PERCENT),
            "lagging_attainment": rounded(card.lagging_attainment, Unit.PERCENT),
            "pace": rounded(card.pace, Unit.PERCENT),
            "leading": [_row(standing) for standing in card.leading],
            "lagging": [_row(standing) for standing in card.lagging],
        }


def _closed_days(standing: Standing, calendar: FiscalCalendar, on: int) -> tuple[Cadence, tuple[int, int]] | None:
    """Cadence, first day and the day after the last of what a standing rests on, as far as its weeks are over."""
    end = int(calendar.starts(Cadence.WEEK, np.array([on]))[0])
    if standing.kpi.is_share_of_target:
        # The result it is a share of says more.
        return None
    if standing.basis is Basis.TO_DATE:
        first = int(calendar.starts(standing.cadence, np.array([on]))[0])
        return (standing.cadence, (first, end)) if end > first else None
    return Cadence.WEEK, (end - 7 * recent_width(standing.kpi, standing.cadence), end)


def _numbers(connection: Connection, facts: Facts, on: dt.date) -> Numbers:
    reps, kpis = [rep.id for rep in facts.reps], [kpi.id for kpi in facts.kpis]
    first = first_day_needed(day_number(on), facts.calendar)
    return Numbers(
        reps=facts.reps,
        kpis=facts.kpis,
        entries=queries.entries(connection, reps, kpis, first, day_number(on) + 1),
        coverage=queries.coverage(connection, reps, kpis),
        targets=facts.targets,
        past=_past(connection, facts, day_number(on), first),
        schedules=facts.schedules,
        chosen=_chosen(connection, facts, on),
    )


def _past(connection: Connection, facts: Facts, on: int, end: int) -> Entries:
    """Values before `end` of the KPIs that add up to a result, back to where the usual course of a period begins."""
    cadences = {
        at: target_cadence(kpi, [target for target in facts.targets if target.kpi_id == kpi.id], on)
        for at, kpi in enumerate(facts.kpis)
        if kpi.aggregation is Aggregation.SUM
    }
    running = {at: cadence for at, cadence in cadences.items() if cadence not in {Cadence.DAY, Cadence.WEEK}}
    first = min((first_period(facts.calendar, cadence, on) for cadence in running.values()), default=end)
    if first >= end:
        return Entries.empty()
    wanted = list(running)
    reps, kpis = [rep.id for rep in facts.reps], [facts.kpis[at].id for at in wanted]
    found = queries.entries(connection, reps, kpis, first, end)
    return replace(found, kpi=np.array(wanted, np.int64)[found.kpi]).rows(found.end <= end)


def _chosen(connection: Connection, facts: Facts, on: dt.date) -> dict[Id, frozenset[Id]]:
    """The KPIs of the newest agreement with each rep; results stay on the scorecard whatever was agreed."""
    results = frozenset(kpi.id for kpi in facts.kpis if kpi.kind is Kind.LAGGING)
    alone = facts.reps[0].id if len(facts.reps) == 1 else None
    return {rep: agreed.kpi_ids | results for rep, agreed in newest(connection, on, alone).items() if agreed.kpis}


def _row(standing: Standing) -> dict[str, Any]:
    unit = standing.kpi.unit
    limits = standing.limits
    return {
        "kpi": standing.kpi.key,
        "name": standing.kpi.name,
        "unit": unit,
        "value": rounded(standing.value, unit),
        "estimated": standing.estimated,
        "target": rounded(standing.target, unit),
        "attainment": rounded(standing.attainment, Unit.PERCENT),
        "pace": rounded(standing.pace, Unit.PERCENT),
        "status": standing.status,
        "trend": standing.trend,
        "signal": standing.signal,
        "limits": [rounded(limits.lower, unit), rounded(limits.upper, unit)] if limits else None,
        "weeks": standing.weeks,
        "last_value_on": standing.last_value_on,
    }
