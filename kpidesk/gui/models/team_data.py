"""Everything the Reps and Today pages read about the team, in one go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.board import Board
from kpidesk.domain.entities import Id, OneOnOne, Rep
from kpidesk.gui.models import reps_rows
from kpidesk.gui.models.reps_rows import RepRow
from kpidesk.services.agreements import Agreed

if TYPE_CHECKING:
    from kpidesk.services.desk import Desk


@dataclass(frozen=True, slots=True, eq=False)
class TeamData:
    """The team on one day."""

    on: dt.date
    board: Board
    rows: list[RepRow]
    """Active reps in the order of their names."""
    archived: list[Rep]
    meetings: list[OneOnOne]
    """The last one held with each rep, and all to come."""
    agreed: dict[Id, Agreed]
    """The agreement in force with each rep."""
    currency: str
    year: int
    quarter: int

    def row(self, rep_id: Id) -> RepRow | None:
        """The row of a rep."""
        return next((each for each in self.rows if each.rep.id == rep_id), None)


def read(desk: Desk, on: dt.date, *, archived: bool = False) -> TeamData:
    """Read the team on a day; with `archived`, the rows are those of archived reps instead."""
    board = desk.scorecards.board(on)
    away = [rep for rep in desk.team.reps(archived=True) if rep.archived]
    cards = [desk.scorecards.scorecard(rep, on) for rep in away] if archived else desk.scorecards.overview(on)
    meetings, commitments = desk.meetings.around(on), desk.meetings.commitments(open_only=True)
    year, quarter = desk.team.calendar().quarter(on)
    agreed = desk.agreements.newest(on)
    focus = {rep: frozenset({each.focus}) for rep, each in agreed.items() if each.focus is not None}
    return TeamData(
        on=on,
        board=board,
        rows=reps_rows.rows(cards, focus, meetings, commitments, on),
        archived=away,
        meetings=meetings,
        agreed=agreed,
        currency=desk.team.workspace().currency,
        year=year,
        quarter=quarter,
    )
