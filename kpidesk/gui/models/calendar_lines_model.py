"""What a calendar file would change, each line with a box to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from kpidesk.domain.terms import CalendarStep
from kpidesk.gui import formats
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.domain.calendar_plan import Line

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


def tr(text: str) -> str:
    """Translate a text about calendar files."""
    return QCoreApplication.translate("calendar", text)


class CalendarLinesModel(QAbstractListModel):
    """Lines in their order, all ticked at first. `ENTITY` is the `Line`; ticks are set through `CheckStateRole`."""

    ticked = Signal()
    """Other lines are chosen now."""

    def __init__(self, lines: Sequence[Line], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = tuple(lines)
        self._chosen = set(range(len(self._lines)))

    @property
    def chosen(self) -> list[Line]:
        """The ticked lines."""
        return [self._lines[at] for at in sorted(self._chosen)]

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if index.row() in self._chosen else Qt.CheckState.Unchecked
        if role in {Qt.ItemDataRole.DisplayRole, Role.TITLE}:
            return title(line)
        if role == Role.META:
            return meta(line)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{title(line)}. {meta(line)}"
        return line if role == Role.ENTITY else None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._chosen.add(index.row())
        else:
            self._chosen.discard(index.row())
        self.dataChanged.emit(index, index, [role])
        self.ticked.emit()
        return True


def title(line: Line) -> str:
    """With whom and when."""
    return formats.fill(tr("%1, %2"), line.rep.name, _when(line.appointment.on, line.appointment.at))


def meta(line: Line) -> str:
    """What happens, and as what the calendar has it."""
    named = formats.fill(tr("“%1”"), line.appointment.summary)
    if line.step is CalendarStep.MOVE and line.before is not None:
        return formats.fill(tr("Moves from %1. %2"), _when(line.before.on, line.before.at), named)
    if line.step is CalendarStep.CANCEL:
        return formats.fill(tr("Called off in the calendar. %1"), named)
    if line.step is CalendarStep.LEAVE_OUT:
        return formats.fill(tr("%1 %2"), line.reason, named)
    minutes = str(line.after.minutes) if line.after is not None else ""
    return formats.fill(tr("New, %1 min. %2"), minutes, named)


def _when(on: dt.date, at: dt.time | None) -> str:
    return f"{formats.weekday(on)} {formats.time(at)}".strip() if at is not None else formats.weekday(on)
