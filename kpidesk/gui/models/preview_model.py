"""The first rows of a file as they are in it, with marks where something would be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui.roles import Role
from kpidesk.services.column_uses import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.services.column_uses import Use
    from kpidesk.services.transfer import ImportReport, Preview

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_NUMBERS = frozenset({Part.KPI, Part.TARGET, Part.VALUE, Part.BESIDE, Part.AMOUNT})


class PreviewModel(QAbstractTableModel):
    """Texts as in the file under its own row numbers; STATUS marks a cell, ARCHIVED mutes a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._uses: list[Use] = []
        self._marks: dict[tuple[int, int], tuple[Status, str]] = {}

    def set_preview(self, preview: Preview | None, uses: Sequence[Use] = ()) -> None:
        """Show another file, or none; marks are taken off."""
        self.beginResetModel()
        self._preview, self._uses, self._marks = preview, list(uses), {}
        self.endResetModel()

    def set_report(self, report: ImportReport | None) -> None:
        """Mark what a trial import found: a diamond for what is left out, a triangle for an unknown name."""
        self._marks = {}
        if self._preview is not None and report is not None:
            people = {at for at, use in enumerate(self._uses) if use.part in {Part.REP, Part.FIRST, Part.LAST}}
            at_column = {name: at for at, name in enumerate(self._preview.columns)}
            for problem in report.problems:
                column = at_column.get(problem.column or "")
                if column is not None:
                    self._mark(column, problem.row, problem.value, problem.reason, name=column in people)
        if self._preview is not None and self._preview.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def _mark(self, column: int, row: int | None, value: str | None, reason: str, *, name: bool) -> None:
        if self._preview is None:
            return
        status = Status.WATCH if name and value else Status.RISK
        for at, (number, texts) in enumerate(self._preview.rows):
            # An unknown name is one problem, however many rows it stands in.
            same_name = name and value and column < len(texts) and texts[column] == value
            if number == row or same_name:
                self._marks[at, column] = status, reason

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self._preview is None else len(self._preview.rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self._preview is None else len(self._preview.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._preview is None or not index.isValid():
            return None
        row, column = index.row(), index.column()
        mark = self._marks.get((row, column))
        use = self._uses[column] if column < len(self._uses) else None
        number, texts = self._preview.rows[row]
        shown = texts[column] if column < len(texts) else ""
        answers: dict[int, Any] = {
            int(Qt.ItemDataRole.DisplayRole): shown,
            int(Qt.ItemDataRole.ToolTipRole): mark[1] if mark else shown,
            int(Role.STATUS): mark[0] if mark else None,
            int(Role.ARCHIVED): use is not None and use.part is Part.NOTHING,
        }
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._preview.columns[column]}, {number}: {shown}" + (f". {mark[1]}" if mark else "")
        if role == Qt.ItemDataRole.TextAlignmentRole and use is not None and use.part in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return answers.get(int(role))

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or self._preview is None:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._preview.columns[section] if section < len(self._preview.columns) else None
        return str(self._preview.rows[section][0]) if section < len(self._preview.rows) else None
