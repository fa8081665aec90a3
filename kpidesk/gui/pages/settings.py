"""Settings: the file, how KPIdesk looks, the calendar, what agendas are made of. Every change is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.entities import Holiday, Kpi, OwnQuestion, OwnTemplate, Rep, RuleSetting, Season, Workspace
from kpidesk.gui import theme
from kpidesk.gui.pages import settings_parts as parts
from kpidesk.gui.pages.page import Page
from kpidesk.gui.pages.settings_calendar import CalendarCard
from kpidesk.gui.pages.settings_computer import ComputerCard
from kpidesk.gui.pages.settings_file import FileCard
from kpidesk.gui.pages.settings_holidays import HolidaysCard
from kpidesk.gui.pages.settings_list import ListCard
from kpidesk.gui.pages.settings_questions import QuestionsCard
from kpidesk.gui.pages.settings_signals import SignalsCard
from kpidesk.gui.pages.settings_templates import TemplatesCard
from kpidesk.gui.pages.settings_weights import WeightsCard
from kpidesk.gui.tab_order import reading_order
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kpidesk.gui.context import Context

_BESIDE_FROM = 700
"""Design pixels of width from which cards stand side by side."""


def page(context: Context) -> SettingsPage:
    """Make the page."""
    return SettingsPage(context)


class SettingsPage(Page):
    """Cards behind tabs; a card is turned to by its object name."""

    concerns = frozenset({Holiday, Kpi, OwnQuestion, OwnTemplate, Rep, RuleSetting, Season, Workspace})

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Settings"))
        self.head.subtitle.setText(self.tr("Every change is kept at once; changes to the file can be undone."))
        self.file, self.computer = FileCard(context), ComputerCard(context)
        self.calendar, self.holidays, self.weights = CalendarCard(context), HolidaysCard(context), WeightsCard(context)
        self.templates, self.signals = TemplatesCard(context), SignalsCard(context)
        self.questions = QuestionsCard(context)
        self.tabs = Tabs(self.tr("Settings"))
        self.tabs.setObjectName("settings_tabs")
        self._stack = QStackedWidget()
        self._scrolls: list[Scroll] = []
        self._pairs = [_side_by_side(self.file, self.computer), _side_by_side(self.calendar, self.holidays)]
        self._add(self.tr("General"), self._pairs[0])
        self._add(self.tr("Calendar"), self._pairs[1], self.weights)
        self._add(self.tr("Templates"), self.templates)
        self._add(self.tr("Signals"), self.signals)
        self._add(self.tr("Questions"), self.questions)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        parts.WheelGuard(self)

    @override
    def show_subject(self, subject: Any) -> None:
        # Its place is known only once everything is laid out.
        QTimer.singleShot(0, self, lambda: self.turn_to(str(subject)))

    @override
    def reload(self) -> None:
        found = self.context.desk.team.workspace()
        self.file.show_workspace(found)
        self.calendar.show_workspace(found)
        for card in (self.computer, self.holidays, self.weights, self.templates, self.signals, self.questions):
            card.reload()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_BESIDE_FROM)
        for pair in self._pairs:
            pair.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        for card in (self.weights, self.signals, self.questions):
            card.set_columns(wide=wide)

    @override
    def focus_filter(self) -> None:
        self.turn_to("questions_card")
        self.questions.search.setFocus()

    @override
    def leave(self) -> bool:
        kept = [self.file.keep(), self.weights.keep(), self.signals.keep()]
        return all(kept)

    def turn_to(self, name: str) -> None:
        """Bring a card into sight by its object name, and go to its first control."""
        card = self.findChild(Card, name)
        if card is None:
            return
        at, scroll = next((at, each) for at, each in enumerate(self._scrolls) if each.isAncestorOf(card))
        self.tabs.setCurrentIndex(at)
        inside = scroll.widget()
        if inside is not None:
            scroll.verticalScrollBar().setValue(card.mapTo(inside, QPoint(0, 0)).y())
        controls = [each for each in reading_order(card) if each.isEnabled()]
        if controls:
            controls[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, title: str, *contents: QWidget | QLayout) -> None:
        """Add a tab; with large text its cards are higher than a low window."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in contents:
            if isinstance(part, QLayout):
                column.addLayout(part)
            else:
                # A list takes the height there is.
                column.addWidget(part, int(isinstance(part, ListCard)))
        column.addStretch(0)
        scroll = Scroll(inside, title)
        scroll.setObjectName(f"settings_scroll_{self.tabs.add(title) + 1}")
        self._scrolls.append(scroll)
        self._stack.addWidget(scroll)


def _side_by_side(wide: QWidget, narrow: QWidget) -> QBoxLayout:
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    row.setSpacing(16)
    row.addWidget(wide, 3, Qt.AlignmentFlag.AlignTop)
    row.addWidget(narrow, 2, Qt.AlignmentFlag.AlignTop)
    return row
