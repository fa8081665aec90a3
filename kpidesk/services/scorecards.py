"""Where the reps stand: the board, scorecards, rolled-up values, and how fresh the data is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpidesk.domain.board import Board, board
from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import AgreedKpi, Agreement, Id, Kind, Unit
from kpidesk.domain.frame import Numbers, first_day_needed
from kpidesk.domain.standing import Scorecard, Standing, scorecard
from kpidesk.services.values import ValueTable, read_facts, recorded_span, rounded, table
from kpidesk.storage import queries, records

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.entities import Cadence, Rep
    from kpidesk.services.team import TeamService
    from kpidesk.services.values import Facts
    from kpidesk.storage.database import Connection, Database


class ScorecardService:
    """Reads numbers; changes nothing."""

    def __init__(self, database: Database, team: TeamService) -> None:
        self._database = database
        self._team = team

    def calendar(self) -> FiscalCalendar:
        """How the company of this file cuts the year."""
        workspace = self._team.workspace()
        return FiscalCalendar(workspace.week_start, workspace.fiscal_start_month)

    def board(self, on: dt.date) -> Board:
        """Where all active reps stand on the morning of a day, in one pass."""
        with self._database.read() as connection:
            facts = read_facts(connection)
            return board(_numbers(connection, facts, on), day_number(on), facts.calendar)

    def overview(self, on: dt.date) -> list[Scorecard]:
        """The scorecards of all active reps, in the order of their names."""
        everyone = self.board(on)
        return [scorecard(everyone, at) for at in range(len(everyone.frame.numbers.reps))]

    def scorecard(self, rep: Rep, on: dt.date) -> Scorecard:
        """The scorecard of one rep."""
        with self._database.read() as connection:
            facts = read_facts(connection, archived=True).only(rep)
            return scorecard(board(_numbers(connection, facts, on), day_number(on), facts.calendar), 0)

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


def _numbers(connection: Connection, facts: Facts, on: dt.date) -> Numbers:
    reps, kpis = [rep.id for rep in facts.reps], [kpi.id for kpi in facts.kpis]
    first = first_day_needed(day_number(on), facts.calendar)
    return Numbers(
        reps=facts.reps,
        kpis=facts.kpis,
        entries=queries.entries(connection, reps, kpis, first, day_number(on) + 1),
        coverage=queries.coverage(connection, reps, kpis),
        targets=facts.targets,
        leaves=facts.leaves,
        chosen=_chosen(connection, facts, on),
    )


def _chosen(connection: Connection, facts: Facts, on: dt.date) -> dict[Id, frozenset[Id]]:
    """The KPIs of the newest agreement with each rep; results stay on the scorecard whatever was agreed."""
    newest: dict[Id, Agreement] = {}
    for agreement in records.select(connection, Agreement, "agreed_on"):
        if agreement.agreed_on <= on:
            newest[agreement.rep_id] = agreement
    agreed: dict[Id, set[Id]] = {}
    for each in records.select(connection, AgreedKpi):
        agreed.setdefault(each.agreement_id, set()).add(each.kpi_id)
    results = {kpi.id for kpi in facts.kpis if kpi.kind is Kind.LAGGING}
    return {rep: frozenset(agreed[found.id] | results) for rep, found in newest.items() if found.id in agreed}


def _row(standing: Standing) -> dict[str, Any]:
    unit = standing.kpi.unit
    limits = standing.limits
    return {
        "kpi": standing.kpi.key,
        "name": standing.kpi.name,
        "unit": unit,
        "value": rounded(standing.value, unit),
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
