"""How the parts of a meeting share the room: agenda, note, side column, and the commitment line below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.pages.meeting_agenda import MeetingAgenda
from kpidesk.gui.pages.meeting_amendments import AmendmentBar
from kpidesk.gui.pages.meeting_commitment import CommitmentLine
from kpidesk.gui.pages.meeting_mirror import MirrorBanner
from kpidesk.gui.pages.meeting_side import MeetingSide
from kpidesk.gui.widgets.panes import REST, Panes
from kpidesk.gui.widgets.time_strip import TimeStrip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kpidesk.gui.context import Context
    from kpidesk.gui.pages.meeting_notes import NotesPane

_AGENDA, _BRIEF_AGENDA, _SIDE = 320, 272, 304
NARROW = 800
"""Below this width, in design pixels, only what is needed to write stays in sight."""


class Stage(QWidget):
    """Three columns; in narrow windows the side column is a drawer that F7 opens."""

    def __init__(self, context: Context, notes: NotesPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.agenda = MeetingAgenda()
        self.notes = notes
        self.side = MeetingSide()
        self.commitment = CommitmentLine()
        self.amendments = AmendmentBar()
        self.banner = MirrorBanner()
        self.strip = TimeStrip(live=True)
        self.strip.setObjectName("meeting_strip")
        self._compact = False
        self._drawer = False
        self.panes = Panes("meeting_columns", context)
        for part in (self.agenda, self.notes, self.side):
            self.panes.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.banner)
        column.addWidget(self.strip)
        # The strip has room for its now-line of its own.
        column.addSpacing(-10)
        column.addWidget(self.panes, 1)
        column.addWidget(self.commitment)
        column.addWidget(self.amendments)

    @property
    def narrow(self) -> bool:
        """Whether there is room for the most needed only."""
        return self.width() < theme.px(NARROW)

    def set_compact(self, *, compact: bool) -> None:
        """Use the layout for narrow windows."""
        self._compact = compact
        self._arrange()

    def toggle_drawer(self) -> None:
        """Open the side column with the keyboard in it, or close it; where it is always open, go there and back."""
        within = self.side.isAncestorOf(QApplication.focusWidget() or self)
        self._drawer = not self._drawer if self._compact else not within
        self._arrange()
        if self._drawer and self.side.isVisible():
            self.side.switch.button(self.side.switch.current()).setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.notes.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_side(self) -> None:
        """Open the drawer where the side column is one."""
        self._drawer = True
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        drawn = self._compact and self._drawer
        self.side.setVisible(not self._compact or self._drawer)
        # Side by side there would be no room to write in.
        self.agenda.setVisible(not (self.narrow and drawn))
        self.notes.set_narrow(narrow=self.narrow or drawn)
        agenda = _BRIEF_AGENDA if self._compact else _AGENDA
        self.panes.share("narrow" if self._compact else "wide", agenda, REST, _SIDE)
