"""Text of the design's type roles that never reads data as markup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.gui import fonts, paint, theme, words
from kpidesk.gui.fonts import FontRole


class PlainLabel(QLabel):
    """A plain-text label with the line height of its type role.

    One line by default; `elide` cuts it to the room there is and offers the whole text as a tooltip; `wrap` breaks it
    into lines. `tone` names the colour token of the text.
    """

    def __init__(
        self,
        text: str = "",
        role: FontRole = FontRole.BODY,
        tone: str = "text",
        *,
        elide: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._tone, self._elide = role, tone, elide
        self._tip = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        policy = self.sizePolicy()
        policy.setHeightForWidth(wrap)
        policy.setVerticalPolicy(QSizePolicy.Policy.Fixed if not wrap else QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self.setText(text)
        theme.bind(self._restyle)

    def set_tone(self, tone: str) -> None:
        """Change the text colour."""
        self._tone = tone
        self.update()

    def set_role(self, role: FontRole) -> None:
        """Change the type role."""
        self._role = role
        self._restyle()

    def set_tip(self, text: str) -> None:
        """Give a plain tooltip; without one an elided label shows its whole text."""
        self._tip = text
        self._offer_whole_text()

    @override
    def sizeHint(self) -> QSize:
        around = self._around()
        if self.wordWrap():
            wide = min(self._text_width(), theme.px(360)) + around.width()
            return QSize(wide, self.heightForWidth(wide))
        return QSize(self._text_width(), self._line() * (self.text().count("\n") + 1)) + around

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if self._elide or self.wordWrap():
            # Wrapped text must be allowed to be narrow, or a long word would widen the whole page.
            high = self._line() + self._around().height() if self._elide else hint.height()
            return QSize(min(hint.width(), theme.px(40)), high)
        return hint

    @override
    def heightForWidth(self, width: int) -> int:
        if not self.wordWrap():
            return -1
        # A box layout asks for its own width, however narrow the label was made.
        around = self._around()
        room = min(width, self.maximumWidth()) - around.width()
        return self._line() * max(1, len(self._lines(room))) + around.height()

    @override
    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tone = self._tone if self.isEnabled() else "muted"
        rect = QRectF(self.contentsRect())
        lines = self._lines(round(rect.width())) if self.wordWrap() else self.text().split("\n")
        high = self._line()
        top = rect.top() + max(0.0, (rect.height() - high * len(lines)) / 2)
        if self.alignment() & Qt.AlignmentFlag.AlignTop:
            top = rect.top()
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        for at, line in enumerate(lines):
            row = QRectF(rect.left(), top + at * high, rect.width(), high)
            paint.label(painter, row, line, self._role, tone, across)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_whole_text()

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._offer_whole_text()
        self.updateGeometry()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and not self.toolTip():
            return False
        return super().event(event)

    def _restyle(self) -> None:
        self.setFont(theme.font(self._role))
        self._offer_whole_text()
        self.updateGeometry()
        self.update()

    def _line(self) -> int:
        return max(theme.line(self._role), round(QFontMetricsF(theme.font(self._role)).height()))

    def _around(self) -> QSize:
        margins = self.contentsMargins()
        return QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _text_width(self) -> int:
        return max(int(paint.text_width(line, self._role)) + 1 for line in self.text().split("\n"))

    def _offer_whole_text(self) -> None:
        cut = self._elide and self._text_width() > self.contentsRect().width() + 1
        self.setToolTip(words.tooltip(self._tip or (self.text() if cut else "")))

    def _lines(self, width: int) -> list[str]:
        """Break the text into lines no wider than `width`."""
        lines: list[str] = []
        for part in self.text().split("\n"):
            # Lines with figures may be painted in wider ones.
            font = fonts.make(self._role, theme.current().scale, tabular=any(ch.isdigit() for ch in part))
            layout = QTextLayout(part, font)
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                # Painted glyphs may end a fraction of a pixel after the measured line.
                line.setLineWidth(max(1, width - 2))
                line.setPosition(QPointF(0, 0))
                lines.append(part[line.textStart() : line.textStart() + line.textLength()].rstrip())
            layout.endLayout()
            if not part:
                lines.append("")
        return lines
