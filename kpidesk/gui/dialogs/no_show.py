"""The dialog to note that a rep did not come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from kpidesk.domain.entities import OneOnOne
    from kpidesk.gui.context import Context

_LONGEST_REASON = 300


class NoShowDialog(Sheet):
    """Asks what happened; whatever belongs to the one-on-one stays. It is one step that can be undone."""

    wide = 500

    def __init__(self, parent: QWidget, context: Context, meeting: OneOnOne) -> None:
        super().__init__(parent, "no_show", self.tr("The rep did not come"))
        self._context, self._meeting = context, meeting
        self.reason = QLineEdit()
        self.reason.setObjectName("no_show_reason")
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setMaxLength(_LONGEST_REASON)
        said = self.tr("It counts as not held. Agenda, notes and topics stay, and open commitments come up next time.")
        hint = PlainLabel(said, FontRole.META, "muted", wrap=True)
        asked = Field(self.tr("Reason, if you want to remember it"), self.reason)
        self.lay_out([asked, hint], self.tr("Note as not held"))
        self.reason.setFocus()

    @override
    def save(self) -> None:
        meetings, reason = self._context.desk.meetings, self.reason.text().strip()
        if self._context.editor.do(lambda: meetings.miss(self._meeting, reason)):
            self.accept()
