"""Panes with borders to drag or to move by keyboard: where the user puts one it stays, also in the next session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget
from typing_extensions import override

from kpidesk.gui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from kpidesk.gui.context import Context

REST = 0
"""In place of a size: the pane that takes what the others leave."""
_LEAST_REST = 1 / 3
"""Share of the room that the others leave to that pane, however large they were dragged on a larger screen."""
_STEP = 16
"""Design pixels that an arrow key moves a border."""
_LINE = 2


class Panes(QSplitter):
    """A splitter whose panes have a size in design pixels each, but for one that takes the rest.

    Changed sizes are kept in the settings, apart for every arrangement; a double click on a border, or Enter while it
    has the keyboard, gives the usual sizes back.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self.setObjectName(name)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(16)
        self._name, self._context = name, context
        self._key, self._usual = name, list[int]()
        self._dragged = False
        self.splitterMoved.connect(self._on_moved)
        theme.on_change(self._apply)

    def share(self, shape: str, *usual: int) -> None:
        """Give the panes what they were dragged to in the arrangement `shape`, else their usual sizes.

        Args:
            shape: Names the arrangement, for example "wide".
            usual: Design pixels of each pane from left to right or from top to bottom; `REST` for exactly one.
        """
        self._key, self._usual = f"{self._name}_{shape}", list(usual)
        self._apply()

    def keep(self) -> None:
        """Remember where the borders are; called when one is let go."""
        if not self._dragged:
            return
        self._dragged = False
        scale = theme.current().scale
        shown = zip(self.sizes(), self._wanted(), strict=True)
        # A hidden pane keeps the size it has when it is shown.
        self._remember([usual if usual == REST or not size else max(1, round(size / scale)) for size, usual in shown])

    def reset(self) -> None:
        """Go back to the usual sizes."""
        self._dragged = False
        self._remember(None)

    @override
    def createHandle(self) -> QSplitterHandle:
        return _Handle(self)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply()

    def _on_moved(self, _position: int, _border: int) -> None:
        self._dragged = True

    def _remember(self, sizes: Sequence[int] | None) -> None:
        settings = self._context.settings()
        panes = {key: kept for key, kept in settings.panes.items() if key != self._key}
        if sizes is not None:
            panes[self._key] = list(sizes)
        self._context.change_settings(replace(settings, panes=panes))
        self._apply()

    def _wanted(self) -> list[int]:
        """Design pixels of each pane."""
        kept = self._context.settings().panes.get(self._key, [])
        fits = [size == REST for size in kept] == [size == REST for size in self._usual]
        return kept if fits else self._usual

    def _apply(self) -> None:
        if len(self._usual) != self.count():
            return
        panes = [self.widget(at) for at in range(self.count())]
        shown = [pane is not None and not pane.isHidden() for pane in panes]
        extent = self.width() if self.orientation() == Qt.Orientation.Horizontal else self.height()
        room = max(1, extent - self.handleWidth() * (sum(shown) - 1))
        sizes = [theme.px(size) if there else 0 for size, there in zip(self._wanted(), shown, strict=True)]
        most = room * (1 - _LEAST_REST)
        if sum(sizes) > most:
            sizes = [round(size * most / sum(sizes)) for size in sizes]
        sizes[self._usual.index(REST)] = room - sum(sizes)
        self.setSizes(sizes)


class _Handle(QSplitterHandle):
    """A border: a line shows where it is while the pointer is over it or the keyboard is on it."""

    def __init__(self, panes: Panes) -> None:
        super().__init__(panes.orientation(), panes)
        self._panes = panes
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(self.tr("Border between two panes"))
        self.setAccessibleDescription(self.tr("Arrow keys move it, Enter puts it back"))
        across = panes.orientation() == Qt.Orientation.Horizontal
        back, on = (Qt.Key.Key_Left, Qt.Key.Key_Right) if across else (Qt.Key.Key_Up, Qt.Key.Key_Down)
        self._steps = {back: -_STEP, on: _STEP}

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._panes.keep()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._panes.reset()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._steps.get(Qt.Key(event.key()))
        if step is not None:
            place = self.x() if self.orientation() == Qt.Orientation.Horizontal else self.y()
            self.moveSplitter(place + theme.px(step))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._panes.reset()
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        # A key that is held down moves on and on; where it ends is kept.
        if not event.isAutoRepeat():
            self._panes.keep()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self.hasFocus() or self.underMouse()):
            return
        line = QRectF(0, 0, _LINE, self.height() - 2 * _LINE)
        if self.orientation() == Qt.Orientation.Vertical:
            line = QRectF(0, 0, self.width() - 2 * _LINE, _LINE)
        line.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.fillRect(line, theme.current().colour("focus" if self.hasFocus() else "control"))
