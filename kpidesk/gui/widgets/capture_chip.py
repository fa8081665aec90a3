"""A chip of a captured line: one thing that was understood, which can be chosen differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import paint, theme, words
from kpidesk.gui.fonts import FontRole

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from kpidesk.domain.terms import Kind

_PAD, _MARK = 8, 9


class CaptureChip(QAbstractButton):
    """Looks like a tag and is a button: Space, Enter, F2 or Alt+Down change what it says."""

    change_wanted = Signal()

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        """`what` names the thing for screen readers: "KPI"."""
        super().__init__(parent)
        self._what = what
        self._kind: Kind | None = None
        self._asks = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.clicked.connect(self.change_wanted)
        theme.on_change(self._remeasure)

    @property
    def asks(self) -> bool:
        """Whether something is to be decided here first."""
        return self._asks

    def say(self, text: str, kind: Kind | None = None, *, asks: bool = False, tip: str = "") -> None:
        """Show what was understood; a chip without a text is not there."""
        self._kind, self._asks = kind, asks
        self.setText(text)
        said = f"{self._what}: {text}"
        self.setAccessibleName(said)
        self.setAccessibleDescription(tip)
        self.setToolTip(words.tooltip(tip or said))
        self.setVisible(bool(text))
        self._remeasure()

    @override
    def sizeHint(self) -> QSize:
        wide = paint.tag_width(self.text(), self._kind) + theme.px(4)
        wide += theme.px(_MARK + 5) if self._asks else 0
        return QSize(round(wide), max(theme.px(24), theme.line(FontRole.TAG) + theme.px(6)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(64)), self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2} and plain
        if alt_down or enter:
            self.change_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), theme.current()
        high = max(t.px(20), theme.line(FontRole.TAG) + t.px(2))
        rect = QRectF(0, (self.height() - high) / 2, self.width(), high)
        fill, tone = (f"{self._kind.value}_soft", self._kind.value) if self._kind else ("sunken", "text2")
        if self._asks:
            fill, tone = "watch_soft", "text"
        edge = "control" if self.underMouse() or t.outlined or self._asks else None
        paint.box(painter, rect, fill, edge, t.px(4))
        left = rect.left() + t.px(_PAD)
        if self._asks:
            paint.status_mark(painter, QRectF(left, rect.top(), t.px(_MARK), rect.height()), Status.WATCH)
            left += t.px(_MARK + 5)
        elif self._kind is not None:
            side = t.px(12)
            paint.chevrons(painter, QRectF(left - t.px(2), rect.top(), side, rect.height()), self._kind, tone)
            left += side + t.px(2)
        place = QRectF(left, rect.top(), rect.right() - t.px(4) - left, rect.height())
        paint.label(painter, place, self.text(), FontRole.TAG, tone)

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()
