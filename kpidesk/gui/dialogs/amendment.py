"""The dialog to add to a one-on-one that is locked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Line, Visibility
from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.line_keeper import LineKeeper
from kpidesk.gui.widgets.visibility_switch import VisibilitySwitch

if TYPE_CHECKING:
    from kpidesk.domain.entities import Note, OneOnOne, Rep
    from kpidesk.gui.context import Context


_LINES = {Visibility.SHARED: Line.AMENDMENT, Visibility.PRIVATE: Line.PRIVATE_AMENDMENT}


class AmendmentDialog(Sheet):
    """Asks for the words and who may read them; today's date is kept with them. It can be undone.

    What was typed and not added, because the dialog was left or the computer failed, is there again next time.
    """

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
        self._take_up()
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
        self._text.clear()
        self.accept()

    @override
    def done(self, result: int) -> None:
        for keeper in self._keepers.values():
            keeper.flush()
        super().done(result)

    def _take_up(self) -> None:
        """Begin with the words that were left, for those who were to read them; and keep what is typed from now on."""
        unfinished, meeting = self._context.desk.unfinished, self._meeting
        self._keepers: dict[Visibility, LineKeeper] = {}
        # Where both have words, a crash came between the two saves of a change of sides: then they stay private.
        for side in (Visibility.SHARED, Visibility.PRIVATE) if self._context.show_private else (Visibility.SHARED,):
            line, keeper = _LINES[side], LineKeeper(self)
            left = unfinished.text(meeting, line)
            keeper.turn_to(line, partial(unfinished.keep, meeting, line), left)
            self._keepers[side] = keeper
            if left:
                self.side.set_current(side)
                self._text.setPlainText(left)
        self._text.textChanged.connect(self._touch)
        self.side.changed.connect(lambda _side: self._touch())

    def _touch(self) -> None:
        """What is for one side never stays on the other."""
        for side, keeper in self._keepers.items():
            keeper.touch(self._text.toPlainText() if side is self.side.current() else "")
