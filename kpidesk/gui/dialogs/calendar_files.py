"""One-on-ones from a calendar file, looked at before anything is planned; and to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHeaderView, QLayout, QMenu, QWidget
from typing_extensions import override

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import CalendarStep
from kpidesk.gui import formats, theme
from kpidesk.gui.delegates.base import row_height
from kpidesk.gui.delegates.choices import TickDelegate
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.calendar_lines_model import CalendarLinesModel, meta, title, tr
from kpidesk.gui.models.lines_model import Line
from kpidesk.gui.pages.reps_lists import LinesList
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.calendar_plan import CalendarPlan
    from kpidesk.domain.calendar_plan import Line as CalendarLine
    from kpidesk.domain.entities import OneOnOne
    from kpidesk.gui.context import Context
    from kpidesk.gui.jobs import Job

_ROWS, _ROWS_LEFT_OUT = 4, 2


def import_calendar(parent: QWidget, context: Context) -> None:
    """Ask for a calendar file and show what it would change."""
    kinds = tr("Calendar files (*.ics *.ical *.ifb)")
    path, _kind = QFileDialog.getOpenFileName(parent, tr("Import calendar"), str(Path.home()), kinds)
    if path:
        show_calendar(parent, context, Path(path))


def calendar_button(parent: QWidget, context: Context) -> Button:
    """A button with both ways, for a page that lists one-on-ones."""
    button = Button("", icon="calendar-days", name=tr("Calendar files"))
    button.setObjectName("calendar_files")
    menu = QMenu(button)
    menu.setObjectName("calendar_files_menu")
    menu.addAction(tr("Import calendar…"), lambda: import_calendar(parent, context))
    menu.addAction(tr("Export one-on-ones as calendar…"), lambda: export_calendar(parent, context))
    # Not setMenu: the style would draw an arrow over the icon.
    button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
    return button


def show_calendar(parent: QWidget, context: Context, path: Path) -> None:
    """Read a calendar file on the worker thread, then show what it would change."""
    service, on = context.desk.calendars, context.today()

    def work(_job: Job) -> CalendarPlan:
        return service.read(path, on)

    context.jobs.start(
        work,
        done=lambda plan: CalendarDialog(parent, context, path.name, plan).open(),
        failed=context.editor.refused.emit,
    )


def export_calendar(parent: QWidget, context: Context, meeting: OneOnOne | None = None) -> None:
    """Ask where, and write all planned one-on-ones, or this one, as a calendar file."""
    asking = QFileDialog(parent, tr("Export one-on-ones"), str(Path.home()), tr("Calendar files (*.ics)"))
    asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asking.setDefaultSuffix("ics")
    asking.selectFile(formats.fill(tr("One-on-one %1.ics"), f"{meeting.on}") if meeting else tr("One-on-ones.ics"))
    if asking.exec():
        write_calendar(context, Path(asking.selectedFiles()[0]), meeting)


def write_calendar(context: Context, path: Path, meeting: OneOnOne | None = None) -> None:
    """Write all planned one-on-ones from today on, or this one, and say how many."""
    calendars, now = context.desk.calendars, context.now()
    try:
        if meeting is not None:
            calendars.write(path, [meeting], now)
        count = 1 if meeting is not None else len(calendars.export(path, context.today(), now))
    except UserError as error:
        context.editor.refused.emit(formats.with_local_days(str(error)))
        return
    said = tr("Written: %1, 1 one-on-one") if count == 1 else tr("Written: %1, %2 one-on-ones")
    context.say(formats.fill(said, path.name, str(count)))


class CalendarDialog(Sheet):
    """What becomes of each appointment with a rep; only ticked ones are taken, in one step that can be undone."""

    wide = 560

    def __init__(self, parent: QWidget, context: Context, name: str, plan: CalendarPlan) -> None:
        super().__init__(parent, "calendar", formats.fill(tr("One-on-ones in %1"), name))
        self._context, self._plan = context, plan
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = CalendarLinesModel([line for line in plan.lines if line.changes], self, ticked=True)
        self.model.ticked.connect(self._offer)
        self.view = RowTable(name=tr("What changes"))
        self.view.setObjectName("calendar_changes")
        self.view.setModel(self.model)
        self.view.setItemDelegate(TickDelegate(self.view))
        self.view.horizontalHeader().hide()
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.left_out = LinesList("calendar_left_out", tr("Left out"), "")
        self._lay_out()
        self._offer()
        theme.bind(self._restyle)
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0))
            self.view.setFocus()

    @override
    def save(self) -> None:
        lines, calendars = self.model.chosen, self._context.desk.calendars
        if lines and self._context.editor.do(lambda: calendars.take(lines)):
            self._context.say(tr("The one-on-ones of the calendar are taken."), self._context.editor.undo)
            self.accept()

    def _lay_out(self) -> None:
        left_out = self._plan.of(CalendarStep.LEAVE_OUT)
        parts: list[QWidget | QLayout] = [PlainLabel(self._summary(), tone="text2", wrap=True)]
        parts += [PlainLabel(hint, FontRole.META, "muted", wrap=True) for hint in self._plan.hints]
        if self.model.rowCount():
            parts.append(self.view)
        if left_out:
            self.left_out.set_lines([Line(each, title(each), meta(each), muted=True) for each in left_out])
            said = formats.fill(tr("Left out: %1"), str(len(left_out)))
            parts += [PlainLabel(said, FontRole.GROUP, "text2"), self.left_out]
        self.lay_out(parts, tr("Take"))

    def _summary(self) -> str:
        same, changes = len(self._plan.of(CalendarStep.SAME)), self.model.rowCount()
        until = formats.weekday(self._plan.last)
        if not same and not changes:
            said = tr("No one-on-one to plan was found up to %1. They are known by the rep’s name or address.")
            return formats.fill(said, until)
        known = {0: "", 1: tr("1 is planned already. ")}
        said = known.get(same, formats.fill(tr("%1 are planned already. "), str(same)))
        rest = tr("Nothing is changed until you confirm.") if changes else tr("Nothing is new up to %1.")
        return said + formats.fill(rest, until)

    def _offer(self) -> None:
        lines = self.model.chosen
        self.keep.setEnabled(bool(lines))
        self.keep.setText(_counted(lines) or tr("Take"))
        self.keep.updateGeometry()

    def _restyle(self) -> None:
        rows = min(max(self.model.rowCount(), 1), _ROWS)
        self.view.setMinimumHeight(rows * row_height() + 2)
        self.left_out.setMinimumHeight(min(max(self.left_out.model.rowCount(), 1), _ROWS_LEFT_OUT) * row_height() + 2)


def _counted(lines: Sequence[CalendarLine]) -> str:
    """How many of which: "Plan 5, move 1"."""
    texts = {CalendarStep.PLAN: tr("Plan %1"), CalendarStep.MOVE: tr("move %1"), CalendarStep.CANCEL: tr("call off %1")}
    counts = {step: sum(1 for line in lines if line.step is step) for step in texts}
    said = ", ".join(formats.fill(text, str(counts[step])) for step, text in texts.items() if counts[step])
    return said[:1].upper() + said[1:]
