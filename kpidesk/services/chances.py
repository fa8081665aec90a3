"""The chance that a running result ends at its target, as the outlook tells it.

What the team's values say is read once until numbers may have changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.outlook import outlook
from kpidesk.domain.readings import PERIOD_DAYS
from kpidesk.domain.terms import Cadence
from kpidesk.services.outlooks import TeamRunning
from kpidesk.storage import queries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.domain.deals import Deals
    from kpidesk.domain.entities import Id, Kpi, Rep
    from kpidesk.domain.running import Running
    from kpidesk.storage.database import Connection


class ChanceReader:
    """Reads numbers; changes nothing."""

    def __init__(self) -> None:
        self._state: object = None
        self._known: dict[tuple[Id, Cadence], tuple[Sequence[Rep], Running, Deals | None]] = {}

    def of(self, connection: Connection, rep: Rep, kpi: Kpi, cadence: Cadence, on: dt.date) -> float | None:
        """The chance of one rep on a day; None where the outlook tells none."""
        if PERIOD_DAYS[cadence] <= PERIOD_DAYS[Cadence.WEEK]:
            return None
        state, key = (on, queries.version(connection)), (kpi.id, cadence)
        if self._state != state:
            self._state, self._known = state, {}
        if key not in self._known:
            team = TeamRunning(connection, on)
            self._known[key] = (team.reps, *team.now(kpi, cadence))
        reps, now, won = self._known[key]
        at = next((at for at, each in enumerate(reps) if each.id == rep.id), None)
        found = None if at is None else outlook(now, reps, at, won)
        return found.projection.chance if found is not None and found.projection is not None else None
