"""Settings: what this file is about, and how KPIdesk looks on this computer. Every change is kept at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.entities import Holiday, Kpi, OwnQuestion, OwnTemplate, Rep, RuleSetting, Season, Workspace
from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages import settings_parts as parts
from kpidesk.gui.pages.page import Page
from kpidesk.gui.pages.settings_calendar import CalendarCard
from kpidesk.gui.pages.settings_holidays import HolidaysCard
from kpidesk.gui.pages.settings_questions import QuestionsCard
from kpidesk.gui.pages.settings_signals import SignalsCard
from kpidesk.gui.pages.settings_templates import TemplatesCard
from kpidesk.gui.pages.settings_weights import WeightsCard
from kpidesk.gui.tab_order import reading_order
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.segmented import Segment, Segmented
from kpidesk.gui.widgets.toggle import Toggle
from kpidesk.settings import THEMES

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kpidesk.gui.context import Context

_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CAD", "AUD", "INR", "BRL")
_BESIDE_FROM = 700
"""Design pixels of width from which cards stand side by side."""
_SCALES = {"1": 1.0, "1.25": 1.25, "1.5": 1.5, "2": 2.0}


def page(context: Context) -> SettingsPage:
    """Make the page."""
    return SettingsPage(context)


class SettingsPage(Page):
    """The file, its calendar, holidays and weights; templates, signals and questions of agendas; this computer."""

    concerns = frozenset({Holiday, Kpi, OwnQuestion, OwnTemplate, Rep, RuleSetting, Season, Workspace})

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Settings"))
        self.head.subtitle.setText(self.tr("Every change is kept at once; changes to the file can be undone."))
        self._workspace = Workspace(context.desk.team.workspace().id, "")
        cards = QWidget()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(16)
        self.calendar, self.holidays, self.weights = CalendarCard(context), HolidaysCard(context), WeightsCard(context)
        self.templates, self.signals, self.questions = (
            TemplatesCard(context),
            SignalsCard(context),
            QuestionsCard(context),
        )
        for share, stacked in ((3, (self._file_card(), self.calendar)), (2, (self._computer_card(), self.holidays))):
            beside = QVBoxLayout()
            beside.setSpacing(16)
            for card in stacked:
                beside.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
            beside.addStretch(1)
            self._cards.addLayout(beside, share)
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(self._cards)
        column.addWidget(self.weights)
        for card in (self.templates, self.signals, self.questions):
            column.addWidget(card)
        column.addStretch(1)
        # With large text the cards are higher than a low window.
        self._scrolled = cards
        self._scroll = Scroll(cards, self.tr("Settings"))
        self._scroll.setObjectName("settings_list")
        self.body.addWidget(self._scroll, 1)
        parts.WheelGuard(self)

    @override
    def show_subject(self, subject: Any) -> None:
        # Its place is known only once everything is laid out.
        QTimer.singleShot(0, self, lambda: self._turn_to(str(subject)))

    @override
    def reload(self) -> None:
        self._workspace = found = self.context.desk.team.workspace()
        for field, value in ((self.name, found.name), (self.manager, found.manager)):
            field.setText(value)
        with QSignalBlocker(self.currency):
            self.currency.choose(found.currency)
        self.calendar.show_workspace(found)
        self.holidays.reload()
        self.weights.reload()
        self.templates.reload()
        self.signals.reload()
        self.questions.reload()
        self.cap.setValue(round(found.forecast_cap * 100))
        settings = self.context.settings()
        self.theme_choice.set_current(settings.theme)
        self.timers.setChecked(settings.timers)
        self.text_size.set_current(min(_SCALES, key=lambda key: abs(_SCALES[key] - settings.text_scale)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_BESIDE_FROM)
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self.weights.set_columns(wide=wide)
        self.signals.set_columns(wide=wide)
        self.questions.set_columns(wide=wide)

    @override
    def focus_filter(self) -> None:
        self.name.setFocus()

    @override
    def leave(self) -> bool:
        kept = [self._keep(), self.weights.keep(), self.signals.keep()]
        return all(kept)

    def _turn_to(self, name: str) -> None:
        """Scroll a card to the top and go to its first control."""
        card = self.findChild(Card, name)
        if card is None:
            return
        self._scroll.verticalScrollBar().setValue(card.mapTo(self._scrolled, QPoint(0, 0)).y())
        controls = [each for each in reading_order(card) if each.isEnabled()]
        if controls:
            controls[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _file_card(self) -> Card:
        card = Card(self.tr("This file"), subtitle=self.context.desk.path.name)
        card.setObjectName("file_card")
        self.name = _line("team_name", self.tr("Team name"))
        self.manager = _line("manager_name", self.tr("Your name"))
        self.currency = parts.choice("currency", self.tr("Currency"), [(code, code) for code in _CURRENCIES])
        self.cap = QSpinBox()
        self.cap.setObjectName("forecast_cap")
        self.cap.setAccessibleName(self.tr("Largest share of forecast, percent of the minutes"))
        self.cap.setRange(5, 20)
        self.cap.setSuffix(" %")
        form = parts.form()
        form.addRow(parts.FieldLabel(self.tr("Team name")), self.name)
        form.addRow(parts.FieldLabel(self.tr("Your name")), self.manager)
        form.addRow(parts.FieldLabel(self.tr("Currency")), self.currency)
        form.addRow(parts.FieldLabel(self.tr("Forecast, at most")), self.cap)
        why = PlainLabel(
            self.tr("Forecast never takes more than a fifth of a one-on-one. You may set less, not more."),
            FontRole.META,
            "muted",
            wrap=True,
        )
        form.addRow(QWidget(), why)
        for line in (self.name, self.manager):
            line.editingFinished.connect(self._keep)
        self.currency.currentIndexChanged.connect(lambda _at: self._keep())
        self.cap.editingFinished.connect(self._keep)
        card.body.addLayout(form)
        return card

    def _computer_card(self) -> Card:
        card = Card(self.tr("This computer"))
        card.setObjectName("computer_card")
        self.theme_choice = Segmented(
            [
                Segment("system", self.tr("System")),
                Segment("light", self.tr("Light")),
                Segment("dark", self.tr("Dark")),
                Segment("contrast", self.tr("Contrast")),
            ],
            name=self.tr("Theme"),
        )
        self.theme_choice.setObjectName("theme")
        self.text_size = Segmented(
            [Segment(key, f"{scale * 100:.0f} %") for key, scale in _SCALES.items()], name=self.tr("Text size")
        )
        self.text_size.setObjectName("text_size")
        column = QVBoxLayout()
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(self.tr("Theme"), FontRole.BODY, "text2"))
        column.addWidget(self.theme_choice)
        column.addSpacing(8)
        column.addWidget(PlainLabel(self.tr("Text size"), FontRole.BODY, "text2"))
        column.addWidget(self.text_size)
        column.addSpacing(8)
        column.addLayout(self._timers())
        for key in THEMES:
            self.theme_choice.button(key).setObjectName(f"theme_{key}")
        for key in _SCALES:
            self.text_size.button(key).setObjectName(f"text_size_{key}")
        self.theme_choice.changed.connect(
            lambda key: self.context.change_settings(replace(self.context.settings(), theme=key))
        )
        self.text_size.changed.connect(
            lambda key: self.context.change_settings(replace(self.context.settings(), text_scale=_SCALES[key]))
        )
        card.body.addLayout(column)
        return card

    def _timers(self) -> QHBoxLayout:
        self.timers = Toggle(self.tr("Timers in one-on-ones"))
        self.timers.setObjectName("timers")
        self.timers.clicked.connect(
            lambda on: self.context.change_settings(replace(self.context.settings(), timers=on))
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(PlainLabel(self.timers.accessibleName(), FontRole.BODY, "text2", wrap=True), 1)
        row.addWidget(self.timers)
        return row

    def _keep(self) -> bool:
        wanted = replace(
            self._workspace,
            name=self.name.text().strip(),
            manager=self.manager.text().strip(),
            currency=self.currency.currentData(),
            forecast_cap=self.cap.value() / 100,
        )
        return wanted == self._workspace or self.context.editor.do(
            lambda: self.context.desk.team.name_workspace(wanted)
        )


def _line(name: str, spoken: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(spoken)
    return line
