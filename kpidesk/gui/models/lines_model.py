"""A plain list of two-line rows, each standing for an entity: a rep's meetings, commitments, agreed KPIs."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it stands for, its two lines, and perhaps a status mark before the first."""

    entity: Any
    title: str
    meta: str = ""
    status: Status | None = None
    muted: bool = False


class LinesModel(QAbstractListModel):
    """Rows in the order they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        answer = _ANSWERS.get(role)
        return answer(line) if answer else None


def _spoken(line: Line) -> str:
    return f"{line.title}. {line.meta}" if line.meta else line.title


_ANSWERS: dict[int, Callable[[Line], Any]] = {
    Qt.ItemDataRole.DisplayRole: attrgetter("title"),
    Role.TITLE: attrgetter("title"),
    Role.SORT: attrgetter("title"),
    Role.META: attrgetter("meta"),
    Role.STATUS: attrgetter("status"),
    Role.ENTITY: attrgetter("entity"),
    Role.ARCHIVED: attrgetter("muted"),
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.ToolTipRole: _spoken,
}
