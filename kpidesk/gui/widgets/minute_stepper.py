"""Minutes of an agenda item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QSpinBox, QWidget
from typing_extensions import override

from kpidesk.gui import paint, theme, words
from kpidesk.gui.fonts import FontRole

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QWheelEvent


class MinuteStepper(QSpinBox):
    """A spin box laid out as − n +; the keys + and − step it. At its maximum the tooltip says why there is no more."""

    def __init__(self, minutes: int = 0, *, maximum: int = 90, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "minutes")
        self.setRange(0, maximum)
        self.setValue(minutes)
        self.setAccessibleName(name or self.tr("Minutes"))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._why = ""
        self.valueChanged.connect(self._explain)
        theme.bind(self._restyle)

    def set_limit(self, maximum: int, why: str = "") -> None:
        """Set the most minutes there may be; `why` is shown once they are reached."""
        self._why = why
        self.setMaximum(maximum)
        self._explain()

    @override
    def sizeHint(self) -> QSize:
        digits = round(paint.text_width("000", FontRole.STRONG))
        return QSize(digits + theme.px(44) + 4, max(theme.px(28), theme.line(FontRole.STRONG) + theme.px(4)))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Minus}:
            self.stepBy(1 if event.key() == Qt.Key.Key_Plus else -1)
            return
        super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the agenda must not change the minutes under the pointer.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _explain(self) -> None:
        self.setToolTip(words.tooltip(self._why if self.value() >= self.maximum() else ""))

    def _restyle(self) -> None:
        self.setFont(theme.font(FontRole.STRONG))
        self.updateGeometry()
