"""The days nobody works: the company's own and those of other calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget

from kpidesk.gui import formats
from kpidesk.gui.dialogs.holiday import HolidayDialog
from kpidesk.gui.dialogs.holiday_paste import HolidayPasteDialog
from kpidesk.gui.models.holidays_model import Col, HolidaysModel
from kpidesk.gui.pages.settings_list import ListCard, tool
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from kpidesk.domain.entities import Holiday
    from kpidesk.gui.context import Context

_WIDTHS = {Col.DAY: 112, Col.CALENDAR: 104}
_LINES, _LINES_OF_NONE = 7, 3


class HolidaysCard(ListCard):
    """A list to add to, edit, delete from and paste into; every change can be undone."""

    def __init__(self, context: Context) -> None:
        model = HolidaysModel()
        super().__init__(
            "holidays", self.tr("Holidays"), model, _WIDTHS, home=Col.NAME, rest=Col.NAME, lines=_LINES_OF_NONE
        )
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._context, self.model = context, model
        self._begun = False
        nothing = PlainLabel(
            self.tr("No holidays yet. Until they are here, a public holiday counts as a working day."),
            tone="muted",
            wrap=True,
        )
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setContentsMargins(16, 16, 16, 16)
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(self.rows)
        self.body.addWidget(self._stack, 1)
        self.paste = tool("paste_holidays", self.tr("Paste…"), "clipboard-paste", self.ask_block)
        self.add = tool("add_holiday", self.tr("Add…"), "plus", lambda: self._ask(None))
        self.edit = tool("edit_holiday", self.tr("Edit…"), "pencil", self._edit)
        self.delete = tool("delete_holidays", self.tr("Delete"), "trash-2", self._delete)
        self.right.addWidget(self.paste)
        self.right.addWidget(self.add)
        foot = self.add_foot()
        foot.addStretch(1)
        foot.addWidget(self.edit)
        foot.addWidget(self.delete)
        self._connect()

    def reload(self) -> None:
        """Read the holidays again and stay on the same one; at first, on the next to come."""
        found, on = self._context.desk.schedules.holidays(), self._context.today()
        self.model.set_rows(found, on)
        self.set_count(formats.number(len(found)) if found else "")
        self._stack.setCurrentIndex(1 if found else 0)
        if found and not self._begun:
            self._begun = True
            self.rows.choose(next((each.id for each in found if each.on >= on), found[-1].id))
        else:
            self.rows.keep()
        for button in (self.edit, self.delete):
            button.setEnabled(bool(found))
        self.set_lines(_LINES if found else _LINES_OF_NONE)

    @property
    def chosen(self) -> list[Holiday]:
        """The selected holidays, in the order shown."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [each for row in rows if (each := self.model.row_at(row)) is not None]

    def ask_block(self) -> None:
        """Ask for a block of lines."""
        HolidayPasteDialog(self, self._context).open()

    def _ask(self, holiday: Holiday | None) -> None:
        HolidayDialog(self, self._context, holiday).open()

    def _edit(self) -> None:
        if self.rows.current is not None:
            self._ask(self.rows.current)

    def _delete(self) -> None:
        chosen = self.chosen
        if not chosen or not self._context.editor.do(lambda: self._context.desk.schedules.drop_holidays(chosen)):
            return
        text = self.tr("%1 is deleted.") if len(chosen) == 1 else self.tr("%1 holidays are deleted.")
        said = formats.fill(text, chosen[0].name if len(chosen) == 1 else str(len(chosen)))
        self._context.say(said, lambda: self._bring_back(chosen))

    def _bring_back(self, holidays: list[Holiday]) -> None:
        self._context.editor.do(lambda: self._context.desk.schedules.keep_holidays(holidays))

    def _connect(self) -> None:
        self.rows.opened.connect(self._edit)
        self.add_actions(
            (self.edit.text(), Qt.Key.Key_F2, self._edit),
            (self.delete.text(), QKeySequence.StandardKey.Delete, self._delete),
            (self.paste.text(), QKeySequence.StandardKey.Paste, self.ask_block),
        )
