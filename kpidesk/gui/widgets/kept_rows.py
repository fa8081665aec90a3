"""A table that stays on the chosen row over sorting, filtering and reloading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget
from typing_extensions import override

from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from kpidesk.domain.entities import Id
    from kpidesk.gui.models.rows_model import RowsModel
    from kpidesk.gui.widgets.row_table import RowTable


class KeptRows(QStackedWidget):
    """The view of a `RowsModel`; when nothing passes the filters, a sentence stands in its place.

    A chosen row that the filters hide gives way to the first one.
    """

    current_changed = Signal(object)
    """The row that is selected now, or None."""
    opened = Signal()
    """Enter or a double click on a row."""
    sorted = Signal(int)
    """The column it is sorted by now."""
    resized = Signal()
    """The columns have another width to share."""

    def __init__(
        self, view: RowTable, model: RowsModel[Any], nothing: str, *, home: int, parent: QWidget | None = None
    ) -> None:
        """`home` is the column with the name, which is what a screen reader should land on."""
        super().__init__(parent)
        self._view, self._model, self._home = view, model, int(home)
        self._wanted: Id | None = None
        self.nothing = PlainLabel(nothing, tone="muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(view)
        self.addWidget(self.nothing)
        view.setModel(model)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.activated.connect(lambda _index: self.opened.emit())
        view.selectionModel().currentRowChanged.connect(self._on_current)
        view.viewport().installEventFilter(self)
        header = view.horizontalHeader()
        header.setAccessibleName(self.tr("Columns"))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(*model.sorting)
        header.sortIndicatorChanged.connect(self._on_sorted)

    @property
    def current(self) -> Any:
        """The selected row, or None."""
        return self._model.row_at(self._view.currentIndex().row())

    def choose(self, ident: Id | None) -> None:
        """Turn to a row, now or as soon as it is shown."""
        self._wanted = ident
        self.keep()

    def keep(self) -> None:
        """Turn to the chosen row again after the model has changed."""
        at = self._model.row_of(self._wanted)
        at = 0 if at < 0 and self._model.rowCount() else at
        self.setCurrentWidget(self._view if at >= 0 or not self._model.total else self.nothing)
        if at < 0:
            self.current_changed.emit(None)
            return
        index = self._model.index(at, self._home)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self._view.selectionModel().setCurrentIndex(index, flags)
        self._view.scrollTo(index)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The viewport gets its width after the card did, and loses some to a scroll bar that comes later.
        if event.type() == QEvent.Type.Resize and watched is self._view.viewport():
            self.resized.emit()
        return super().eventFilter(watched, event)

    def _on_current(self) -> None:
        at = self._view.currentIndex()
        if at.isValid():
            self._wanted = at.data(Role.ENTITY).id
            self.current_changed.emit(self.current)

    def _on_sorted(self, column: int, order: Qt.SortOrder) -> None:
        self._model.sort(column, order)
        self.sorted.emit(column)
        self.keep()
