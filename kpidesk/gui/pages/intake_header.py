"""The header of the preview: each column's name in the file over a list of what it can be for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView
from typing_extensions import override

from kpidesk.gui import formats, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.intake_words import tr, use_label
from kpidesk.gui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QWheelEvent

    from kpidesk.services.column_uses import Use

_NAME, _BOX, _GAP = 16, 28, 6
_AROUND = 48
"""Design pixels that a list needs beside its text."""
MOST = 100
"""Columns that get a list; a file with more is better read with a recipe."""


class MappingHeader(QHeaderView):
    """Lists live in the header and move with its sections; all of them share one model of entries."""

    assigned = Signal(int, object)
    """Column and `Use` that the user chose."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = parent
        self._boxes: list[QComboBox] = []
        self._entries = QStandardItemModel(self)
        self._uses: dict[str, Use] = {}
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.sectionResized.connect(lambda *_sizes: self._place())
        parent.horizontalScrollBar().valueChanged.connect(lambda _at: self._place())
        theme.on_change(self._remeasure)

    @property
    def boxes(self) -> list[QComboBox]:
        """The lists in sight, one for each column."""
        return self._boxes

    def set_uses(
        self, columns: Sequence[str], uses: Sequence[Use], choices: Sequence[Use], kpis: Mapping[str, str]
    ) -> None:
        """Show what each column is for and what it can be for; without choices the lists only tell."""
        shown = list(uses)[:MOST]
        listed = [*choices, *(use for use in shown if use not in choices)]
        self._uses = {use.code: use for use in listed}
        self._entries.clear()
        for use in self._uses.values():
            item = QStandardItem(use_label(use, kpis))
            item.setData(use.code, Qt.ItemDataRole.UserRole)
            self._entries.appendRow(item)
        self._fit_count(len(shown))
        for at, (box, use) in enumerate(zip(self._boxes, shown, strict=True)):
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(use.code))
            box.setEnabled(bool(choices))
            box.setAccessibleName(formats.fill(tr("Column %1 is for"), columns[at]))
            box.setToolTip("")
            box.setMaxVisibleItems(18)
        self._place()

    def room_for(self, column: int) -> int:
        """Width at which the list of a column shows its whole entry."""
        if column >= len(self._boxes):
            return 0
        text = self._boxes[column].currentText()
        return round(paint.text_width(text, FontRole.BODY)) + theme.px(_AROUND + 2 * _GAP)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        t = theme.current()
        with paint.saved(painter):
            painter.fillRect(rect, t.colour("surface"))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, t.colour("border"))
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), t.colour("grid"))
            name = str(self.model().headerData(logicalIndex, self.orientation()) or "")
            place = QRectF(rect).adjusted(t.px(8), t.px(7), -t.px(6), 0)
            place.setHeight(theme.line(FontRole.META))
            paint.label(painter, place, name, FontRole.META, "muted")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self._boxes and self._table.model().rowCount():
            # A list reached by Tab may be out of sight.
            self._table.scrollTo(self._table.model().index(0, self._boxes.index(watched)))
        return super().eventFilter(watched, event)

    def _fit_count(self, wanted: int) -> None:
        while len(self._boxes) > wanted:
            self._boxes.pop().deleteLater()
        while len(self._boxes) < wanted:
            at = len(self._boxes)
            box = _Box(self.viewport())
            box.setObjectName(f"column_use_{at}")
            box.setProperty("sizing", "small")
            box.setModel(self._entries)
            box.setMinimumContentsLength(1)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.view().setMinimumWidth(theme.px(220))
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.activated.connect(lambda _row, at=at: self._on_chosen(at))
            box.installEventFilter(self)
            box.show()
            self._boxes.append(box)

    def _on_chosen(self, at: int) -> None:
        use = self._uses.get(str(self._boxes[at].currentData()))
        if use is not None:
            self.assigned.emit(at, use)

    def _place(self) -> None:
        top = theme.px(_NAME + 12)
        for at, box in enumerate(self._boxes):
            wide = self.sectionSize(at) - theme.px(2 * _GAP)
            box.setGeometry(self.sectionViewportPosition(at) + theme.px(_GAP), top, wide, theme.px(_BOX))

    def _height(self) -> int:
        return max(theme.px(66), theme.line(FontRole.META) + theme.px(_BOX + 18))

    def _remeasure(self) -> None:
        self.updateGeometry()
        self._place()


class _Box(ChoiceBox):
    """The wheel scrolls the table; it must not change what a column is for in passing."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
