"""The days nobody works: the company's own and those of other calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget

from kpidesk.gui import formats, theme
from kpidesk.gui.delegates.base import row_height
from kpidesk.gui.delegates.cells import TextDelegate
from kpidesk.gui.dialogs.holiday import HolidayDialog
from kpidesk.gui.dialogs.holiday_paste import HolidayPasteDialog
from kpidesk.gui.models.holidays_model import Col, HolidaysModel
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.kept_rows import KeptRows
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.domain.entities import Holiday
    from kpidesk.gui.context import Context

_WIDTHS = {Col.DAY: 112, Col.CALENDAR: 104}
_ROWS, _ROWS_OF_NONE = 7, 3


class HolidaysCard(Card):
    """A list to add to, edit, delete from and paste into; every change can be undone."""

    def __init__(self, context: Context) -> None:
        super().__init__(self.tr("Holidays"))
        self.setObjectName("holidays_card")
        self._context = context
        self._begun = False
        self.model = HolidaysModel(self)
        self.view = RowTable(lines=1, name=self.tr("Holidays"))
        self.view.setObjectName("holidays_table")
        self.view.horizontalHeader().setObjectName("holidays_header")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for column in Col:
            self.view.setItemDelegateForColumn(column, TextDelegate(self.view, marks=True))
        self.rows = KeptRows(self.view, self.model, "", home=Col.NAME)
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
        self.paste = self._button("paste_holidays", self.tr("Paste…"), "clipboard-paste", self.ask_block)
        self.add = self._button("add_holiday", self.tr("Add…"), "plus", lambda: self._ask(None))
        self.edit = self._button("edit_holiday", self.tr("Edit…"), "pencil", self._edit)
        self.delete = self._button("delete_holidays", self.tr("Delete"), "trash-2", self._delete)
        self.right.addWidget(self.paste)
        self.right.addWidget(self.add)
        foot = self.add_foot()
        foot.addStretch(1)
        foot.addWidget(self.edit)
        foot.addWidget(self.delete)
        self._connect()
        theme.bind(self._fit)

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
        self._fit()

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

    def _button(self, name: str, text: str, icon: str, slot: Callable[[], None]) -> Button:
        button = Button(text, size="small", icon=icon)
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def _connect(self) -> None:
        self.rows.opened.connect(self._edit)
        self.rows.resized.connect(self._share_room)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, keys, slot in (
            (self.edit.text(), QKeySequence(Qt.Key.Key_F2), self._edit),
            (self.delete.text(), QKeySequence(QKeySequence.StandardKey.Delete), self._delete),
            (self.paste.text(), QKeySequence(QKeySequence.StandardKey.Paste), self.ask_block),
        ):
            action = QAction(text, self.view)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _checked=False, slot=slot: slot())
            self.view.addAction(action)

    def _share_room(self) -> None:
        room = self.view.viewport().width()
        for column, wide in _WIDTHS.items():
            self.view.setColumnWidth(column, theme.px(wide))
        self.view.setColumnWidth(Col.NAME, max(theme.px(80), room - sum(map(theme.px, _WIDTHS.values()))))

    def _fit(self) -> None:
        rows = _ROWS if self.model.total else _ROWS_OF_NONE
        self._stack.setFixedHeight(self.view.horizontalHeader().sizeHint().height() + rows * row_height(1))
        self._share_room()
