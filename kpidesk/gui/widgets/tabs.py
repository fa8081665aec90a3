"""Underlined tabs with counts."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget
from typing_extensions import override

from kpidesk.gui import paint, theme
from kpidesk.gui.fonts import FontRole

_EDGE, _GAP, _TIGHT_GAP, _COUNT_GAP = 16, 20, 10, 6


class Tabs(QTabBar):
    """A tab bar, 40 high with a line below: muted labels, the current one in ink with a 2 px underline."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = _GAP
        self.setAccessibleName(name)
        self.setProperty("ring", "inside")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.on_change(self._remeasure)

    def add(self, label: str, count: int | None = None) -> int:
        """Add a tab and return its position."""
        at = self.addTab(label)
        self.set_count(at, count)
        return at

    def set_count(self, at: int, count: int | str | None) -> None:
        """Change the muted count after a label, a text where it is "50+"; None shows none."""
        self.setTabData(at, count)
        # Setting the text, even the same, is what makes the bar measure this tab again.
        self.setTabText(at, self.tabText(at))
        self.setAccessibleTabName(at, self.tabText(at) if count is None else f"{self.tabText(at)}, {count}")
        self._remeasure()

    def set_tight(self, *, tight: bool) -> None:
        """Move the tabs closer together, for narrow columns."""
        self._gap = _TIGHT_GAP if tight else _GAP
        self._remeasure()

    @override
    def tabSizeHint(self, index: int) -> QSize:
        # The width of the weight it has when current, so that nothing moves.
        wide = round(paint.text_width(self.tabText(index), FontRole.STRONG)) + 1 + self._count_width(index)
        left = theme.px(_EDGE if index == 0 else self._gap / 2)
        right = theme.px(_EDGE if index == self.count() - 1 else self._gap / 2)
        return QSize(wide + left + right, max(theme.px(40), theme.line(FontRole.BODY) + theme.px(8)))

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), theme.current()
        painter.fillRect(0, self.height() - 1, self.width(), 1, t.colour("border"))
        for at in range(self.count()):
            rect, on = QRectF(self.tabRect(at)), at == self.currentIndex()
            rect.setLeft(rect.left() + theme.px(_EDGE if at == 0 else self._gap / 2))
            rect.setRight(rect.right() - theme.px(_EDGE if at == self.count() - 1 else self._gap / 2))
            role = FontRole.STRONG if on else FontRole.ROW
            words = QRectF(rect.left(), rect.top(), rect.width() - self._count_width(at), rect.height())
            paint.label(painter, words, self.tabText(at), role, "text" if on else "muted")
            if self.tabData(at) is not None:
                x = rect.left() + paint.text_width(self.tabText(at), role) + theme.px(_COUNT_GAP)
                number = QRectF(x, rect.top(), rect.right() - x, rect.height())
                paint.label(painter, number, str(self.tabData(at)), FontRole.BODY, "muted")
            if on:
                painter.fillRect(QRectF(rect.left(), self.height() - 2, rect.width(), 2), t.colour("accent"))

    def _count_width(self, at: int) -> int:
        count = self.tabData(at)
        return 0 if count is None else round(paint.text_width(str(count), FontRole.BODY)) + theme.px(_COUNT_GAP)

    def _remeasure(self) -> None:
        # A tab bar measures its tabs again only when their font or icons change.
        self.setFont(theme.font(FontRole.STRONG))
        self.updateGeometry()
        self.update()
