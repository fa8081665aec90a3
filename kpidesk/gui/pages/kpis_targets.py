"""The target history in the definition: one stop for the keyboard; Enter changes a target, Del deletes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QStyle, QStyledItemDelegate, QToolTip
from typing_extensions import override

from kpidesk.gui import paint, theme, words
from kpidesk.gui.delegates.base import Index, text, two_lines
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.targets_model import PastTarget, TargetsModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kpidesk.domain.entities import Target

_GAP = 12
PAD = 6
"""Design pixels between the edge of a row and its text."""
_NARROWEST = 28


class TargetList(QListView):
    """As high as its rows; whatever it stands in scrolls."""

    change_wanted = Signal(object)
    """A `Target`."""
    end_wanted = Signal(object)
    """A `Target` that holds today."""
    delete_wanted = Signal(object)
    """A `Target`."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("target_history")
        self.setAccessibleName(self.tr("Target history"))
        self.history = TargetsModel(self)
        self.setModel(self.history)
        self.setItemDelegate(_TargetDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._gesture("target_change", self.tr("Change…"), ("Return", "Enter", "F2"), self.change_wanted)
        self._gesture("target_end", self.tr("End today"), (), self.end_wanted)
        self._gesture("target_delete", self.tr("Delete"), ("Delete",), self.delete_wanted)
        self.doubleClicked.connect(lambda _at: self._tell(self.change_wanted))
        theme.bind(self.doItemsLayout)

    @property
    def current(self) -> Target | None:
        """The chosen target."""
        at = self.currentIndex()
        return self.history.rows[at.row()].target if at.isValid() else None

    def set_rows(self, rows: Sequence[PastTarget]) -> None:
        """Show other targets; the chosen one stays so, or the one that takes its place."""
        before, row = self.current, self.currentIndex().row()
        self.history.set_rows(rows)
        found = self.history.row_of(before.id if before else None)
        self.setCurrentIndex(self.history.index(found if found >= 0 else min(max(row, 0), len(rows) - 1)))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), self.history.rowCount() * _height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def _gesture(self, name: str, said: str, keys: tuple[str, ...], signal: SignalInstance) -> None:
        action = QAction(said, self)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(each) for each in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: self._tell(signal))
        self.addAction(action)

    def _tell(self, signal: SignalInstance) -> None:
        if self.current is not None:
            signal.emit(self.current)


class _TargetDelegate(QStyledItemDelegate):
    """The value, then since when over for whom and why."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        view = option.widget
        t = theme.current()
        focused = isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex() == index
        if focused or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, t.colour("selected" if focused else "hover"))
        inside = QRectF(rect).adjusted(PAD, 0, -PAD, 0)
        wide = _value_width(view)
        paint.label(
            painter,
            QRectF(inside.left(), inside.top(), wide, inside.height()),
            text(index, Role.TEXT),
            FontRole.LEAD,
            "text",
            elide=False,
        )
        words_at = inside.adjusted(wide + t.px(_GAP), 0, 0, 0)
        two_lines(painter, words_at, text(index, Role.TITLE), text(index, Role.META), FontRole.META, ("text", "muted"))
        if focused:
            paint.focus_ring(painter, QRectF(rect), t.px(4))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(120), _height())

    @override
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        QToolTip.showText(event.globalPos(), words.tooltip(text(index, Qt.ItemDataRole.ToolTipRole)), view)
        return True


def _value_width(view: object) -> float:
    """The widest value, so that the words line up."""
    rows = view.history.rows if isinstance(view, TargetList) else ()
    return max([paint.text_width(each.value, FontRole.LEAD) for each in rows] + [float(theme.px(_NARROWEST))])


def _height() -> int:
    return 2 * theme.line(FontRole.META) + theme.px(2)
