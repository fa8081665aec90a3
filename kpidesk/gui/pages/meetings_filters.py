"""Which one-on-ones the Meetings page shows: text, rep, period, KPI, and chips for statuses and notes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.domain.meeting_totals import Wanted
from kpidesk.gui.models.meetings_model import STATUSES, Filter
from kpidesk.gui.widgets.chip import Chip
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Id, Kpi, Rep
    from kpidesk.domain.terms import MeetingStatus

_SEARCH_AFTER_MS = 150
_BACK = {"month": 30, "quarter": 91, "year": 365}
"""Days that a period reaches back."""


class MeetingsFilters(QWidget):
    """Filters that are joined by AND; the chips of statuses among themselves by OR."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SearchField(self.tr("Find by name, day or words"), "Ctrl+F", small=True)
        self.field.setObjectName("meetings_filter")
        self.rep = self._choice("meetings_rep", self.tr("Rep"))
        self.period = self._choice("meetings_period", self.tr("Period"))
        for text, key in (
            (self.tr("All days"), None),
            (self.tr("To come"), "ahead"),
            (self.tr("Last 30 days"), "month"),
            (self.tr("Last 3 months"), "quarter"),
            (self.tr("Last 12 months"), "year"),
        ):
            self.period.addItem(text, key)
        self.kpi = self._choice("meetings_kpi", self.tr("KPI, for what is found in the text"))
        self.chips = {
            Filter.AHEAD: Chip(self.tr("Planned"), 0),
            Filter.HELD: Chip(self.tr("Held"), 0),
            Filter.OFF: Chip(self.tr("Called off"), 0),
        }
        self.with_notes = Chip(self.tr("With notes"))
        self.with_notes.setObjectName("meetings_chip_notes")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_AFTER_MS)
        self._lay_out()
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self.changed)
        for box in (self.rep, self.period, self.kpi):
            box.currentIndexChanged.connect(lambda _at: self._on_changed())
        for chip in (*self.chips.values(), self.with_notes):
            chip.toggled.connect(lambda _on: self._on_changed())

    @property
    def text(self) -> str:
        """What was typed."""
        return self.field.text().strip()

    @property
    def searching(self) -> bool:
        """Whether enough was typed to look for it in the text."""
        return len(self.text) > 1

    @property
    def rep_id(self) -> Id | None:
        """The one rep that is looked at."""
        found: Id | None = self.rep.currentData()
        return found

    @property
    def kpi_id(self) -> Id | None:
        """The one KPI whose texts are looked at."""
        found: Id | None = self.kpi.currentData()
        return found

    def span(self, on: dt.date) -> tuple[dt.date | None, dt.date | None]:
        """First and last day of the period, None where it is open."""
        key = self.period.currentData()
        if key == "ahead":
            return on, None
        return (on - dt.timedelta(days=_BACK[key]), on) if key else (None, None)

    @property
    def statuses(self) -> frozenset[MeetingStatus]:
        """What the chips let through; empty for all."""
        chosen = [STATUSES[key] for key, chip in self.chips.items() if chip.isChecked()]
        return frozenset(status for statuses in chosen for status in statuses)

    def wanted(self, on: dt.date, among: frozenset[Id] | None) -> Wanted:
        """All of it; `among` are those that the text fits."""
        begin, end = self.span(on)
        return Wanted(self.rep_id, self.statuses, begin, end, self.with_notes.isChecked(), among)

    def set_reps(self, reps: Sequence[Rep]) -> None:
        """Offer other reps and stay with the chosen one."""
        _offer(self.rep, self.tr("All reps"), reps)

    def set_kpis(self, kpis: Sequence[Kpi] | None) -> None:
        """Offer KPIs, or None while no text is looked for: one-on-ones themselves have none."""
        _offer(self.kpi, self.tr("Any KPI"), kpis or ())
        self.kpi.setVisible(kpis is not None)

    def clear(self) -> None:
        """Take every filter off, and say so once."""
        with QSignalBlocker(self):
            self.field.clear()
            for box in (self.rep, self.period, self.kpi):
                box.setCurrentIndex(0)
            for chip in (*self.chips.values(), self.with_notes):
                chip.setChecked(False)
        self._on_changed()

    def _on_changed(self) -> None:
        self._pause.stop()
        self.changed.emit()

    def _choice(self, name: str, spoken: str) -> ChoiceBox:
        box = ChoiceBox()
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setProperty("sizing", "small")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        row, chips = QHBoxLayout(), QHBoxLayout()
        for line in (row, chips):
            line.setSpacing(8)
            column.addLayout(line)
        row.addWidget(self.field, 3)
        row.addWidget(self.rep, 2)
        row.addWidget(self.period, 2)
        for which, chip in self.chips.items():
            chip.setObjectName(f"meetings_chip_{which}")
            chips.addWidget(chip)
        chips.addWidget(self.with_notes)
        chips.addStretch(1)
        chips.addWidget(self.kpi)


def _offer(box: ChoiceBox, first: str, found: Sequence[Rep] | Sequence[Kpi]) -> None:
    chosen = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        box.addItem(first, None)
        for each in found:
            box.addItem(each.name, each.id)
        box.choose(chosen)
