"""Buttons: one primary a screen, default, ghost, link and field, each able to print its shortcut."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget
from typing_extensions import override

from kpidesk.gui import icons, paint, theme, words
from kpidesk.gui.fonts import FontRole

Look = Literal["primary", "default", "ghost", "link", "field"]
Size = Literal["small", "normal", "capture"]

_HEIGHTS = {"small": 28, "normal": 32, "capture": 40}
_PADDING = {"small": 10, "normal": 12, "capture": 12}
_GAP = 8


class Button(QPushButton):
    """A push button whose icon, label and key hint are painted in one row.

    `keys` is only printed, the action that owns the shortcut sets it. `spread` puts the hint at the far right,
    `stretch` takes the width there is. "field" looks like a line to type into. A button with an icon but no text is
    square and needs `name`, which is also its tooltip. `role` draws the text in another type than buttons have.
    """

    def __init__(
        self,
        text: str = "",
        look: Look = "default",
        *,
        icon: str = "",
        keys: str = "",
        size: Size = "normal",
        spread: bool = False,
        stretch: bool = False,
        name: str = "",
        role: FontRole | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._type = role
        self._look, self._size, self._icon_name, self._spread = look, size, icon, spread
        self._keys = words.key_hint(keys) if keys else ""
        self._name = name
        self.setProperty("kind", look)
        self.setAutoDefault(False)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding if spread or stretch else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
        )
        self.setAccessibleName(name or text)
        self.setAccessibleDescription(self._keys)
        if name and not text:
            self.setToolTip(words.tooltip(name))
        if look == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.on_change(self._remeasure)

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        if not self._name:
            self.setAccessibleName(text)

    def set_icon(self, icon: str) -> None:
        """Change the icon by its Lucide name."""
        self._icon_name = icon
        self._remeasure()

    @override
    def sizeHint(self) -> QSize:
        high = max(theme.px(_HEIGHTS[self._size]), theme.line(self._role()) + theme.px(4))
        if self._look == "link":
            return QSize(round(self._content_width()), max(theme.px(24), theme.line(self._role())))
        if not self.text():
            return QSize(high, high)
        return QSize(round(self._content_width()) + theme.px(2 * _PADDING[self._size]) + 2, high)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        self._paint_content(painter)

    def _paint_content(self, painter: QPainter) -> None:
        tone, gap = self._tone(), theme.px(_GAP)
        rect = QRectF(self.rect())
        pad = theme.px(_PADDING[self._size]) + 1 if self.text() and self._look != "link" else 0
        x = rect.left() + (pad if self._spread else max(pad, (rect.width() - self._content_width()) / 2))
        if self._icon_name:
            side = theme.px(self._icon_side())
            picture = icons.pixmap(self._icon_name, tone, self._icon_side(), self.devicePixelRatioF())
            painter.drawPixmap(round(x), round((rect.height() - side) / 2), picture)
            x += side + gap
        wide = min(paint.text_width(self._shown(), self._role()), rect.right() - x)
        paint.label(painter, QRectF(x, rect.top(), wide, rect.height()), self._shown(), self._role(), tone)
        if self._look == "link":
            self._underline(painter, x, wide)
        if self._keys:
            hint = paint.kbd_width(self._keys)
            left = rect.right() - pad - hint if self._spread else x + wide + gap
            high = theme.px(18)
            box = QRectF(left, (rect.height() - high) / 2, hint, high)
            filled = self._look == "primary" and self.isEnabled()
            painter.setOpacity(0.75 if filled else 1.0)
            paint.kbd(painter, box, self._keys, tone if filled else "muted", tone if filled else "border_strong")

    def _underline(self, painter: QPainter, x: float, wide: float) -> None:
        y = round(self.height() / 2 + theme.line(self._role()) / 2 - theme.px(1)) + 0.5
        painter.setPen(QPen(theme.current().colour("text" if self.underMouse() else "control"), 1))
        painter.drawLine(QRectF(x, y, wide, 0).topLeft(), QRectF(x, y, wide, 0).topRight())

    def _content_width(self) -> float:
        parts = []
        if self._icon_name:
            parts.append(float(theme.px(self._icon_side())))
        if self.text():
            parts.append(paint.text_width(self._shown(), self._role()) + 1)
        if self._keys:
            parts.append(float(paint.kbd_width(self._keys)))
        return sum(parts) + theme.px(_GAP) * max(0, len(parts) - 1)

    def _shown(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _role(self) -> FontRole:
        if self._type is not None:
            return self._type
        return FontRole.HEADER if self._size == "small" or self._look == "link" else FontRole.ROW

    def _icon_side(self) -> int:
        return 14 if self._size == "small" else 16

    def _tone(self) -> str:
        if not self.isEnabled():
            return "muted"
        return {"primary": "on_accent", "ghost": "text2", "field": "muted"}.get(self._look, "text")

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()
