"""The newest closed weeks of everybody, read once until numbers may have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.availability import Attendance
from kpidesk.domain.days import day_number
from kpidesk.domain.recent_weeks import WEEKS, TeamWeeks
from kpidesk.domain.rollup import roll_up_all
from kpidesk.domain.terms import Cadence, Kind
from kpidesk.services.values import read_facts
from kpidesk.storage import queries

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.storage.database import Connection


class TeamWeeksReader:
    """Reads numbers; changes nothing."""

    def __init__(self) -> None:
        self._newest: tuple[object, TeamWeeks] | None = None

    def on(self, connection: Connection, on: dt.date) -> TeamWeeks:
        """The eight closed weeks before a day, of the leading KPIs of all active reps and of what guards them."""
        state, newest = (on, queries.version(connection)), self._newest
        if newest is not None and newest[0] == state:
            return newest[1]
        made = _read(connection, on)
        self._newest = state, made
        return made


def _read(connection: Connection, on: dt.date) -> TeamWeeks:
    facts = read_facts(connection)
    reps = tuple(each for each in facts.reps if each.active(on))
    leading = [each for each in facts.kpis if each.kind is Kind.LEADING]
    guards = {each.pair_key for each in leading}
    kpis = tuple(each for each in facts.kpis if each in leading or each.key in guards)
    parts = {key for each in kpis for key in (each.numerator_key, each.denominator_key)}
    read = [*kpis, *(each for each in facts.kpis if each.key in parts and each not in kpis)]
    end = int(facts.calendar.starts(Cadence.WEEK, np.array([day_number(on)]))[0])
    edges = end - 7 * np.arange(WEEKS, -1, -1)
    ids, keys = [each.id for each in reps], [each.id for each in read]
    entries = queries.entries(connection, ids, keys, int(edges[0]), end).per_kpi(len(read))
    attendance = Attendance(reps, facts.schedules)
    rolled = roll_up_all(entries, queries.coverage(connection, ids, keys), read, edges, attendance)
    days = attendance.available(int(edges[0]), end)
    worked = np.add.reduceat(days, edges[:-1] - edges[0], axis=1)
    return TeamWeeks(on, reps, kpis, {each.key: rolled[each.key] for each in kpis}, worked)
