"""What a page shows before there is anything to show."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import paint, styling, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.painted import Painted
from kpidesk.paths import resource

if TYPE_CHECKING:
    from kpidesk.gui.widgets.buttons import Button


class Drawing(Enum):
    """The line drawings there are."""

    TEAM = "sample"
    IMPORT = "import"
    PERSON = "rep"


class EmptyState(QWidget):
    """A drawing, a title, two or three lines, a time estimate, and one button: always one way forward."""

    def __init__(
        self,
        drawing: Drawing,
        title: str,
        lines: str,
        button: Button | None = None,
        *,
        estimate: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.button = button
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._picture = Picture(drawing)
        column.addWidget(self._picture, 0, centre)
        column.addSpacing(12)
        column.addWidget(PlainLabel(title, FontRole.LEAD), 0, centre)
        self._text = PlainLabel(lines, FontRole.BODY, "text2", wrap=True)
        self._text.setAlignment(centre)
        column.addWidget(self._text, 0, centre)
        if estimate:
            column.addWidget(PlainLabel(estimate, FontRole.META, "muted"), 0, centre)
        if button:
            column.addSpacing(12)
            column.addWidget(button, 0, centre)
        column.addStretch(1)
        theme.bind(self._restyle)

    def show_drawing(self, *, shown: bool) -> None:
        """Leave the drawing out where room is short."""
        self._picture.setVisible(shown)

    def _restyle(self) -> None:
        # A wrapping label in a centred column needs a width of its own.
        self._text.setFixedWidth(theme.px(400))


class Picture(Painted):
    """A line drawing in its box, in the colours of the theme."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._source = resource(f"themes/drawings/{drawing.value}.svg").read_text(encoding="utf-8")

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(296), theme.px(120))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        paint.box(painter, rect, "surface", "grid", 6)
        wide, high = theme.px(248), theme.px(88)
        place = QRectF((rect.width() - wide) / 2, (rect.height() - high) / 2, wide, high)
        QSvgRenderer(QByteArray(styling.fill(self._source, theme.current()).encode())).render(painter, place)
