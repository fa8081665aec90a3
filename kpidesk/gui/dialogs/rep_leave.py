"""The dialog for a rep's time off: what there is in a list, one of it in a form below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from kpidesk.domain.entities import Leave, Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.gui import formats, theme
from kpidesk.gui.delegates.base import row_height
from kpidesk.gui.delegates.cells import TwoLineDelegate
from kpidesk.gui.dialogs.day_field import DayField
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.lines_model import Line, LinesModel
from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.row_table import RowTable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kpidesk.domain.edits import Change
    from kpidesk.gui.context import Context

_LONGEST = 200


class LeaveDialog(Sheet):
    """Adds, changes and deletes time off at once; each is one step, which `undo` here and the Edit menu take back."""

    wide = 560

    def __init__(self, parent: QWidget, context: Context, rep: Rep) -> None:
        super().__init__(parent, "time_off", formats.fill(self.tr("Time off of %1"), rep.name))
        self._context, self._rep = context, rep
        self._changing: Leave | None = None
        self._steps: list[str | None] = []
        self.leave.setText(self.tr("Close"))
        self._make_list()
        self._make_form()
        self._lay_out()
        theme.bind(self._restyle)
        self._reload()
        self._show(None)

    @override
    def save(self) -> None:
        """Keep what the form says, then make it free for the next."""
        self.forget_problems()
        first, last = self.first.read(), self.last.read()
        if first is None or self.last.wrong:
            self.go_to_problem()
            return
        last = last or first
        new = Leave(
            self._changing.id if self._changing else new_id(),
            self._rep.id,
            first,
            last,
            " ".join(self._reason.text().split()),
            float(self._share.currentData()),
        )
        try:
            change = self._context.desk.schedules.keep_leave(self._rep, new)
        except UserError as error:
            (self.last if last < first else self.first).complain(formats.with_local_days(str(error)))
            self.go_to_problem()
            return
        self._do(lambda: change)
        self._show(None)

    def delete(self) -> None:
        """Take back the time off in the current row."""
        leave = self._current()
        if leave is not None:
            if self._changing is not None and self._changing.id == leave.id:
                self._show(None)
            self._do(lambda: self._context.desk.schedules.drop_leave(self._rep, leave))

    def undo(self) -> None:
        """Take back the last step that was made here, unless something else came after it."""
        if self._steps and self._context.editor.undo_label == self._steps.pop():
            self._show(None)
            self._context.editor.undo()
        self._reload()

    def _do(self, gesture: Callable[[], Change]) -> None:
        if self._context.editor.do(gesture):
            self._steps.append(self._context.editor.undo_label)
            self._reload()

    def _change_current(self) -> None:
        leave = self._current()
        if leave is not None:
            self._show(leave)

    def _show(self, leave: Leave | None) -> None:
        """Put time off into the form to change it, or nothing to add some."""
        self.forget_problems()
        self._changing = leave
        self.first.show_day(leave.first if leave else None)
        self.last.show_day(leave.last if leave and leave.last > leave.first else None)
        self._reason.setText(leave.reason if leave else "")
        share = leave.share if leave else 1.0
        if self._share.place_of(share) < 0:
            self._share.addItem(formats.fill(self.tr("%1 of each day"), formats.percent(share)), share)
        self._share.choose(share)
        span = formats.fill(self.tr("Change %1"), _span(leave.first, leave.last)) if leave else self.tr("Add time off")
        self._heading.setText(span)
        self._rather_new.setVisible(leave is not None)
        self.keep.setText(self.tr("Save") if leave else self.tr("Add"))
        self.first.line.setFocus()
        self.first.line.selectAll()

    def _current(self) -> Leave | None:
        found: Leave | None = self.view.currentIndex().data(Role.ENTITY)
        return found

    def _reload(self) -> None:
        row, chosen = self.view.currentIndex().row(), self._current()
        leaves = sorted(self._context.desk.schedules.leaves(self._rep.id), key=lambda each: each.first, reverse=True)
        self._model.set_rows([self._line(each) for each in leaves])
        self.list.setCurrentIndex(0 if leaves else 1)
        if leaves:
            known = (at for at, each in enumerate(leaves) if chosen is not None and each.id == chosen.id)
            row = next(known, min(max(row, 0), len(leaves) - 1))
            self.view.setCurrentIndex(self._model.index(row))
        self._offer()

    def _offer(self) -> None:
        for button in (self._change, self._delete):
            button.setEnabled(self._model.rowCount() > 0)
        self._undo.setEnabled(bool(self._steps))

    def _line(self, leave: Leave) -> Line:
        said = [leave.reason or self.tr("No reason given")]
        if leave.share < 1:
            half = leave.share == 0.5
            said.append(
                self.tr("half days") if half else formats.fill(self.tr("%1 of each day"), formats.percent(leave.share))
            )
        on = self._context.today()
        if leave.first <= on <= leave.last:
            said.append(self.tr("now"))
        return Line(leave, _span(leave.first, leave.last), ", ".join(said), muted=leave.last < on)

    def _make_list(self) -> None:
        self._model = LinesModel(self)
        self.view = RowTable(name=self.windowTitle())
        self.view.setObjectName("time_off_list")
        self.view.setModel(self._model)
        self.view.setItemDelegate(TwoLineDelegate(self.view))
        self.view.horizontalHeader().hide()
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.view.doubleClicked.connect(lambda _index: self._change_current())
        nothing = PlainLabel(
            formats.fill(
                self.tr("No time off yet. Add the days %1 is away, and the coaching targets shrink with them."),
                self._rep.first_name,
            ),
            tone="text2",
            wrap=True,
        )
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        nothing.setContentsMargins(12, 12, 12, 12)
        self.list = QStackedWidget()
        self.list.addWidget(self.view)
        self.list.addWidget(nothing)
        self._change = self._button(self.tr("Change"), "time_off_change", "pencil", ["Return", "Enter", "F2"])
        self._change.clicked.connect(self._change_current)
        self._delete = self._button(self.tr("Delete"), "time_off_delete", "trash-2", ["Del"])
        self._delete.clicked.connect(self.delete)
        self._undo = self._button(self.tr("Undo"), "time_off_undo", "undo-2", ["Ctrl+Z"])
        self._undo.clicked.connect(self.undo)

    def _button(self, text: str, name: str, icon: str, keys: list[str]) -> Button:
        """A button below the list; its keys work while the list has the focus."""
        button = Button(text, "ghost", icon=icon, size="small")
        button.setObjectName(name)
        action = QAction(text, self.view)
        action.setShortcuts([QKeySequence(each) for each in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: button.click())
        self.view.addAction(action)
        return button

    def _make_form(self) -> None:
        today = self._context.today()
        self._heading = PlainLabel("", FontRole.CARD, elide=True)
        self._rather_new = Button(self.tr("Add another instead"), "link")
        self._rather_new.setObjectName("time_off_new")
        self._rather_new.clicked.connect(lambda: self._show(None))
        self.first = DayField(self.tr("First day off"), "time_off_first", today, needed=True)
        self.last = DayField(self.tr("Last day off"), "time_off_last", today)
        self.last.line.setPlaceholderText(self.tr("The same day"))
        self._share = ChoiceBox()
        self._share.setObjectName("time_off_share")
        self._share.setAccessibleName(self.tr("How much of each day"))
        self._share.addItem(self.tr("Whole days"), 1.0)
        self._share.addItem(self.tr("Half days"), 0.5)
        self._reason = QLineEdit()
        self._reason.setObjectName("time_off_reason")
        self._reason.setAccessibleName(self.tr("Reason"))
        self._reason.setMaxLength(_LONGEST)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(4)
        for button in (self._change, self._delete, self._undo):
            below.addWidget(button)
        below.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._rather_new)
        days = beside(self.first, self.last, Field(self.tr("Each day"), self._share), shares=(3, 3, 3))
        reason = Field(self.tr("Reason, if you want to remember it"), self._reason)
        card = Card()
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        card.body.addWidget(self.list)
        self.lay_out([card, below, head, days, reason], self.tr("Add"))

    def _restyle(self) -> None:
        self.list.setMinimumHeight(row_height())
        self.make_room()


def _span(first: dt.date, last: dt.date) -> str:
    """The days from the first to the last: 14 Sep 2026, or 3 Aug to 14 Aug 2026."""
    if first == last:
        return formats.dated(first)
    begins = formats.day(first) if first.year == last.year else formats.dated(first)
    return formats.fill(QCoreApplication.translate("LeaveDialog", "%1 to %2"), begins, formats.dated(last))
