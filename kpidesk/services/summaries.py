"""What leaves the file for others: the leadership workbook. Private notes are never read here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence
from kpidesk.reports.model import USUAL_PARTS, LeadershipSummary, Part, Period
from kpidesk.services import summary_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.domain.entities import Team
    from kpidesk.domain.standing import Scorecard
    from kpidesk.reports.workbook.preview import PreviewSheet
    from kpidesk.services.scorecards import ScorecardService
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Database


class SummaryService:
    """Gathers and writes summaries; changes nothing in the file."""

    def __init__(self, database: Database, team: TeamService, scorecards: ScorecardService) -> None:
        self._database = database
        self._team = team
        self._scorecards = scorecards

    def period(self, on: dt.date, first: dt.date | None = None, last: dt.date | None = None) -> Period:
        """The days a summary is about; by default this fiscal quarter up to `on`, and never a day after `on`.

        Raises:
            UserError: it would end before it starts.
        """
        calendar = self._team.calendar()
        end = min(last or on, on)
        begin = first or calendar.start(Cadence.QUARTER, end)
        if end < begin:
            said = "after today" if last is None or begin > on else f"after its last day, {end}"
            raise UserError(f"The period starts on {begin}, {said}. Change one of the two days.")
        return Period(begin, end, label(calendar, begin, end))

    def summary(
        self, on: dt.date, first: dt.date | None = None, last: dt.date | None = None, team: str | None = None
    ) -> LeadershipSummary:
        """Everything a leadership summary says about one team, or about everyone.

        Raises:
            UserError: no such team, no reps, or the period ends before it starts.
        """
        period = self.period(on, first, last)
        chosen = None if team is None else self._team_called(team)
        cards = [card for card in self._scorecards.overview(period.last) if _belongs(card, chosen, period)]
        if not cards:
            where = "in this file" if chosen is None else f"in the team “{chosen.name}”"
            raise UserError(f"There are no reps {where} yet. Add reps or import a file first.")
        workspace = self._team.workspace()
        reps = tuple(card.rep for card in cards)
        with self._database.read() as connection:
            gathered = summary_facts.Gathering(connection, period, reps, workspace.currency)
            return LeadershipSummary(
                team=chosen.name if chosen else workspace.name or "My team",
                period=period,
                made_on=on,
                data=self._data(on),
                currency=workspace.currency,
                reps=tuple(gathered.rep(card) for card in cards),
                record=gathered.record(),
                private_notes_left_out=gathered.private_notes(),
                version=summary_facts.version(),
                forecast_cap=workspace.forecast_cap,
                notes=gathered.shared_notes(),
            )

    def export(
        self,
        path: Path,
        on: dt.date,
        first: dt.date | None = None,
        last: dt.date | None = None,
        team: str | None = None,
        progress: Callable[[int, int | None], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        parts: Collection[Part] = USUAL_PARTS,
    ) -> dict[str, Any]:
        """Write the leadership workbook whole or not at all, and say what is in it as the command line answers.

        Raises:
            UserError: the file cannot be written, or there is nothing to say.
            CancelledError: `cancelled` said so; no file was written.
        """
        from kpidesk.reports import workbook

        found = self.summary(on, first, last, team)
        written = workbook.write(found, path, progress, cancelled, parts)
        return {
            "file": str(written.path),
            "sheets": list(written.sheets),
            "reps": len(found.reps),
            "private_notes_left_out": found.private_notes_left_out,
        }

    def preview(
        self, found: LeadershipSummary, parts: Collection[Part], cancelled: Callable[[], bool] | None = None
    ) -> tuple[PreviewSheet, ...]:
        """The sheets that `export` would write, to look at; nothing is written.

        Raises:
            CancelledError: `cancelled` said so.
        """
        from kpidesk.reports.workbook.preview import preview

        return preview(found, parts, cancelled)

    def _team_called(self, name: str) -> Team:
        teams = self._team.teams().values()
        for each in teams:
            if fold(each.name) == fold(name):
                return each
        names = ", ".join(each.name for each in list(teams)[:5])
        hint = f"There are: {names}." if names else "No teams were named yet."
        raise NotFoundError(f"No team is called “{name}”. {hint}")

    def _data(self, on: dt.date) -> str:
        fresh = self._team.freshness(on)
        if fresh is None:
            return "typed by hand."
        return f"{fresh.file} of {fresh.imported_on.day} {fresh.imported_on:%b}."


def label(calendar: FiscalCalendar, first: dt.date, last: dt.date) -> str:
    """A period as a person says it: "Q3 2026, weeks 27 to 33"; the weeks are those that are over on its last day."""
    year, quarter = calendar.quarter(last)
    if first != calendar.start(Cadence.QUARTER, last):
        days = f"{first.day} {first:%b}" + (f" {first.year}" if first.year != last.year else "")
        return f"{days} to {last.day} {last:%b} {last.year}"
    weeks = closed_weeks(calendar, first, last)
    return f"Q{quarter} {year}" + (f", {weeks}" if weeks else "")


def closed_weeks(calendar: FiscalCalendar, first: dt.date, last: dt.date) -> str:
    """The weeks of a period that are over on its last day: "weeks 27 to 33"; empty when there are none."""
    # The Thursday of a week tells its number, wherever the week starts.
    begin = calendar.start(Cadence.WEEK, first)
    end = calendar.closed_before(Cadence.WEEK, last + dt.timedelta(days=1))
    if end < begin:
        return ""
    numbers = [(day + dt.timedelta(days=3)).isocalendar().week for day in (begin, end - dt.timedelta(days=6))]
    return f"week {numbers[0]}" if numbers[0] == numbers[1] else f"weeks {numbers[0]} to {numbers[1]}"


def _belongs(card: Scorecard, team: Team | None, period: Period) -> bool:
    rep = card.rep
    stayed = rep.left_on is None or rep.left_on >= period.first
    came = rep.hired_on is None or rep.hired_on <= period.last
    return stayed and came and (team is None or rep.team_id == team.id)
