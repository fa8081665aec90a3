"""A segmented control: one of a few choices, all in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.gui import icons, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.choice_group import ChoiceGroup

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice: a key for the program, a label, and perhaps an icon."""

    key: str
    label: str
    icon: str = ""


class Segmented(QWidget):
    """An exclusive group of joined buttons; arrow keys move the choice. `changed` carries the key of the new choice."""

    changed = Signal(str)

    def __init__(
        self,
        segments: Sequence[Segment],
        current: str = "",
        *,
        name: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = ChoiceGroup(self)
        self._buttons: dict[str, _SegmentButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for at, segment in enumerate(segments):
            button = _SegmentButton(segment, small=small, first=at == 0, last=at == len(segments) - 1)
            self._buttons[segment.key] = button
            self._group.addButton(button)
            row.addWidget(button)
        self.set_current(current or segments[0].key)
        self._group.buttonToggled.connect(self._on_toggled)

    def current(self) -> str:
        """Return the key of the choice."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def set_current(self, key: str) -> None:
        """Choose by key; an unknown key raises KeyError."""
        self._buttons[key].setChecked(True)

    def set_label(self, key: str, label: str) -> None:
        """Change the label of a choice."""
        self._buttons[key].setText(label)
        self._buttons[key].setAccessibleName(label)
        self._buttons[key].updateGeometry()

    def set_shown(self, keys: Collection[str]) -> None:
        """Offer only some of the choices; where the present one is not among them, the first that is."""
        offered = [(key, button) for key, button in self._buttons.items() if key in keys]
        for key, button in self._buttons.items():
            button.setVisible(key in keys)
            button.set_ends(first=button is offered[0][1], last=button is offered[-1][1])
        if self.current() not in keys:
            self.set_current(offered[0][0])

    def button(self, key: str) -> QAbstractButton:
        """Return the button of a choice, for object names and tooltips."""
        return self._buttons[key]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint.box(QPainter(self), QRectF(self.rect()), "raised", "control", 6)

    def _on_toggled(self, button: QAbstractButton, checked: bool) -> None:  # noqa: FBT001 - Qt's own signal
        if checked:
            self.changed.emit(next(key for key, known in self._buttons.items() if known is button))


class _SegmentButton(QPushButton):
    def __init__(self, segment: Segment, *, small: bool, first: bool, last: bool) -> None:
        super().__init__(segment.label)
        self._icon_name, self._small, self._first, self._last = segment.icon, small, first, last
        self.setProperty("kind", "segment")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(segment.label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.on_change(self.updateGeometry)

    def set_ends(self, *, first: bool, last: bool) -> None:
        """Say whether it stands at an end of the control."""
        self._first, self._last = first, last
        self.update()

    @override
    def sizeHint(self) -> QSize:
        icon = theme.px(16 + 8) if self._icon_name else 0
        # The width of the weight it has when chosen, so that nothing moves.
        wide = paint.text_width(self.text(), FontRole.STRONG if not self._small else FontRole.GROUP)
        high = max(theme.px(24 if self._small else 30), theme.line(self._role()) + theme.px(4))
        return QSize(round(wide) + icon + theme.px(20 if self._small else 24) + 1, high)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        on = self.isChecked()
        tone = ("on_accent" if on else "text2") if self.isEnabled() else "muted"
        if on or self.underMouse():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(self._shape(rect), theme.current().colour("accent" if on else "hover"))
        if not self._last and not on:
            painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), theme.current().colour("border"))
        icon = theme.px(16 + 8) if self._icon_name else 0
        wide = paint.text_width(self.text(), self._role()) + 1
        x = (rect.width() - icon - wide) / 2
        if icon:
            picture = icons.pixmap(self._icon_name, tone, 16, self.devicePixelRatioF())
            painter.drawPixmap(round(x), round((rect.height() - theme.px(16)) / 2), picture)
        place = QRectF(x + icon, 0, wide, rect.height())
        paint.label(painter, place, self.text(), self._role(), tone, Qt.AlignmentFlag.AlignHCenter)

    def _shape(self, rect: QRectF) -> QPainterPath:
        """Round only the corners that the whole control rounds."""
        shape = QPainterPath()
        shape.addRoundedRect(rect.adjusted(0 if self._first else -8, 0, 0 if self._last else 8, 0), 5, 5)
        whole = QPainterPath()
        whole.addRect(rect)
        return shape.intersected(whole)

    def _role(self) -> FontRole:
        if self._small:
            return FontRole.GROUP if self.isChecked() else FontRole.HEADER
        return FontRole.STRONG if self.isChecked() else FontRole.ROW
