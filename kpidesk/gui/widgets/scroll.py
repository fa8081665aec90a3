"""A column that scrolls inside a card, on the card's own background."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget
from typing_extensions import override


class Scroll(QScrollArea):
    """Scrolls `content` up and down; by default the focus goes to what is inside, not to the area."""

    def __init__(self, content: QWidget, name: str = "", *, focus: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focus else Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        # Qt fills both with the page's colour, which is not the card's.
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)


def put_in(area: QScrollArea, content: QWidget) -> None:
    """Show another content in a scroll area.

    `setWidget` alone would delete the one before at once, perhaps while a button in it is still being clicked.
    """
    before = area.takeWidget()
    area.setWidget(content)
    # A scroll area fills its widget with the colour of pages; these are parts of cards.
    content.setAutoFillBackground(False)
    if before is not None:
        # Without a parent it would go with the last name Python has for it; the timer's is gone a moment later.
        before.hide()
        QTimer.singleShot(0, before.deleteLater)


class FormScroll(Scroll):
    """Scrolls a form only where the screen is too low for it."""

    grown = Signal()
    """The form would like another height than before."""

    def __init__(self, form: QWidget, name: str = "", parent: QWidget | None = None) -> None:
        self._form = form
        super().__init__(form, name, parent=parent)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._take_width()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if watched is self._form and event.type() == QEvent.Type.LayoutRequest:
            self._take_width()
            self.updateGeometry()
            self.grown.emit()
        return done

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(max(hint.width(), self._form.minimumSizeHint().width() + bar), hint.height())

    @override
    def sizeHint(self) -> QSize:
        layout = self._form.layout()
        if layout is None:
            return self._form.sizeHint()
        return layout.totalSizeHint().expandedTo(layout.totalMinimumSize())

    @override
    def heightForWidth(self, width: int) -> int:
        layout = self._form.layout()
        wraps = layout is not None and layout.hasHeightForWidth()
        return layout.totalHeightForWidth(width) if layout is not None and wraps else self.sizeHint().height()

    def _take_width(self) -> None:
        """A form that breaks lines is as high as its width makes it; its own least height is that of a narrow one."""
        layout, policy = self._form.layout(), self._form.sizePolicy()
        wraps = layout is not None and layout.hasHeightForWidth()
        policy.setVerticalPolicy(QSizePolicy.Policy.Ignored if wraps else QSizePolicy.Policy.Preferred)
        self._form.setSizePolicy(policy)
