"""The switch between what the rep may read and what stays with the manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Visibility
from kpidesk.gui import icons, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.choice_group import ChoiceGroup

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_ICONS = {Visibility.SHARED: "eye", Visibility.PRIVATE: "lock"}


class VisibilitySwitch(QWidget):
    """Icon and words on both sides, 38 high; one word each where there is less room.

    Without `private` there is only the shared side.
    """

    changed = Signal(object)
    """The `Visibility` that was chosen."""

    def __init__(self, *, private: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Who sees this note"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = ChoiceGroup(self)
        self._sides: dict[Visibility, _Side] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        short = {Visibility.SHARED: self.tr("Shared"), Visibility.PRIVATE: self.tr("Private")}
        for visibility in (Visibility.SHARED, Visibility.PRIVATE) if private else (Visibility.SHARED,):
            side = _Side(_ICONS[visibility], short[visibility])
            side.setObjectName(f"visibility_{visibility}")
            side.clicked.connect(lambda _on=False, chosen=visibility: self.changed.emit(chosen))
            self._sides[visibility] = side
            self._group.addButton(side)
            row.addWidget(side)
        self._sides[Visibility.SHARED].setChecked(True)

    def set_label(self, visibility: Visibility, text: str) -> None:
        """Say who reads it: "Shared with Maya"."""
        if visibility in self._sides:
            side = self._sides[visibility]
            side.setText(text)
            side.setAccessibleName(text)
            side.updateGeometry()

    def current(self) -> Visibility:
        """The side chosen."""
        return next(each for each, side in self._sides.items() if side.isChecked())

    def set_current(self, visibility: Visibility) -> None:
        """Choose a side without saying so."""
        if visibility in self._sides:
            self._sides[visibility].setChecked(True)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint.box(QPainter(self), QRectF(self.rect()), "sunken", "control", 8)


class _Side(QAbstractButton):
    def __init__(self, icon: str, short: str) -> None:
        super().__init__()
        self._icon_name, self._short = icon, short
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.on_change(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        return self._size(self.text())

    @override
    def minimumSizeHint(self) -> QSize:
        return self._size(self._short)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect, on = QPainter(self), QRectF(self.rect()), self.isChecked()
        if on or self.underMouse():
            paint.box(painter, rect, "accent" if on else "hover", None, 6)
        tone = "on_accent" if on else "text2"
        side, left = theme.px(16), theme.px(14)
        picture = icons.pixmap(self._icon_name, tone, 16, self.devicePixelRatioF())
        painter.drawPixmap(left, round((rect.height() - side) / 2), picture)
        words = rect.adjusted(left + side + theme.px(8), 0, -theme.px(8), 0)
        said = self.text() if self.width() >= self.sizeHint().width() else self._short
        paint.label(painter, words, said, FontRole.STRONG if on else FontRole.ROW, tone)

    def _size(self, text: str) -> QSize:
        wide = round(paint.text_width(text, FontRole.STRONG)) + theme.px(14 + 16 + 8 + 14) + 1
        return QSize(wide, max(theme.px(32), theme.line(FontRole.BODY) + theme.px(8)))
