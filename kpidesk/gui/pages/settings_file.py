"""What the file is about: its team, its manager, its money, and how much of a one-on-one forecast may take."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit, QSpinBox

from kpidesk.domain.entities import Workspace
from kpidesk.gui.pages import settings_parts as parts
from kpidesk.gui.widgets.card import Card

if TYPE_CHECKING:
    from kpidesk.gui.context import Context

_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CAD", "AUD", "INR", "BRL")


class FileCard(Card):
    """Every change is kept at once and can be undone."""

    def __init__(self, context: Context) -> None:
        super().__init__(self.tr("This file"), subtitle=context.desk.path.name)
        self.setObjectName("file_card")
        self._context = context
        self._workspace = Workspace(context.desk.team.workspace().id, "")
        self.name = _line("team_name", self.tr("Team name"))
        self.manager = _line("manager_name", self.tr("Your name"))
        self.currency = parts.choice("currency", self.tr("Currency"), [(code, code) for code in _CURRENCIES])
        self.cap = QSpinBox()
        self.cap.setObjectName("forecast_cap")
        self.cap.setAccessibleName(self.tr("Largest share of forecast, percent of the minutes"))
        self.cap.setRange(5, 20)
        self.cap.setSuffix(" %")
        form = parts.form()
        for text, control, why in (
            (self.tr("Team name"), self.name, self.tr("Stands above the pages and on the workbook.")),
            (self.tr("Your name"), self.manager, self.tr("Stands on agendas and recaps, so reps see who writes.")),
            (self.tr("Currency"), self.currency, self.tr("How money is printed. Nothing is converted.")),
            (
                self.tr("Forecast, at most"),
                self.cap,
                self.tr("Forecast never takes more than a fifth of a one-on-one. You may set less, not more."),
            ),
        ):
            form.addRow(parts.FieldLabel(text), control)
            parts.explain(form, why)
        for line in (self.name, self.manager):
            line.editingFinished.connect(self.keep)
        self.currency.currentIndexChanged.connect(lambda _at: self.keep())
        self.cap.editingFinished.connect(self.keep)
        self.body.addLayout(form)
        self.body.addStretch(1)

    def show_workspace(self, workspace: Workspace) -> None:
        """Show what the file says."""
        self._workspace = workspace
        self.name.setText(workspace.name)
        self.manager.setText(workspace.manager)
        self.cap.setValue(round(workspace.forecast_cap * 100))
        with QSignalBlocker(self.currency):
            self.currency.choose(workspace.currency)

    def keep(self) -> bool:
        """Keep what is typed; False where that was not possible."""
        wanted = replace(
            self._workspace,
            name=self.name.text().strip(),
            manager=self.manager.text().strip(),
            currency=self.currency.currentData(),
            forecast_cap=self.cap.value() / 100,
        )
        if wanted == self._workspace:
            return True
        return self._context.editor.do(lambda: self._context.desk.team.name_workspace(wanted))


def _line(name: str, spoken: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(spoken)
    return line
