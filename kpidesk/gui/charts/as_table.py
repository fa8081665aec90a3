"""Every chart can be read as a table: F2 turns it into one, F2 or Esc turns it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStackedWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

from kpidesk.gui import theme, words
from kpidesk.gui.delegates.cells import TextDelegate
from kpidesk.gui.models.figures_model import Figures, FiguresModel
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Callable

_ROWS = 2
"""Rows that show at least."""
_GAP = 12
"""Design pixels that columns stand apart at least, beside their padding."""


class FiguresTable(RowTable):
    """The numbers of a chart. Ctrl+C copies the selected rows, or all of them, with their heads."""

    left = Signal()
    """Esc: back to the chart."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(lines=1, parent=parent)
        self.figures = FiguresModel(self)
        self.setObjectName(name)
        self.setModel(self.figures)
        self.setItemDelegate(TextDelegate(self, align=Qt.AlignmentFlag.AlignRight))
        self.setItemDelegateForColumn(0, TextDelegate(self))
        self._wanted: list[int] = []
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionsClickable(False)
        self._copy = QAction(self.tr("Copy"), self)
        self._copy.setShortcut(QKeySequence.StandardKey.Copy)
        self._copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._copy.triggered.connect(self.copy)
        self.addAction(self._copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self.scrollTo(self.currentIndex())

    @override
    def minimumSizeHint(self) -> QSize:
        rows = min(self.figures.rowCount(), _ROWS) * self.verticalHeader().defaultSectionSize()
        return QSize(theme.px(160), self.horizontalHeader().sizeHint().height() + rows)

    def show_figures(self, figures: Figures) -> None:
        """Show other numbers; the row to begin with is in sight and nothing is selected."""
        self.setAccessibleName(figures.title)
        self.figures.set_figures(figures)
        self._wanted = [
            max(self.sizeHintForColumn(at), self.horizontalHeader().sectionSizeHint(at))
            for at in range(len(figures.heads))
        ]
        self._share_width()
        if figures.rows:
            begin = self.figures.index(range(len(figures.rows))[figures.begin], 0)
            self.selectionModel().setCurrentIndex(begin, QItemSelectionModel.SelectionFlag.NoUpdate)

    def copy(self) -> None:
        """Put the selected rows, or all without a selection, on the clipboard with their heads."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        QGuiApplication.clipboard().setText(self.figures.tab_separated(rows or range(self.figures.rowCount())))

    def _share_width(self) -> None:
        """Give each column what it needs and its part of what is left."""
        count = len(self._wanted)
        spare = max(self.viewport().width() - sum(self._wanted), count * theme.px(_GAP)) if count else 0
        for column, wide in enumerate(self._wanted):
            self.setColumnWidth(column, wide + spare * (column + 1) // count - spare * column // count)


class ChartOrTable(QStackedWidget):
    """A chart that turns into a table of the same numbers and back, by F2, its menu or the small button `toggle`.

    The button is made here and placed by whoever shows the chart. F2 works wherever the focus is inside `around`.
    """

    def __init__(self, chart: QWidget, figures: Callable[[], Figures] | None, around: QWidget | None = None) -> None:
        """`figures` is asked for the numbers whenever they are to be shown; without it no table is offered."""
        super().__init__()
        self.chart = chart
        self.table: FiguresTable | None = None
        """What stands in for the chart now, if anything does."""
        self._figures = figures
        self._from: QWidget | None = None
        self._name = chart.objectName()
        self.turn = QAction(self)
        self.turn.setShortcut(Qt.Key.Key_F2)
        self.turn.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.turn.triggered.connect(self._turn)
        self.toggle = Button(icon="table", look="ghost", size="small", name=" ")
        self.toggle.setObjectName(f"{self._name}_as_table")
        self.toggle.clicked.connect(self.turn.trigger)
        for each in {self, around or self}:
            each.addAction(self.turn)
        chart.addAction(self.turn)
        chart.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.addWidget(chart)
        self._say()
        if figures is None:
            self.turn.setEnabled(False)
            self.toggle.hide()

    def refresh(self) -> None:
        """Show the newest numbers, if it is a table."""
        if self.table is not None and self._figures is not None:
            self.table.show_figures(self._figures())

    def _turn(self) -> None:
        if self.table is None:
            self._to_table()
        else:
            self._to_chart(self.table)
        self._say()
        self.updateGeometry()

    def _to_table(self) -> None:
        self._from = QApplication.focusWidget()
        self.table = FiguresTable(f"{self._name}_table")
        self.table.addAction(self.turn)
        self.table.left.connect(self.turn.trigger)
        self.addWidget(self.table)
        self.setCurrentWidget(self.table)
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_chart(self, table: FiguresTable) -> None:
        within = table.hasFocus()
        self.setCurrentWidget(self.chart)
        self.table = None
        self.removeWidget(table)
        table.deleteLater()
        if within:
            back = self._from if self._from is not None and isValid(self._from) else self.chart
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        """Name the button and the menu after what they do now."""
        said = self.tr("Show as table") if self.table is None else self.tr("Show as chart")
        hint = f"{said} ({words.key_hint('F2')})"
        self.turn.setText(said)
        self.toggle.set_icon("table" if self.table is None else "chart-no-axes-column")
        self.toggle.setAccessibleName(said)
        self.toggle.setToolTip(words.tooltip(hint))
