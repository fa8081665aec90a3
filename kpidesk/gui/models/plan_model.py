"""The next one-on-ones to be planned: whom, when, whether, and what else is at that time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.entities import OneOnOne, Rep
from kpidesk.domain.scheduling import clashes
from kpidesk.domain.terms import Status
from kpidesk.gui import formats
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpidesk.domain.entities import Id

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def tr(text: str) -> str:
    """Translate a text about planning ahead."""
    return QCoreApplication.translate("plan", text)


class Col(IntEnum):
    """The columns, from left to right."""

    WHO = 0
    WHEN = 1


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One rep with the day and time proposed, or as changed."""

    rep: Rep
    meeting: OneOnOne
    meta: str
    """When the rep was met last, and the rhythm."""
    chosen: bool = True


class PlanModel(QAbstractTableModel):
    """Rows in the order they are given. `ENTITY` is the `PlanRow`; the first column can be ticked."""

    def __init__(
        self,
        rows: Iterable[PlanRow],
        planned: Sequence[OneOnOne],
        names: Mapping[Id, str],
        parent: QObject | None = None,
    ) -> None:
        """`planned` is what the manager has planned already, `names` are those of all reps."""
        super().__init__(parent)
        self._rows = list(rows)
        self._planned, self._names = planned, names
        self._clashes: Mapping[Id, list[OneOnOne]] = {}
        self._find_clashes()

    @property
    def chosen(self) -> list[OneOnOne]:
        """What is to be planned."""
        return [each.meeting for each in self._rows if each.chosen]

    @property
    def clashing(self) -> int:
        """How many of those are at the same time as something else."""
        return sum(each.id in self._clashes for each in self.chosen)

    def row_at(self, at: int) -> PlanRow | None:
        """What stands in a row."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def change(self, at: int, meeting: OneOnOne) -> None:
        """Propose another day, time or length."""
        self._put(at, replace(self._rows[at], meeting=meeting))

    def clash_words(self, row: PlanRow) -> str:
        """What else is at the same time; empty when nothing is."""
        others = self._clashes.get(row.meeting.id, []) if row.chosen else []
        if not others:
            return ""
        first = others[0]
        return formats.fill(tr("%1 at %2 as well"), self._names.get(first.rep_id, ""), formats.time(first.at))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Col)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _FLAGS | Qt.ItemFlag.ItemIsUserCheckable if index.column() == Col.WHO else _FLAGS

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        answers = self._who(row) if index.column() == Col.WHO else self._when(row)
        spoken = f"{row.rep.name}, {self.when(row)}, {self.clash_words(row) or row.meta}"
        shared: dict[int, Any] = {
            Role.ENTITY: row,
            Role.ARCHIVED: not row.chosen,
            Qt.ItemDataRole.AccessibleTextRole: spoken,
            Qt.ItemDataRole.ToolTipRole: spoken,
        }
        return {**shared, **answers}.get(role)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self._put(index.row(), replace(self._rows[index.row()], chosen=on))
        return True

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        heads = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if orientation is not Qt.Orientation.Horizontal or role not in heads:
            return None
        return {Col.WHO: tr("Rep"), Col.WHEN: tr("When")}[Col(section)]

    @staticmethod
    def when(row: PlanRow) -> str:
        """Day and time of a row."""
        return f"{formats.weekday(row.meeting.on)} {formats.time(row.meeting.at)}".strip()

    def _who(self, row: PlanRow) -> dict[int, Any]:
        ticked = Qt.CheckState.Checked if row.chosen else Qt.CheckState.Unchecked
        return {
            Qt.ItemDataRole.DisplayRole: row.rep.name,
            Qt.ItemDataRole.CheckStateRole: ticked,
            Role.TITLE: row.rep.name,
            Role.META: row.meta,
        }

    def _when(self, row: PlanRow) -> dict[int, Any]:
        clash = self.clash_words(row)
        return {
            Qt.ItemDataRole.DisplayRole: self.when(row),
            Role.TITLE: self.when(row),
            Role.META: clash or formats.fill(tr("%1 min"), str(row.meeting.minutes)),
            Role.STATUS: Status.WATCH if clash else None,
        }

    def _put(self, at: int, row: PlanRow) -> None:
        self._rows[at] = row
        self._find_clashes()
        # One that moves away frees the time of another.
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Col) - 1))

    def _find_clashes(self) -> None:
        self._clashes = clashes([*self._planned, *self.chosen])
