"""The dialog to add to a one-on-one that is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Visibility
from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.visibility_switch import VisibilitySwitch

if TYPE_CHECKING:
    from kpidesk.domain.entities import Note, OneOnOne, Rep
    from kpidesk.gui.context import Context


class AmendmentDialog(Sheet):
    """Asks for the words and who may read them; today's date is kept with them. It can be undone."""

    def __init__(
        self, parent: QWidget, context: Context, rep: Rep, meeting: OneOnOne, original: Note | None = None
    ) -> None:
        super().__init__(parent, "amendment", self.tr("Add an amendment"))
        self._context, self._meeting, self._original = context, meeting, original
        when = formats.weekday(meeting.on)
        said = self.tr("The one-on-one with %1 of %2 is locked and stays as it is. This is added below, dated today.")
        hint = PlainLabel(formats.fill(said, rep.first_name, when), FontRole.META, "muted", wrap=True)
        self._text = QPlainTextEdit()
        self._text.setObjectName("amendment_text")
        self._text.setAccessibleName(self.tr("What is added"))
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(theme.px(96))
        self.text = Field(self.tr("What is added"), self._text, tall=True)
        self.side = VisibilitySwitch(private=context.show_private)
        self.side.setObjectName("amendment_side")
        self.side.set_label(Visibility.SHARED, formats.fill(self.tr("Shared with %1"), rep.first_name))
        self.side.set_label(Visibility.PRIVATE, self.tr("Private to you"))
        self.side.set_current(original.visibility if original else Visibility.SHARED)
        self.lay_out([hint, self.side, self.text], self.tr("Add amendment"))
        self._text.setFocus()

    @override
    def save(self) -> None:
        self.forget_problems()
        meetings, now = self._context.desk.meetings, self._context.now()
        try:
            change = meetings.amend(self._meeting, self._text.toPlainText(), self.side.current(), now, self._original)
        except UserError as error:
            self.text.complain(str(error))
            self.go_to_problem()
            return
        self._context.editor.do(lambda: change)
        self.accept()
