"""Everything the Reps and Today pages read about the team, in one go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.board import Board
from kpidesk.domain.entities import Commitment, OneOnOne, Rep
from kpidesk.domain.standing import scorecard
from kpidesk.gui.models import reps_rows
from kpidesk.gui.models.reps_rows import RepRow

if TYPE_CHECKING:
    from kpidesk.domain.entities import Id
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
    commitments: list[Commitment]
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
    if archived:
        cards = [desk.scorecards.scorecard(rep, on) for rep in away]
    else:
        cards = [scorecard(board, at) for at in range(len(board.frame.numbers.reps))]
    meetings, commitments = desk.meetings.one_on_ones(), desk.meetings.commitments()
    year, quarter = desk.scorecards.calendar().quarter(on)
    focus = {card.rep.id: _focus(desk, card.rep) for card in cards}
    return TeamData(
        on=on,
        board=board,
        rows=reps_rows.rows(cards, focus, meetings, commitments, on),
        archived=away,
        meetings=meetings,
        commitments=commitments,
        currency=desk.team.workspace().currency,
        year=year,
        quarter=quarter,
    )


def _focus(desk: Desk, rep: Rep) -> frozenset[Id]:
    found = desk.team.agreement(rep.id)
    return frozenset(each.kpi_id for each in found[1] if each.focus) if found else frozenset()
