"""The table of the value grid: keyboard, clipboard, headers, and columns that fill the width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QLine, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from kpidesk.gui import paint, theme, typed_numbers
from kpidesk.gui.delegates.value_cells import MARK, PAD, ValueDelegate, cursor
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages import kpis_fill
from kpidesk.gui.pages.kpis_headers import Corner, Names, Periods

if TYPE_CHECKING:
    from kpidesk.gui.models.values_model import Index, ValuesModel

NARROWEST = 56
NAMES = 144


class ValuesTable(QTableView):
    """Weeks of all reps. Enter keeps and goes down, F2 edits, Del clears, Ctrl+C and Ctrl+V move blocks.

    Ctrl+D and Ctrl+R fill the selection down and to the right.
    """

    moved = Signal()
    """The current cell or the selection changed."""
    refused = Signal(str)
    """A block does not fit; nothing was changed."""

    _newest = True
    """Whether the running period is to stay in sight; a class attribute, since Qt lays out while constructing."""

    def __init__(self, model: ValuesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = model
        self.setObjectName("values_grid")
        self.setAccessibleName(self.tr("Values of all reps by period"))
        self.setModel(model)
        self.cells = ValueDelegate(model, self)
        self.setItemDelegate(self.cells)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalHeader(Periods(self))
        self.setVerticalHeader(Names(self))
        self._corner = Corner(self)
        kpis_fill.offer(self, model)
        self.cells.kept.connect(self._on_kept)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.bind(self._restyle)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.moved.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Delete) or event.key() == Qt.Key.Key_Backspace:
            self.clear()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._on_kept(1, 0)
        elif event.key() in kpis_fill.KEYS and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            kpis_fill.fill(self, self._values, event.key())
        elif event.text() == " ":
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, wide, high = QPainter(self.viewport()), self.viewport().width(), self.viewport().height()
        across, down = self.horizontalHeader(), self.verticalHeader()
        painter.setPen(theme.current().colour("grid"))
        rights = _ends(across, wide)
        bottoms = _ends(down, high)
        if rights and bottoms:
            painter.drawLines([QLine(x, 0, x, bottoms[-1]) for x in rights])
            painter.drawLines([QLine(0, y, rights[-1], y) for y in bottoms])
        at = self.currentIndex()
        if at.isValid():
            cell = QRectF(self.visualRect(at)).adjusted(0, 0, -1, -1)
            active = self.hasFocus() or self.state() == QAbstractItemView.State.EditingState
            cursor(painter, cell, "accent" if active else "control")

    @override
    def updateGeometries(self) -> None:
        # While Qt lays out anew it may scroll; only the user leaves the newest period.
        stay = self._newest
        super().updateGeometries()
        if stay:
            self.show_newest()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def block(self) -> tuple[int, int, int, int] | None:
        """The selected rectangle: first and last row, first and last column."""
        found: QItemSelection = self.selectionModel().selection()
        if found.isEmpty():
            at = self.currentIndex()
            return (at.row(), at.row(), at.column(), at.column()) if at.isValid() else None
        ranges = [found.at(each) for each in range(found.count())]
        return (
            min(each.top() for each in ranges),
            max(each.bottom() for each in ranges),
            min(each.left() for each in ranges),
            max(each.right() for each in ranges),
        )

    def copy(self) -> None:
        """Put the selected values on the clipboard in full, as spreadsheets read them."""
        block = self.block()
        if block is None:
            return
        top, bottom, left, right = block
        role = Qt.ItemDataRole.EditRole
        rows = (
            [str(self._values.index(row, column).data(role)) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        )
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))

    def paste(self) -> None:
        """Put a block from the clipboard here, as one step; a single value fills the whole selection."""
        block, cells = self.block(), typed_numbers.block(QGuiApplication.clipboard().text())
        if block is None or not cells:
            return
        top, bottom, left, right = block
        wide = max(len(row) for row in cells)
        if len(cells) == 1 and wide == 1:
            cells = [cells[0] * (right - left + 1)] * (bottom - top + 1)
            wide = right - left + 1
        rows, columns = self._values.rowCount() - top, self._values.columnCount() - left
        if len(cells) > rows or wide > columns:
            sentence = self.tr("The block is %1 rows by %2 columns, but from here only %3 by %4 are left.")
            for sign, size in (("%1", len(cells)), ("%2", wide), ("%3", rows), ("%4", columns)):
                sentence = sentence.replace(sign, str(size))
            self.refused.emit(f"{sentence} {self.tr('Nothing was pasted.')}")
            return
        texts = [(top + r, left + c, text) for r, row in enumerate(cells) for c, text in enumerate(row)]
        if self._values.try_cells(texts):
            self._select(top, left, len(cells), wide)

    def clear(self) -> None:
        """Clear the selected values to missing."""
        block = self.block()
        if block is None:
            return
        top, bottom, left, right = block
        cells = [(r, c, "") for r in range(top, bottom + 1) for c in range(left, right + 1)]
        self._values.try_cells([each for each in cells if self._values.value(each[0], each[1]) is not None])

    def fit_columns(self) -> None:
        """Make all columns as wide as the widest value needs, then let a whole number of them fill the width."""
        count, room = self._values.columnCount(), self.width() - theme.px(NAMES)
        if not count or room <= 0:
            return
        text = paint.text_width(self._values.longest_text(), FontRole.BODY)
        least = max(theme.px(NARROWEST), round(text) + theme.px(6 + MARK + 4 + PAD))
        fitting = max(1, min(count, room // least))
        wide = max(least, room // fitting)
        # What is left over goes to the names, so that no sliver of a column shows.
        self.verticalHeader().setFixedWidth(theme.px(NAMES) + max(room - wide * fitting, 0))
        if wide != self.horizontalHeader().defaultSectionSize():
            self.horizontalHeader().setDefaultSectionSize(wide)
        # Qt moves the cells over to a wider header only when it lays the table out.
        self.updateGeometries()
        self._corner.setGeometry(0, 0, self.verticalHeader().width(), self.horizontalHeader().height())
        self._corner.raise_()

    def full_height(self) -> int:
        """The height at which all reps show."""
        header = self.verticalHeader()
        return self.horizontalHeader().sizeHint().height() + header.count() * header.defaultSectionSize()

    def show_newest(self) -> None:
        """Scroll to the running period, and stay there when the size changes."""
        bar = self.horizontalScrollBar()
        # At the end already, Qt would not move the cells over to a width that changed.
        bar.setValue(bar.minimum())
        bar.setValue(bar.maximum())
        self._newest = True

    def _on_scrolled(self, value: int) -> None:
        self._newest = value >= self.horizontalScrollBar().maximum()

    def _select(self, top: int, left: int, rows: int, columns: int) -> None:
        model = self._values
        block = QItemSelection(model.index(top, left), model.index(top + rows - 1, left + columns - 1))
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _on_kept(self, down: int, on: int) -> None:
        at = self.currentIndex()
        beside = self._values.index(at.row() + down, at.column() + on)
        if beside.isValid():
            self.setCurrentIndex(beside)

    def _restyle(self) -> None:
        high = max(theme.px(28), theme.line(FontRole.BODY) + 6)
        self.verticalHeader().setDefaultSectionSize(high)
        self.horizontalHeader().updateGeometry()
        self.updateGeometries()
        self.fit_columns()


def _ends(header: QHeaderView, room: int) -> list[int]:
    """Where the visible sections of a header end, in pixels of the viewport."""
    first, last = header.visualIndexAt(0), header.visualIndexAt(room - 1)
    if first < 0:
        return []
    last = header.count() - 1 if last < 0 else last
    return [header.sectionViewportPosition(at) + header.sectionSize(at) - 1 for at in range(first, last + 1)]
