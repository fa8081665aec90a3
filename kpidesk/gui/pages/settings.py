"""Settings: what this file is about, and how KPIdesk looks on this computer. Every change is kept at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from kpidesk.domain.entities import Workspace
from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.page import Page
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.segmented import Segment, Segmented
from kpidesk.settings import THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from kpidesk.gui.context import Context

_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CAD", "AUD", "INR", "BRL")
_BESIDE_FROM = 700
"""Design pixels of width from which the two cards stand side by side."""
_SCALES = {"1": 1.0, "1.25": 1.25, "1.5": 1.5, "2": 2.0}


def page(context: Context) -> SettingsPage:
    """Make the page."""
    return SettingsPage(context)


class SettingsPage(Page):
    """Two cards: the file, this computer."""

    concerns = frozenset({Workspace})

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Settings"))
        self.head.subtitle.setText(self.tr("Every change is kept at once; changes to the file can be undone."))
        self._workspace = Workspace(context.desk.team.workspace().id, "")
        cards = QWidget()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(16)
        self._cards.addWidget(self._file_card(), 3, Qt.AlignmentFlag.AlignTop)
        self._cards.addWidget(self._computer_card(), 2, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._cards)
        column.addStretch(1)
        # With large text the cards are higher than a low window.
        scroll = Scroll(cards, self.tr("Settings"))
        scroll.setObjectName("settings_list")
        self.body.addWidget(scroll, 1)

    @override
    def reload(self) -> None:
        self._workspace = found = self.context.desk.team.workspace()
        for field, value in ((self.name, found.name), (self.manager, found.manager)):
            field.setText(value)
        for box, data in (
            (self.currency, found.currency),
            (self.week_start, found.week_start),
            (self.fiscal_start, found.fiscal_start_month),
        ):
            with QSignalBlocker(box):
                box.setCurrentIndex(max(box.findData(data), 0))
        self.cap.setValue(round(found.forecast_cap * 100))
        settings = self.context.settings()
        self.theme_choice.set_current(settings.theme)
        self.text_size.set_current(min(_SCALES, key=lambda key: abs(_SCALES[key] - settings.text_scale)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_BESIDE_FROM)
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    @override
    def focus_filter(self) -> None:
        self.name.setFocus()

    @override
    def leave(self) -> bool:
        return self._keep()

    def _file_card(self) -> Card:
        card = Card(self.tr("This file"), subtitle=self.context.desk.path.name)
        self.name = _line("team_name", self.tr("Team name"))
        self.manager = _line("manager_name", self.tr("Your name"))
        self.currency = _choice("currency", self.tr("Currency"), [(code, code) for code in _CURRENCIES])
        locale = QLocale()
        days = [(locale.standaloneDayName(1 + at), at) for at in (0, 6, 5)]
        self.week_start = _choice("week_start", self.tr("Week starts on"), days)
        months = [(locale.standaloneMonthName(month), month) for month in range(1, 13)]
        self.fiscal_start = _choice("fiscal_start", self.tr("Fiscal year starts in"), months)
        self.cap = QSpinBox()
        self.cap.setObjectName("forecast_cap")
        self.cap.setAccessibleName(self.tr("Largest share of forecast, percent of the minutes"))
        self.cap.setRange(5, 20)
        self.cap.setSuffix(" %")
        form = _form()
        form.addRow(_label(self.tr("Team name")), self.name)
        form.addRow(_label(self.tr("Your name")), self.manager)
        form.addRow(_label(self.tr("Currency")), self.currency)
        form.addRow(_label(self.tr("Week starts on")), self.week_start)
        form.addRow(_label(self.tr("Fiscal year starts in")), self.fiscal_start)
        form.addRow(_label(self.tr("Forecast, at most")), self.cap)
        why = PlainLabel(
            self.tr("Forecast never takes more than a fifth of a one-on-one. You may set less, not more."),
            FontRole.META,
            "muted",
            wrap=True,
        )
        form.addRow(QWidget(), why)
        for line in (self.name, self.manager):
            line.editingFinished.connect(self._keep)
        for box in (self.currency, self.week_start, self.fiscal_start):
            box.currentIndexChanged.connect(lambda _at: self._keep())
        self.cap.editingFinished.connect(self._keep)
        card.body.addLayout(form)
        return card

    def _computer_card(self) -> Card:
        card = Card(self.tr("This computer"))
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

    def _keep(self) -> bool:
        wanted = replace(
            self._workspace,
            name=self.name.text().strip(),
            manager=self.manager.text().strip(),
            currency=self.currency.currentData(),
            week_start=self.week_start.currentData(),
            fiscal_start_month=self.fiscal_start.currentData(),
            forecast_cap=self.cap.value() / 100,
        )
        return wanted == self._workspace or self.context.editor.do(
            lambda: self.context.desk.team.name_workspace(wanted)
        )


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(16, 16, 16, 16)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(10)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def _label(text: str) -> PlainLabel:
    label = PlainLabel(text, FontRole.BODY, "text2")
    # As tall as its field, so that both stand on one line.
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return label


def _line(name: str, spoken: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(spoken)
    return line


def _choice(name: str, spoken: str, items: Sequence[tuple[str, object]]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(spoken)
    for text, data in items:
        box.addItem(text, data)
    return box
