"""The Today page as far as the calendar alone tells it: shown until the file is open and the real page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import formats
from kpidesk.gui.pages.page import PageHead, page_margins
from kpidesk.gui.pages.today_cards import TodayCards, plan_button
from kpidesk.gui.pages.today_plan import brief

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from kpidesk.domain.coming import Glance


class Opening(QWidget):
    """Only to be read: there is no file yet that a click could change."""

    painted = Signal()
    """After the first paint, once."""

    def __init__(self, glance: Glance, on: dt.date, now: dt.datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("opening")
        self.setProperty("look", "page")
        self.setAccessibleName(self.tr("Today"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._compact = False
        self._paint_due = True
        self.head = PageHead(formats.long_day(on), self)
        self.head.right.addWidget(plan_button())
        self.cards = TodayCards(self)
        self.cards.next.show_appointments(brief(glance.coming), on, now)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self.cards, 1)
        for each in self.findChildren(QWidget):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_compact(self, *, compact: bool) -> None:
        """Fit into a narrow window, as the page does."""
        self._compact = compact
        self._column.setContentsMargins(page_margins(compact=compact))
        self.cards.fit(compact=compact, high=self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cards.fit(compact=self._compact, high=self.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._paint_due:
            self._paint_due = False
            self.painted.emit()
