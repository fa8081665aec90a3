"""Where running periods are heading: the outlook of a rep or of the whole team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpidesk.domain.days import day_number, naming_day, to_date
from kpidesk.domain.deals import Deals, counting, deals
from kpidesk.domain.entries import Coverage, Entries
from kpidesk.domain.errors import UserError
from kpidesk.domain.frame import Numbers, frame_on, target_cadence
from kpidesk.domain.outlook import Outlook, has_outlook, outlook
from kpidesk.domain.running import first_day_needed, running
from kpidesk.domain.team_outlook import team_outlook
from kpidesk.domain.terms import Cadence, Kind, Unit
from kpidesk.services.values import read_facts, rounded
from kpidesk.storage import queries

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.entities import Kpi, Rep
    from kpidesk.domain.running import Running
    from kpidesk.services.scorecards import ScorecardService
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Connection, Database


class OutlookService:
    """Projects running periods; changes nothing."""

    def __init__(self, database: Database, team: TeamService, scorecards: ScorecardService) -> None:
        self._database = database
        self._team = team
        self._scorecards = scorecards

    def rep(self, rep: Rep, on: dt.date, kpi: str | None = None, cadence: Cadence | None = None) -> tuple[Outlook, ...]:
        """The outlook of a rep on every result with a target, money first, or on one KPI.

        Args:
            rep: Whose.
            on: The day looked at; nothing dated after it counts.
            kpi: Key of one KPI instead.
            cadence: The month, quarter … looked at; by default the period most targets are set for.

        Raises:
            NotFoundError: no KPI has this key.
            UserError: the KPI does not add up towards a target.
        """
        chosen = None if kpi is None else self._chosen(kpi)
        with self._database.read() as connection:
            reading = TeamRunning(connection, on, rep)
            at = [each.id for each in reading.reps].index(rep.id)
            found = [reading.outlook(each, cadence, at) for each in reading.kpis(chosen)]
        return tuple(each for each in found if each is not None)

    def team(self, on: dt.date, kpi: str | None = None, cadence: Cadence | None = None) -> tuple[Outlook, ...]:
        """The outlook of all active reps together; arguments and errors as of `rep`."""
        chosen = None if kpi is None else self._chosen(kpi)
        with self._database.read() as connection:
            reading = TeamRunning(connection, on)
            found = [reading.team(each, cadence) for each in reading.kpis(chosen)]
        return tuple(each for each in found if each is not None)

    def period_name(self, found: Outlook) -> str:
        """The period of an outlook as a person says it: "Q3 2026"."""
        calendar = self._team.calendar()
        first = to_date(found.first)
        year, quarter = calendar.quarter(first)
        names = {
            Cadence.DAY: f"{first}",
            Cadence.WEEK: f"week of {first.day} {first:%b %Y}",
            Cadence.MONTH: f"{naming_day(first):%B %Y}",
            Cadence.QUARTER: f"Q{quarter} {year}",
            Cadence.YEAR: f"{year}",
        }
        return names[found.cadence]

    def as_json(self, found: Outlook) -> dict[str, Any]:
        """An outlook as the command line answers it."""
        unit, pace, projection = found.kpi.unit, found.pace, found.projection
        return {
            "kpi": found.kpi.key,
            "period": self.period_name(found),
            "target": rounded(found.target, unit),
            "to_date": rounded(found.value, unit),
            "projected": rounded(found.expected, unit),
            "low": rounded(projection.low if projection else None, unit),
            "high": rounded(projection.high if projection else None, unit),
            "p_hit": rounded(projection.chance if projection else None, Unit.PERCENT),
            "required_per_week": rounded(found.required_per_week, unit),
            "required_per_day": rounded(pace.required_run_rate if pace else None, unit),
            "name": found.kpi.name,
            "unit": unit,
            "first": to_date(found.first),
            "last": to_date(found.end - 1),
            "f": rounded(pace.elapsed if pace else None, Unit.PERCENT),
            "usual_by_now": rounded(pace.reached if pace else None, Unit.PERCENT),
            "pace_index": rounded(pace.index if pace else None, Unit.PERCENT),
            "strain": rounded(pace.strain if pace else None, Unit.RATIO),
            "replan": bool(pace and pace.replan),
            "method": found.method,
            "n": found.n,
            "deal_sizes": found.sizes,
            "past_periods": found.past,
            "reps": found.reps,
            "reps_left_out": found.left_out,
            "reason": found.reason,
        }

    def _chosen(self, key: str) -> Kpi:
        found = self._team.kpi(key)
        if not has_outlook(found):
            instead = f" Ask for {found.numerator_key}." if found.is_share_of_target else ""
            raise UserError(f"“{found.name}” does not add up towards a target, so it has no outlook.{instead}")
        return found


class TeamRunning:
    """Reads what the outlook needs, for all active reps and for one who may have left."""

    def __init__(self, connection: Connection, on: dt.date, rep: Rep | None = None) -> None:
        facts = read_facts(connection, archived=True)
        self._connection, self._on = connection, day_number(on)
        self._kpis = facts.kpis
        self.reps = tuple(each for each in facts.reps if each.active(on) or (rep and each.id == rep.id))
        nothing = Numbers(
            self.reps, facts.kpis, Entries.empty(), Coverage.empty(), targets=facts.targets, schedules=facts.schedules
        )
        self._frame = frame_on(nothing, self._on, facts.calendar)

    def kpis(self, chosen: Kpi | None) -> list[Kpi]:
        """The chosen KPI, or every result in use that can have a target; money first."""
        if chosen is not None:
            return [chosen]
        results = [kpi for kpi in self._kpis if kpi.kind is Kind.LAGGING and not kpi.archived and has_outlook(kpi)]
        return sorted(results, key=lambda kpi: kpi.unit is not Unit.CURRENCY)

    def outlook(self, kpi: Kpi, cadence: Cadence | None, at: int) -> Outlook | None:
        """The outlook of the rep at a position on a KPI."""
        now, won = self.now(kpi, cadence)
        return outlook(now, self.reps, at, won)

    def team(self, kpi: Kpi, cadence: Cadence | None) -> Outlook | None:
        """The outlook of all reps together on a KPI."""
        now, won = self.now(kpi, cadence)
        return team_outlook(now, [outlook(now, self.reps, at, won) for at in range(len(self.reps))])

    def now(self, kpi: Kpi, cadence: Cadence | None) -> tuple[Running, Deals | None]:
        """The running period of a KPI, and the won deals behind it if they are counted."""
        frame = self._frame
        chosen = cadence or target_cadence(kpi, frame.targets_of.get(kpi.id, ()), self._on)
        first = first_day_needed(frame.calendar, chosen, self._on)
        entries, coverage = self._values(kpi, first)
        now = running(frame, kpi, entries, coverage, chosen)
        for by in counting(kpi, self._kpis):
            counts, counted = self._values(by, first)
            if len(counts):
                return now, deals(frame, now, entries, by, counts, counted)
        return now, None

    def _values(self, kpi: Kpi, first: int) -> tuple[Entries, Coverage]:
        reps = [rep.id for rep in self.reps]
        return (
            queries.entries(self._connection, reps, [kpi.id], first, self._on + 1),
            queries.coverage(self._connection, reps, [kpi.id]),
        )
