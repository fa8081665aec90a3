"""The company's calendar: when weeks and the fiscal year start, and how the year is cut."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSignalBlocker
from PySide6.QtWidgets import QWidget

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.terms import Cadence, YearEnd, YearName, YearPattern
from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages import settings_parts as parts
from kpidesk.gui.pages.today_words import week_of_quarter
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from kpidesk.domain.entities import Workspace
    from kpidesk.gui.context import Context


class CalendarCard(Card):
    """Every choice is kept at once; a sentence says where in the fiscal year today is."""

    def __init__(self, context: Context) -> None:
        super().__init__(self.tr("Calendar"))
        self.setObjectName("calendar_card")
        self._context = context
        self._workspace: Workspace | None = None
        locale = QLocale()
        self.week_start = parts.choice(
            "week_start",
            self.tr("Week starts on"),
            [(locale.standaloneDayName(1 + weekday), weekday) for weekday in range(7)],
        )
        self.fiscal_start = parts.choice(
            "fiscal_start",
            self.tr("Fiscal year starts in"),
            [(locale.standaloneMonthName(month), month) for month in range(1, 13)],
        )
        self.pattern = parts.choice("year_pattern", self.tr("Year is cut into"), self._patterns())
        self.year_end = parts.choice("year_end", self.tr("Year ends on"))
        self.year_name = parts.choice("year_name", self.tr("Year is named after"))
        self.sentence = PlainLabel("", FontRole.META, "muted", wrap=True)
        self.sentence.setObjectName("calendar_sentence")
        self._form = parts.form()
        for box in (self.week_start, self.fiscal_start, self.pattern, self.year_end, self.year_name):
            self._form.addRow(parts.FieldLabel(box.accessibleName()), box)
            box.currentIndexChanged.connect(lambda _at: self._keep())
        self._form.addRow(QWidget(), self.sentence)
        self.body.addLayout(self._form)

    def show_workspace(self, workspace: Workspace) -> None:
        """Show the calendar of the file."""
        self._workspace = workspace
        calendar, on = FiscalCalendar.of(workspace), self._context.today()
        parts.offer(self.year_end, self._ends(calendar))
        parts.offer(self.year_name, self._names(calendar, on))
        for box, value in (
            (self.week_start, workspace.week_start),
            (self.fiscal_start, workspace.fiscal_start_month),
            (self.pattern, workspace.year_pattern),
            (self.year_end, workspace.year_end),
            (self.year_name, workspace.year_name),
        ):
            with QSignalBlocker(box):
                box.choose(value)
        self._form.setRowVisible(self.year_end, workspace.year_pattern is not YearPattern.MONTHS)
        # A year from January on ends in the year it starts in, by days or by its name.
        self._form.setRowVisible(self.year_name, workspace.fiscal_start_month > 1)
        self.sentence.setText(self._place(calendar, on))

    def _keep(self) -> None:
        if self._workspace is None:
            return
        # Qt hands string enums back as plain strings.
        wanted = replace(
            self._workspace,
            week_start=self.week_start.currentData(),
            fiscal_start_month=self.fiscal_start.currentData(),
            year_pattern=YearPattern(self.pattern.currentData()),
            year_end=YearEnd(self.year_end.currentData()),
            year_name=YearName(self.year_name.currentData()),
        )
        if wanted != self._workspace:
            self._context.editor.do(lambda: self._context.desk.team.name_workspace(wanted))

    def _patterns(self) -> list[tuple[str, YearPattern]]:
        weeks = self.tr("Months of %1 weeks")
        return [
            (self.tr("Calendar months"), YearPattern.MONTHS),
            *((formats.fill(weeks, each.value), each) for each in YearPattern if each is not YearPattern.MONTHS),
        ]

    def _ends(self, calendar: FiscalCalendar) -> list[tuple[str, YearEnd]]:
        locale = QLocale()
        day = locale.standaloneDayName((calendar.week_start - 1) % 7 + 1)
        month = locale.standaloneMonthName((calendar.start_month - 2) % 12 + 1)
        return [
            (formats.fill(self.tr("Last %1 of %2"), day, month), YearEnd.LAST),
            (formats.fill(self.tr("%1 nearest to the end of %2"), day, month), YearEnd.NEAREST),
        ]

    def _names(self, calendar: FiscalCalendar, on: dt.date) -> list[tuple[str, YearName]]:
        """Both ways to name the running year, with the number it gets."""
        said = {
            YearName.ENDS: self.tr("The year it ends in, now %1"),
            YearName.STARTS: self.tr("The year it starts in, now %1"),
        }
        return [
            (formats.fill(text, str(replace(calendar, year_name=name).year(on))), name) for name, text in said.items()
        ]

    def _place(self, calendar: FiscalCalendar, on: dt.date) -> str:
        """Where a day is: "Today is week 8 of 13 in Q3 of fiscal 2026; the year runs from ... to ... (52 weeks)."."""
        (year, quarter), (at, of) = calendar.quarter(on), week_of_quarter(calendar, on)
        first, end = calendar.start(Cadence.YEAR, on), calendar.next_start(Cadence.YEAR, on)
        by_months = calendar.pattern is YearPattern.MONTHS
        long = self.tr("12 months") if by_months else formats.fill(self.tr("%1 weeks"), str((end - first).days // 7))
        return formats.fill(
            self.tr("Today is week %1 of %2 in Q%3 of fiscal %4; the year runs from %5 to %6 (%7)."),
            *map(str, (at, of, quarter, year)),
            formats.dated(first),
            formats.dated(end - dt.timedelta(days=1)),
            long,
        )
