"""Lists of findings below the preview; a problem with a way out carries it as a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedWidget, QWidget
from typing_extensions import override

from kpidesk.gui import formats, paint, theme
from kpidesk.gui.delegates.base import Index, paint_row, shade, status, text, two_lines
from kpidesk.gui.delegates.cells import TwoLineDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.problems_model import Finding, ProblemsModel
from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

_BUTTON, _PAD = 28, 10


class FindingList(Card):
    """A card with a list of findings, or a sentence when there are none."""

    fix_wanted = Signal(object)
    """The `Fix` of a finding, chosen by its button, Enter or Space."""

    def __init__(self, title: str, name: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(compact=True, parent=parent)
        self.set_title(title)
        self.setObjectName(f"{name}_card")
        self.model = ProblemsModel(self)
        self.view = QListView()
        self.view.setObjectName(f"{name}_list")
        self.view.setAccessibleName(title)
        self.view.setModel(self.model)
        self.view.setItemDelegate(FindingDelegate(self.view))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setUniformItemSizes(True)
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self._nothing = PlainLabel(nothing, FontRole.META, "muted", wrap=True)
        self._nothing.setContentsMargins(16, 12, 16, 12)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.view)
        self.body.addWidget(self._stack, 1)

    @property
    def current(self) -> Finding | None:
        """The selected finding."""
        at = self.view.currentIndex().row()
        return self.model.row_at(at)

    def set_nothing(self, sentence: str) -> None:
        """Change what is said when there are no findings."""
        self._nothing.setText(sentence)

    def set_rows(self, findings: list[Finding]) -> None:
        """Show other findings; the keyboard stays at the place it was at."""
        at = self.view.currentIndex().row() if self.view.hasFocus() else -1
        self.model.set_rows(findings)
        if at >= 0 and findings:
            self.view.setCurrentIndex(self.model.index(min(at, len(findings) - 1), 0))
        self.set_count(formats.number(len(findings)) if findings else "")
        self._stack.setCurrentIndex(1 if findings else 0)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.view:
            plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
            if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
                return self._fix(self.view.currentIndex())
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            index = self.view.indexAt(event.position().toPoint())
            if index.isValid() and button_rect(self.view.visualRect(index), index).contains(QPointF(event.position())):
                self.view.setCurrentIndex(index)
                return self._fix(index)
        return super().eventFilter(watched, event)

    def _fix(self, index: QModelIndex) -> bool:
        found = self.model.row_at(index.row())
        if found is None or found.fix is None:
            return False
        self.fix_wanted.emit(found.fix)
        return True


def button_rect(rect: QRect, index: Index) -> QRectF:
    """Where the button of a finding is painted; empty if it has none."""
    label = text(index, Role.TEXT)
    if not label:
        return QRectF()
    wide = paint.text_width(label, FontRole.HEADER) + theme.px(2 * _PAD) + 2
    high = max(theme.px(_BUTTON), theme.line(FontRole.HEADER) + theme.px(4))
    return QRectF(rect.right() - theme.px(16) - wide, rect.top() + (rect.height() - high) / 2, wide, high)


class FindingDelegate(TwoLineDelegate):
    """A mark, what is wrong, what will happen, and the way out."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, rect = theme.current(), option.rect
        paint_row(painter, rect, option.widget, option.state.value, index.row(), first=True, last=True)
        mark, side = status(index), t.px(12)
        inside = QRectF(rect).adjusted(t.px(16), 0, -t.px(16), -1)
        if mark is not None:
            paint.status_mark(painter, QRectF(inside.left(), inside.top(), side, inside.height()), mark)
        inside.setLeft(inside.left() + side + t.px(10))
        button = button_rect(rect, index)
        if not button.isEmpty():
            inside.setRight(button.left() - t.px(12))
            paint.box(painter, button, "raised", "border_strong", t.px(6))
            centre = Qt.AlignmentFlag.AlignHCenter
            paint.label(painter, button, text(index, Role.TEXT), FontRole.HEADER, "text", centre)
        title, meta = text(index, Role.TITLE), text(index, Role.META)
        two_lines(painter, inside, title, meta, FontRole.ROW, (shade(index, "text"), "muted"))
