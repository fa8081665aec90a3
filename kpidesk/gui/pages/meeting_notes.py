"""The middle of a meeting: the note on the current item, shared or private beyond mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Status, Visibility
from kpidesk.gui import formats, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.pages.meeting_tools import tools
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.hatch_frame import HatchFrame
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.note_editor import NoteEditor
from kpidesk.gui.widgets.note_saver import counted_lines
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.gui.widgets.visibility_switch import VisibilitySwitch

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from kpidesk.domain.entities import Id
    from kpidesk.gui.pages.meeting_drafts import MeetingDrafts
    from kpidesk.gui.widgets.note_saver import Draft, NoteSaver

_LOW = 200
"""Below this height, in design pixels, the note has the room of its banner."""
_OTHER = {Visibility.SHARED: Visibility.PRIVATE, Visibility.PRIVATE: Visibility.SHARED}


class NotesPane(QFrame):
    """Switch, banner, editor, and one line that tells of the other side.

    Made without `private`, it has no private side at all: no switch, no line, no draft.
    """

    visibility_changed = Signal(object)

    def __init__(
        self, saver: NoteSaver, drafts: MeetingDrafts, *, private: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("meeting_notes_pane")
        self.setProperty("look", "card")
        self._saver, self._drafts, self._private = saver, drafts, private
        self._item_title = ""
        self._narrow = False
        self._name = ""
        self._item: Id | None = None
        self.switch = VisibilitySwitch(private=private)
        self.switch.setObjectName("visibility_switch")
        self.switch.changed.connect(self.show_side)
        self.editor = NoteEditor(saver)
        self.editor.setObjectName("note_editor")
        self._shared = _Banner("banner", "eye", "text")
        self._hidden = _Banner("private", "lock", "on_accent")
        self._trouble = _Trouble()
        self._trouble.again.clicked.connect(saver.save_now)
        self._make_peeks()
        self._lay_out()
        self.editor.textChanged.connect(lambda: self.say_state(""))
        saver.changed.connect(self._on_saved)

    @property
    def visibility(self) -> Visibility:
        """Whose note is being written."""
        return self.switch.current()

    def show_item(self, item_id: Id | None, title: str, rep_name: str, *, locked: bool) -> None:
        """Turn to the notes of another item; each item begins on the shared side."""
        other = item_id != self._item or rep_name != self._name
        self._item, self._item_title, self._name = item_id, title, rep_name
        self.switch.set_label(Visibility.SHARED, formats.fill(tr("Shared with %1"), rep_name))
        self.switch.set_label(Visibility.PRIVATE, tr("Private to you"))
        said = formats.fill(tr("%1 gets this in the recap and may see it on your screen."), rep_name)
        self._shared.say(tr("Shared."), said)
        self._hidden.say(tr("Private to you."), tr("Left out of every recap and export."))
        self.editor.setReadOnly(locked)
        for tool in self._tools:
            tool.setEnabled(not locked)
        self.show_side(Visibility.SHARED if other else self.visibility)

    def show_side(self, visibility: Visibility) -> None:
        """Write what the rep may read, or what stays with the manager."""
        if visibility is Visibility.PRIVATE and not self._private:
            return
        self.switch.set_current(visibility)
        private = visibility is Visibility.PRIVATE
        self.editor.open(self._draft(visibility))
        self.editor.set_up_to_date()
        self._hidden.setVisible(private)
        said = tr("Note on %1, private to you") if private else tr("Note on %1, shared with %2")
        self.editor.setAccessibleName(formats.fill(said, self._item_title, self._name))
        hint = tr("What you and %1 note here. Markdown works: - lists, **bold**.")
        if self.editor.isReadOnly():
            hint = tr("Nothing was noted here.")
        elif private:
            hint = tr("For your eyes only. Markdown works: - lists, **bold**.")
        self.editor.setPlaceholderText(formats.fill(hint, self._name))
        self._show_peek()
        self.say_state("")
        self._make_room()
        self.update()
        self.visibility_changed.emit(visibility)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the room to the text: marks are typed, and the other side is a switch away."""
        if narrow != self._narrow:
            self._narrow = narrow
            for tool in self._tools:
                tool.setVisible(not narrow)
            self._show_peek()

    def switch_side(self) -> None:
        """To the other side and back, ready to type."""
        if self._private:
            self.show_side(_OTHER[self.visibility])
            self.editor.setFocus()

    def say_state(self, saved: str) -> None:
        """Say how the note being written stands in the file; `saved` words the good case."""
        draft = self.editor.draft
        text = ""
        if draft is not None and draft.dirty:
            text = tr("Saving…")
        elif draft is not None and draft.note is not None:
            text = saved or tr("Saved")
        failed = next((each for each in self._saver.unsaved if each.error), None)
        self._trouble.say(failed.error if failed else "")
        for banner in (self._shared, self._hidden):
            banner.state.setText(tr("Not saved") if failed else text)
            banner.check.setVisible(bool(text) and not failed and text != tr("Saving…"))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._private and self.visibility is Visibility.PRIVATE:
            painter = QPainter(self)
            for inset in (0, 1):
                paint.box(
                    painter, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), None, "accent", 8 - inset
                )

    def _make_room(self) -> None:
        """Where there is little room, the switch alone says that a note is shared; what is private is always said."""
        shared = self.visibility is Visibility.SHARED
        self._shared.setVisible(shared and self.height() >= theme.px(_LOW))

    def _draft(self, visibility: Visibility) -> Draft:
        return self._drafts.draft(self._item, visibility)

    def _show_peek(self) -> None:
        private = self.visibility is Visibility.PRIVATE
        self._peek_private.setVisible(self._private and not private and not self._narrow)
        self._peek_shared.setVisible(private and not self._narrow)
        if not self._private or not self._name:
            return
        lines = counted_lines(self._draft(_OTHER[self.visibility]).text)
        count = formats.counted(lines, tr("1 line"), tr("%1 lines")) if lines else tr("Nothing yet")
        if private:
            self._shared_title.setText(formats.fill(tr("Shared with %1"), self._name))
            self._shared_lines.setText(count)
        else:
            self._private_lines.setText(f"{count}. {tr('Never shared, never exported.')}")

    def _on_saved(self, draft: Draft) -> None:
        self._show_peek()
        if draft is self.editor.draft or draft.error:
            self.say_state("")

    def _make_peeks(self) -> None:
        self._private_lines = PlainLabel("", tone="text2", elide=True)
        self._peek_private = HatchFrame(tr("Private to you"), edge=False)
        self._peek_private.setObjectName("peek_private")
        self._peek_private.title.set_role(FontRole.STRONG)
        show = Button(tr("Show"), size="small", keys="Ctrl+Shift+P")
        show.setObjectName("show_private")
        show.clicked.connect(self.switch_side)
        self._peek_private.head.insertWidget(2, self._private_lines, 100)
        self._peek_private.head.addWidget(show)
        self._peek_private.setVisible(False)
        self._peek_shared = QFrame()
        self._peek_shared.setObjectName("peek_shared")
        self._peek_shared.setProperty("look", "cardfoot")
        self._shared_title = PlainLabel("", FontRole.STRONG)
        self._shared_lines = PlainLabel("", tone="text2", elide=True)
        back = Button(tr("Show"), size="small", keys="Ctrl+Shift+P")
        back.setObjectName("show_shared")
        back.clicked.connect(self.switch_side)
        row = QHBoxLayout(self._peek_shared)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(IconLabel("eye", "text"))
        row.addWidget(self._shared_title)
        row.addWidget(self._shared_lines, 1)
        row.addWidget(back)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 12, 8)
        top.setSpacing(2)
        top.addWidget(self.switch)
        top.addStretch(1)
        self._tools = tools(self.editor)
        for tool in self._tools:
            top.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._shared)
        if self._private:
            column.addWidget(self._hidden)
        column.addWidget(self._trouble)
        column.addWidget(self.editor, 1)
        if self._private:
            column.addWidget(self._peek_private)
        column.addWidget(self._peek_shared)


class _Banner(QFrame):
    """Who sees it, in words, and whether it is saved."""

    def __init__(self, look: str, icon: str, tone: str) -> None:
        super().__init__()
        self.setObjectName(f"note_{look}")
        self.setProperty("look", look)
        self._lead = PlainLabel("", FontRole.STRONG, tone)
        self._text = PlainLabel("", FontRole.BODY, tone, elide=True)
        self.check = IconLabel("check", tone, 14)
        self.state = PlainLabel("", FontRole.META, tone)
        self.state.setObjectName(f"note_state_{look}")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(icon, tone))
        row.addWidget(self._lead)
        row.addWidget(self._text, 1)
        row.addWidget(self.check)
        row.addWidget(self.state)
        theme.bind(self._restyle)

    def say(self, lead: str, text: str) -> None:
        self._lead.setText(lead)
        self._text.setText(text)
        self.setAccessibleName(f"{lead} {text}")

    def _restyle(self) -> None:
        self.setMinimumHeight(theme.px(36))


class _Trouble(QFrame):
    """Says that something is not in the file yet, and why; it stays until it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("not_saved")
        self.setProperty("look", "banner")
        self._text = PlainLabel("", FontRole.ROW, "risk", wrap=True)
        self.again = Button(tr("Try again"), size="small")
        self.again.setObjectName("save_again")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(StatusMark(Status.RISK))
        row.addWidget(self._text, 1)
        row.addWidget(self.again)
        self.hide()

    def say(self, why: str) -> None:
        self.setVisible(bool(why))
        if why:
            text = formats.fill(tr("Not saved. %1 Your text stays here and is tried again."), why)
            self._text.setText(text)
            self.setAccessibleName(text)
