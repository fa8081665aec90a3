"""A filter chip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.gui import icons, paint, theme
from kpidesk.gui.fonts import FontRole

if TYPE_CHECKING:
    from kpidesk.domain.terms import Status


class Chip(QAbstractButton):
    """A checkable pill with an optional mark or icon, a label and a count; at count 0 it is muted."""

    def __init__(
        self,
        label: str,
        count: int | None = None,
        *,
        status: Status | None = None,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._status, self._icon_name = status, icon
        self.setText(label)
        self.setProperty("ring", "pill")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.set_count(count)
        theme.on_change(self._remeasure)

    def set_count(self, count: int | None) -> None:
        """Change the count; None shows none."""
        self._count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()}, {count}")
        self._remeasure()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._width() + theme.px(20) + 2, max(theme.px(24), theme.line(FontRole.META) + theme.px(4)))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        on = self.isChecked()
        edge = "accent" if on else ("control" if self.underMouse() else "border_strong")
        paint.box(painter, rect, "accent" if on else "raised", edge, rect.height() / 2)
        x, gap = theme.px(10) + 1.0, theme.px(6)
        tone = "on_accent" if on else ("muted" if self._count == 0 or not self.isEnabled() else "text2")
        if self._status is not None:
            paint.status_mark(painter, QRectF(x, 0, theme.px(10), rect.height()), self._status)
            x += theme.px(10) + gap
        if self._icon_name:
            picture = icons.pixmap(self._icon_name, tone, 14, self.devicePixelRatioF())
            painter.drawPixmap(round(x), round((rect.height() - theme.px(14)) / 2), picture)
            x += theme.px(14) + gap
        role = FontRole.HEADER if on else FontRole.META
        wide = paint.text_width(self.text(), FontRole.HEADER) + 1
        paint.label(painter, QRectF(x, 0, wide, rect.height()), self.text(), role, tone)
        if self._count is not None:
            x += wide + gap
            place = QRectF(x, 0, rect.right() - x, rect.height())
            paint.label(painter, place, str(self._count), role, "on_accent" if on else "muted")

    def _width(self) -> int:
        gap = theme.px(6)
        wide = paint.text_width(self.text(), FontRole.HEADER) + 1
        wide += theme.px(10) + gap if self._status is not None else 0
        wide += theme.px(14) + gap if self._icon_name else 0
        wide += paint.text_width(str(self._count), FontRole.HEADER) + gap if self._count is not None else 0
        return round(wide)

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()
