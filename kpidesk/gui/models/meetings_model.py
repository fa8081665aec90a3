"""The table of one-on-ones: planned, held and called off, filtered and sorted by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from typing_extensions import override

from kpidesk.domain.entities import Id, OneOnOne, Rep
from kpidesk.domain.meeting_totals import Totals
from kpidesk.domain.terms import MeetingStatus, Status
from kpidesk.gui import formats, words
from kpidesk.gui.models.rows_model import Answers, RowsModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping


class Col(IntEnum):
    """The columns, from left to right."""

    REP = 0
    WHEN = 1
    LENGTH = 2
    NOTES = 3


class Filter(StrEnum):
    """What the chips let through; they are alternatives."""

    AHEAD = "ahead"
    HELD = "held"
    OFF = "off"


_STATUSES = {
    Filter.AHEAD: frozenset({MeetingStatus.PLANNED, MeetingStatus.RUNNING}),
    Filter.HELD: frozenset({MeetingStatus.HELD}),
    Filter.OFF: frozenset({MeetingStatus.CANCELLED, MeetingStatus.NO_SHOW}),
}


def tr(text: str) -> str:
    """Translate a text of the Meetings page."""
    return QCoreApplication.translate("meetings", text)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One one-on-one with whom and how much."""

    meeting: OneOnOne
    rep: Rep
    totals: Totals

    @property
    def forecast_minutes(self) -> float:
        """Measured where the timer ran, else planned."""
        if self.totals.seconds > 0:
            return self.totals.forecast_seconds / 60
        return self.totals.forecast_minutes


class MeetingsModel(RowsModel[MeetingRow]):
    """One-on-ones by row, the newest first."""

    columns = Col
    figures = frozenset({Col.NOTES})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Col.WHEN, Qt.SortOrder.DescendingOrder, parent)
        self._words: tuple[str, ...] = ()
        self._filters: frozenset[Filter] = frozenset()
        self._rep: Id | None = None
        self._found: frozenset[tuple[str, dt.date]] = frozenset()
        self._on = dt.date.min

    def set_rows(self, rows: Iterable[MeetingRow], on: dt.date) -> None:
        """Show other rows as seen on a day; callers find the one-on-one again with `row_of`."""
        self._on = on
        self._show(rows)

    def set_filter(
        self,
        text: str = "",
        rep: Id | None = None,
        filters: Iterable[Filter] = (),
        found: Iterable[tuple[str, dt.date]] = (),
    ) -> None:
        """Show rows of one rep, of some statuses, and with every word of `text`.

        `found` names more rows that fit the text, by rep and day: where a full-text search met it.
        """
        self._words = tuple(text.casefold().split())
        self._rep, self._filters, self._found = rep, frozenset(filters), frozenset(found)
        self._arrange()

    def count(self, of: Filter) -> int:
        """Rows that a chip lets through, whatever else is filtered."""
        return sum(row.meeting.status in _STATUSES[of] for row in self._all)

    def all_of(self, rep_id: Id) -> list[OneOnOne]:
        """Every one-on-one with a rep, whatever is filtered."""
        return [row.meeting for row in self._all if row.rep.id == rep_id]

    @override
    def _arranged(self) -> list[MeetingRow]:
        statuses = frozenset[MeetingStatus]().union(*(_STATUSES[each] for each in self._filters))
        found = [
            row
            for row in self._all
            if (self._rep is None or row.rep.id == self._rep)
            and (not statuses or row.meeting.status in statuses)
            and self._fits(row)
        ]
        column, order = self.sorting
        found.sort(key=_SORT[Col.WHEN], reverse=True)
        found.sort(key=_SORT[Col(column)], reverse=order is Qt.SortOrder.DescendingOrder)
        return found

    @override
    def _ident(self, row: MeetingRow) -> Id:
        return row.meeting.id

    @override
    def _row_answers(self, row: MeetingRow) -> Answers:
        status, day = words.meeting_status(row.meeting, self._on), _day(row.meeting, self._on)
        said = (
            row.rep.name,
            f"{day} {formats.time(row.meeting.at)}".rstrip(),
            status,
            _length(row),
            forecast_words(row),
        )
        return {
            Qt.ItemDataRole.AccessibleTextRole: ", ".join(said),
            Role.ENTITY: row.meeting,
            Role.ARCHIVED: row.meeting.status in _STATUSES[Filter.OFF],
        }

    @override
    def _cell_answers(self, row: MeetingRow) -> Mapping[int, Answers]:
        meeting, status = row.meeting, words.meeting_status(row.meeting, self._on)
        late = meeting.status is MeetingStatus.PLANNED and meeting.on < self._on
        notes = _SORT[Col.NOTES](row)
        made: dict[int, dict[int, Any]] = {
            Col.REP: {
                Role.TITLE: row.rep.name,
                Role.META: f"{status}: {meeting.reason}" if meeting.reason else status,
                Qt.ItemDataRole.ToolTipRole: meeting.reason,
            },
            Col.WHEN: {
                Role.TITLE: _day(meeting, self._on),
                Role.META: formats.time(meeting.at) or tr("no time set"),
                Role.STATUS: Status.WATCH if late else None,
            },
            Col.LENGTH: {Role.TITLE: _length(row), Role.META: forecast_words(row)},
            Col.NOTES: {Qt.ItemDataRole.DisplayRole: str(notes) if notes else formats.MISSING},
        }
        return {column: {**cells, Role.SORT: _SORT[Col(column)](row)} for column, cells in made.items()}

    @override
    def _heading(self, column: int, *, spoken: bool) -> str:
        return {Col.REP: tr("Rep"), Col.WHEN: tr("Day"), Col.LENGTH: tr("Length"), Col.NOTES: tr("Notes")}[Col(column)]

    def _fits(self, row: MeetingRow) -> bool:
        if not self._words or (row.rep.name, row.meeting.on) in self._found:
            return True
        text = f"{row.rep.name} {formats.weekday(row.meeting.on)} {row.meeting.on.year} {row.meeting.reason}".casefold()
        return all(word in text for word in self._words)


_SORT: dict[Col, Callable[[MeetingRow], Any]] = {
    Col.REP: lambda row: row.rep.name.casefold(),
    Col.WHEN: lambda row: (row.meeting.on, row.meeting.at or dt.time.min),
    Col.LENGTH: lambda row: row.meeting.minutes,
    Col.NOTES: lambda row: row.totals.shared_notes + row.totals.private_notes,
}


def forecast_words(row: MeetingRow) -> str:
    """How much of it the forecast took: "forecast 4 min, 13%"."""
    if not row.totals.items:
        return tr("no agenda yet") if row.meeting.status is MeetingStatus.PLANNED else tr("no agenda")
    minutes = row.forecast_minutes
    share = minutes / row.meeting.minutes if row.meeting.minutes else None
    return formats.fill(tr("forecast %1 min, %2"), formats.number(round(minutes), 0), formats.percent(share))


def _day(meeting: OneOnOne, on: dt.date) -> str:
    if meeting.on == on:
        return formats.fill(tr("Today, %1"), formats.weekday(on))
    shown = formats.weekday(meeting.on)
    return shown if meeting.on.year == on.year else f"{shown} {meeting.on.year}"


def _length(row: MeetingRow) -> str:
    return formats.fill(tr("%1 min"), str(row.meeting.minutes))


def words_of(hits: Collection[dict[str, Any]]) -> list[tuple[str, dt.date]]:
    """Rep and day of every place a search met."""
    return [(hit["rep"], hit["on"]) for hit in hits]
