"""The line at the bottom of a meeting: who does what by when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from kpidesk.domain.entities import Commitment, new_id
from kpidesk.domain.terms import Owner
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.segmented import Segment, Segmented

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from kpidesk.domain.entities import AgendaItem, Kpi, OneOnOne, Rep

_LONGEST = 300
_ONE_ROW_FROM = 1010


class CommitmentLine(QWidget):
    """Text, owner, day and KPI, all in sight before anything is kept."""

    add_wanted = Signal(object)
    """A `Commitment`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("commitment_line")
        self._rep: Rep | None = None
        self._meeting: OneOnOne | None = None
        self._planned: dict[str, Any] = {}
        self._one_row: bool | None = None
        self._label = QWidget()
        words = QHBoxLayout(self._label)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(8)
        words.addWidget(IconLabel("flag", "text"))
        words.addWidget(PlainLabel(tr("Commitment"), FontRole.ROW))
        self.text = QLineEdit()
        self.text.setProperty("sizing", "capture")
        self.text.setMaxLength(_LONGEST)
        self.text.setPlaceholderText(tr("What is taken on, such as: 10 discovery calls a week"))
        self.owner = Segmented([Segment("rep", ""), Segment("manager", tr("You"))], name=tr("Who"))
        self.due = QDateEdit()
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("ddd d MMM yyyy")
        self.kpi = ChoiceBox()
        self.kpi.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kpi.setMinimumContentsLength(12)
        self.add = Button(tr("Add"), "primary", size="capture", keys="Ctrl+Return")
        for control, name, said in (
            (self.text, "commitment_text", tr("Commitment")),
            (self.owner, "commitment_owner", tr("Who")),
            (self.due, "commitment_due", tr("By when")),
            (self.kpi, "commitment_kpi", tr("KPI it is measured by")),
            (self.add, "commitment_add", tr("Add commitment")),
        ):
            control.setObjectName(name)
            control.setAccessibleName(said)
        for key in ("rep", "manager"):
            self.owner.button(key).setObjectName(f"commitment_owner_{key}")
        self.add.clicked.connect(self.keep)
        self.text.returnPressed.connect(self.keep)
        self.text.textChanged.connect(lambda _text: self._show_details())
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._details = QWidget()
        details = QHBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(8)
        details.addWidget(self.owner)
        details.addWidget(PlainLabel(tr("by"), tone="muted"))
        details.addWidget(self.due)
        details.addWidget(self.kpi, 1)
        theme.bind(self._arrange)

    def show_meeting(self, rep: Rep, meeting: OneOnOne, kpis: Sequence[Kpi], due: dt.date) -> None:
        """Offer the KPIs in use and the day of the next one-on-one; what is typed already stays."""
        same = self._meeting is not None and self._meeting.id == meeting.id
        self._rep, self._meeting = rep, meeting
        self.owner.set_label("rep", rep.first_name)
        if same and self.kpi.count() == len(kpis) + 1:
            return
        self.kpi.clear()
        self.kpi.addItem(tr("No KPI"), None)
        for kpi in kpis:
            self.kpi.addItem(kpi.name, kpi.id)
        self.due.setDate(formats.qdate(due))
        if not same:
            self.text.clear()
            self._planned = {}

    def suggest(self, item: AgendaItem, kpis: Sequence[Kpi]) -> None:
        """Put the suggested commitment of an item on the line, to be changed or added."""
        self._planned = dict(item.evidence.get("commitment") or {})
        self.text.setText(item.suggested_commitment[:_LONGEST])
        self.owner.set_current("rep")
        chosen = next((kpi for kpi in kpis if kpi.key == self._planned.get("kpi")), None)
        self.kpi.choose(chosen.id if chosen else item.kpi_id)
        if self._planned.get("due"):
            self.due.setDate(formats.qdate(dt.date.fromisoformat(self._planned["due"])))
        self.text.setFocus()

    def keep(self) -> None:
        """Ask for the commitment to be kept."""
        if self._rep is None or self._meeting is None:
            return
        due = self.due.date().toPython()
        if not isinstance(due, dt.date):
            raise TypeError("Qt answered with something that is no day")
        kpi_id = self.kpi.currentData()
        # The level belongs to the suggestion; for another KPI it would be a wrong guess.
        planned = self._planned if kpi_id is not None else {}
        self.add_wanted.emit(
            Commitment(
                new_id(),
                self._rep.id,
                self.text.text().strip(),
                self._meeting.on,
                Owner(self.owner.current()),
                kpi_id,
                baseline=planned.get("baseline"),
                expected=planned.get("expected"),
                due=due,
                one_on_one_id=self._meeting.id,
            )
        )

    def kept(self) -> None:
        """Make room for the next one."""
        self.text.clear()
        self.kpi.setCurrentIndex(0)
        self._planned = {}
        self.text.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.text.clear()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """One row, or the details below the text where there is no room beside it."""
        one_row = self.width() >= theme.px(_ONE_ROW_FROM)
        if one_row == self._one_row:
            return
        self._one_row = one_row
        for part in (self._label, self.text, self._details, self.add):
            self._grid.removeWidget(part)
        self._grid.addWidget(self._label, 0, 0)
        self._grid.addWidget(self.text, 0, 1)
        if one_row:
            self._grid.addWidget(self._details, 0, 2)
            self._grid.addWidget(self.add, 0, 3)
        else:
            self._grid.addWidget(self.add, 0, 2)
            self._grid.addWidget(self._details, 1, 1, 1, 2)
        self._grid.setColumnStretch(1, 1)
        self._show_details()

    def _show_details(self) -> None:
        """Where they would take a row of their own they come with the first letter."""
        self._details.setVisible(bool(self._one_row) or bool(self.text.text()))
