"""Where a rep stands among peers, without names. For the manager's eyes: no export or recap asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.peers import Peers, among_peers

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.entities import Rep
    from kpidesk.services.scorecards import ScorecardService


class PeerService:
    """Compares; changes nothing."""

    def __init__(self, scorecards: ScorecardService) -> None:
        self._scorecards = scorecards

    def of(self, rep: Rep, on: dt.date) -> tuple[Peers, ...]:
        """Each KPI of an active rep beside the cohort, in the order of the KPIs; empty for one who left."""
        board = self._scorecards.board(on)
        at = next((at for at, each in enumerate(board.frame.numbers.reps) if each.id == rep.id), None)
        return () if at is None else among_peers(board, at)
