"""The dialog to add a holiday or to change one; what is wrong is said at the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from kpidesk.domain.entities import Holiday, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.holidays import calendar_called
from kpidesk.gui.dialogs.day_field import DayField
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from kpidesk.gui.context import Context

_LONGEST = 200
_HALF = 0.5


class HolidayDialog(Sheet):
    """Asks for day, name, calendar and how much of the day is off. Saving is one step that can be undone."""

    def __init__(self, parent: QWidget, context: Context, holiday: Holiday | None = None) -> None:
        super().__init__(parent, "holiday", self.tr("Edit holiday") if holiday else self.tr("Add holiday"))
        self._context, self._before = context, holiday
        self._make_fields(holiday)
        keep = self.tr("Save") if holiday else self.tr("Add holiday")
        self.lay_out([beside(self.day, self.name, shares=(2, 3)), beside(self.off, self.calendar, shares=(2, 3))], keep)

    @override
    def save(self) -> None:
        self.forget_problems()
        day = self.day.read()
        if day is None:
            self.go_to_problem()
            return
        schedules = self._context.desk.schedules
        new = Holiday(
            self._before.id if self._before else new_id(),
            day,
            " ".join(self._called.text().split()),
            calendar_called(self._calendar.currentText(), schedules.calendars()),
            self._off.currentData(),
        )
        try:
            change = schedules.keep_holidays([new])
        except UserError as error:
            (self.day if new.name else self.name).complain(str(error))
            self.go_to_problem()
            return
        self._context.editor.do(lambda: change)
        self.accept()

    def _make_fields(self, holiday: Holiday | None) -> None:
        shown = holiday or Holiday(new_id(), self._context.today(), "")
        self.day = DayField(self.tr("Day"), "holiday_day", self._context.today(), needed=True)
        self.day.show_day(holiday.on if holiday else None)
        self._called = _line(shown.name, "holiday_name", self.tr("Name"))
        self._off = ChoiceBox()
        self._off.setObjectName("holiday_off")
        self._off.setAccessibleName(self.tr("Off"))
        self._off.addItem(self.tr("Whole day"), 1.0)
        self._off.addItem(self.tr("Half day"), _HALF)
        self._off.choose(shown.share)
        self._calendar = QComboBox()
        self._calendar.setObjectName("holiday_calendar")
        self._calendar.setAccessibleName(self.tr("Calendar"))
        self._calendar.setEditable(True)
        self._calendar.addItems(["", *self._context.desk.schedules.calendars()])
        self._calendar.setCurrentText(shown.calendar)
        line = self._calendar.lineEdit()
        if line is not None:
            line.setMaxLength(_LONGEST)
            line.setPlaceholderText(self.tr("The company's own"))
        self.name = Field(self.tr("Name"), self._called)
        self.off = Field(self.tr("Off"), self._off)
        self.calendar = Field(self.tr("Calendar"), self._calendar)


def _line(text: str, name: str, said: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setObjectName(name)
    line.setAccessibleName(said)
    line.setMaxLength(_LONGEST)
    return line
