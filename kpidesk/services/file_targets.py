"""The targets of a file: each holds from the day on at which the level changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.days import to_date
from kpidesk.domain.entities import Target, new_id
from kpidesk.domain.terms import Scope
from kpidesk.storage import records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kpidesk.domain.entities import Kpi, Rep
    from kpidesk.domain.terms import Cadence
    from kpidesk.services.importing import Gathered
    from kpidesk.storage.database import Connection
    from kpidesk.storage.import_edits import Journal

_Level: TypeAlias = "tuple[float, Cadence]"


def keep_targets(
    connection: Connection, journal: Journal, gathered: Gathered, today: dt.date, source: str
) -> tuple[int, int, int]:
    """Write the targets: how many are new, changed and were there already."""
    kpis = gathered.kpis.by_number()
    levels: dict[tuple[int, int], dict[dt.date, _Level]] = {}
    for fact in gathered.targets:
        start = today if fact.start is None else to_date(fact.start)
        levels.setdefault((fact.rep, fact.kpi), {})[start] = fact.value, fact.cadence or kpis[fact.kpi].cadence
    new = changed = same = 0
    for (rep_number, kpi_number), by_day in levels.items():
        rep, kpi = gathered.reps.by_number[rep_number], kpis[kpi_number]
        known = records.select(connection, Target, kpi_id=kpi.id, rep_id=rep.id, scope=Scope.REP)
        counts = _Steps(journal, known, kpi, rep, source).keep(by_day)
        new, changed, same = new + counts[0], changed + counts[1], same + counts[2]
    return new, changed, same


class _Steps:
    """The targets of one rep and KPI, brought to hold what the file says at each of its days."""

    def __init__(self, journal: Journal, known: Iterable[Target], kpi: Kpi, rep: Rep, source: str) -> None:
        self._journal, self._kpi, self._rep, self._source = journal, kpi, rep, source
        self._known = {target.valid_from: target for target in known}

    def keep(self, by_day: dict[dt.date, _Level]) -> tuple[int, int, int]:
        new = changed = same = 0
        last: _Level | None = None
        for day in sorted(by_day):
            level = by_day[day]
            holds = self._holds(day)
            if holds is not None and (holds.value, holds.cadence) == level:
                same += level != last
                self._journal.restate(holds, "value", "cadence")
            elif day in self._known:
                changed += 1
                self._replace(self._known[day], level)
            else:
                new += 1
                self._add(day, level)
            last = level
        return new, changed, same

    def _holds(self, day: dt.date) -> Target | None:
        """The target in force on a day: the one that began last, if it has not ended."""
        begun = max((start for start in self._known if start <= day), default=None)
        target = None if begun is None else self._known[begun]
        return None if target is None or (target.valid_to or day) < day else target

    def _add(self, day: dt.date, level: _Level) -> None:
        value, cadence = level
        target = Target(
            new_id(), self._kpi.id, value, cadence, day, scope=Scope.REP, rep_id=self._rep.id, note=self._source
        )
        self._journal.create(target)
        self._known[day] = target

    def _replace(self, before: Target, level: _Level) -> None:
        value, cadence = level
        after = replace(before, value=value, cadence=cadence, high=None, note=self._source)
        self._journal.change(before, after)
        self._known[before.valid_from] = after
