"""The one-on-ones of each rep over the months: held, planned, called off, missed, moved, and where nobody met."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from kpidesk.domain.entities import Rep
from kpidesk.domain.gaps import Gap, gaps
from kpidesk.domain.meeting_totals import MeetingDay
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats
from kpidesk.gui.models.meetings_model import tr
from kpidesk.gui.models.rows_model import Answers, RowsModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.entities import Id


class Col(IntEnum):
    """The columns, from left to right."""

    REP = 0
    LANE = 1


@dataclass(frozen=True, slots=True)
class Lane:
    """A rep's one-on-ones in a span of days, oldest first."""

    rep: Rep
    days: tuple[MeetingDay, ...]
    gaps: tuple[Gap, ...]
    begin: dt.date
    end: dt.date
    on: dt.date

    def last(self) -> MeetingDay | None:
        """The one to begin with: the last that is not still to come, else the first."""
        past = [each for each in self.days if each.on <= self.on]
        return past[-1] if past else next(iter(self.days), None)


def lanes(
    reps: Iterable[Rep],
    days: Iterable[MeetingDay],
    shown: frozenset[MeetingStatus],
    span: tuple[dt.date, dt.date],
    on: dt.date,
) -> list[Lane]:
    """A lane for each rep over a span, from its first to its last day.

    Gaps are those of all one-on-ones that were held, also before the span, whatever statuses are `shown`.
    """
    begin, end = span
    own: dict[Id, list[MeetingDay]] = {}
    for day in days:
        own.setdefault(day.rep_id, []).append(day)
    found = []
    for rep in reps:
        mine = own.get(rep.id, [])[::-1]
        held = [each.on for each in mine if each.status is MeetingStatus.HELD]
        within = tuple(gap for gap in gaps(held, rep.cadence_days, on) if gap.end >= begin)
        seen = tuple(each for each in mine if each.on >= begin and (not shown or each.status in shown))
        found.append(Lane(rep, seen, within, begin, end, on))
    return found


class TimelineModel(RowsModel[Lane]):
    """A lane a row, by name or the longest gap first. The lane itself is its SERIES."""

    columns = Col

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Col.REP, Qt.SortOrder.AscendingOrder, parent)

    def set_rows(self, rows: Iterable[Lane]) -> None:
        """Show other lanes."""
        self._show(rows)

    @override
    def _arranged(self) -> list[Lane]:
        column, order = self.sorting
        found = sorted(self._all, key=lambda lane: lane.rep.name.casefold())
        if column == Col.LANE:
            found.sort(key=lambda lane: max((gap.days for gap in lane.gaps), default=0))
        return found[::-1] if order is Qt.SortOrder.DescendingOrder else found

    @override
    def _ident(self, row: Lane) -> Id:
        return row.rep.id

    @override
    def _row_answers(self, row: Lane) -> Answers:
        return {
            Qt.ItemDataRole.AccessibleTextRole: f"{row.rep.name}, {said(row)}",
            Qt.ItemDataRole.ToolTipRole: said(row),
            Role.ENTITY: row.rep,
        }

    @override
    def _cell_answers(self, row: Lane) -> Mapping[int, Answers]:
        return {
            Col.REP: {Role.TITLE: row.rep.name, Role.META: formats.rhythm(row.rep.cadence_days)},
            Col.LANE: {Role.SERIES: row},
        }

    @override
    def _heading(self, column: int, *, spoken: bool) -> str:
        months = tr("One-on-ones by month; sorts by the longest gap") if spoken else ""
        return {Col.REP: tr("Rep"), Col.LANE: months}[Col(column)]


def said(lane: Lane) -> str:
    """A lane in words: "24 held, 1 called off. Longest gap 5 weeks, from 6 Mar to 10 Apr."."""
    counted = {status: sum(each.status is status for each in lane.days) for status in MeetingStatus}
    names = {
        MeetingStatus.HELD: tr("%1 held"),
        MeetingStatus.PLANNED: tr("%1 planned"),
        MeetingStatus.RUNNING: tr("%1 running"),
        MeetingStatus.CANCELLED: tr("%1 called off"),
        MeetingStatus.NO_SHOW: tr("%1 did not take place"),
    }
    parts = [formats.fill(names[status], str(count)) for status, count in counted.items() if count]
    moved = sum(each.moved for each in lane.days)
    parts += [formats.fill(tr("%1 moved"), str(moved))] if moved else []
    told = ", ".join(parts) or tr("no one-on-one")
    if not lane.gaps:
        return f"{told}."
    longest = max(lane.gaps, key=lambda gap: gap.days)
    gap = formats.fill(
        tr("Longest gap %1, from %2 to %3."), gap_words(longest), formats.day(longest.begin), formats.day(longest.end)
    )
    return f"{told}. {gap}"


def gap_words(gap: Gap) -> str:
    """How long a gap is, in whole weeks from two on."""
    weeks = gap.days // 7
    return formats.fill(tr("%1 weeks"), str(weeks)) if weeks > 1 else formats.fill(tr("%1 days"), str(gap.days))
