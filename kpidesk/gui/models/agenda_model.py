"""The agenda of a running one-on-one: what is checked, what is on, and how long each item took."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.entities import AgendaItem
from kpidesk.domain.terms import Kind, Status
from kpidesk.gui import formats
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.entities import Id

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def tr(text: str) -> str:
    """Translate a text of the Meeting page."""
    return QCoreApplication.translate("meeting", text)


def clock(seconds: float) -> str:
    """Minutes and seconds: 4:44."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item as the list shows it; without an item it stands for notes about the whole one-on-one."""

    item: AgendaItem | None
    title: str
    why: str = ""
    kind: Kind | None = None
    planned: int = 0
    """Seconds."""
    spent: int = 0
    """Seconds."""
    checked: bool = False

    @property
    def ident(self) -> Id | None:
        """The id of the item."""
        return self.item.id if self.item else None

    @property
    def over(self) -> bool:
        """Whether it took longer than planned."""
        return self.item is not None and self.spent > self.planned

    @property
    def spoken(self) -> str:
        """The line in words."""
        if self.item is None:
            return self.title
        state = tr("checked") if self.checked else tr("open")
        time = formats.fill(tr("%1 of %2"), clock(self.spent), clock(self.planned))
        return f"{self.title}, {state}, {time}" + (f", {tr('over time')}" if self.over else "")


class AgendaModel(QAbstractListModel):
    """Items in order; the last line is for general notes. `ENTITY` is the whole `AgendaLine`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[AgendaLine] = []

    @property
    def lines(self) -> list[AgendaLine]:
        """All lines in order."""
        return list(self._lines)

    def set_lines(self, lines: Iterable[AgendaLine]) -> None:
        """Show other lines; where the items are the same ones, only what changed is announced."""
        fresh = list(lines)
        if [each.ident for each in fresh] == [each.ident for each in self._lines]:
            for row, line in enumerate(fresh):
                self._put(row, line)
            return
        self.beginResetModel()
        self._lines = fresh
        self.endResetModel()

    def set_spent(self, seconds: Mapping[Id, float]) -> None:
        """Show what the timer measured."""
        for row, line in enumerate(self._lines):
            if line.ident is not None and line.ident in seconds:
                self._put(row, replace(line, spent=int(seconds[line.ident])))

    def row_of(self, ident: Id | None) -> int:
        """Where an item is, or -1."""
        return next((row for row, line in enumerate(self._lines) if line.ident == ident), -1)

    def line_at(self, row: int) -> AgendaLine | None:
        """The line at a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: line.title,
            Qt.ItemDataRole.AccessibleTextRole: line.spoken,
            Role.ENTITY: line,
            Role.SORT: index.row(),
            Role.KIND: line.kind,
            Role.STATUS: Status.WATCH if line.over else None,
        }
        return answers.get(role)

    def _put(self, row: int, line: AgendaLine) -> None:
        if self._lines[row] != line:
            self._lines[row] = line
            at = self.index(row)
            self.dataChanged.emit(at, at)
