"""What belongs to the one-on-one ahead: topics that wait, pins, and a prep note for the manager's eyes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.edits import Change
from kpidesk.domain.entities import Note
from kpidesk.domain.terms import Visibility
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.meeting_drafts import MeetingDrafts
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.pages.prepare_pins import PinList
from kpidesk.gui.pages.prepare_topics import TopicList
from kpidesk.gui.widgets.hatch_frame import HatchFrame
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.note_editor import NoteEditor
from kpidesk.gui.widgets.note_saver import NoteSaver
from kpidesk.gui.widgets.scroll import Scroll

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.gui.context import Context
    from kpidesk.gui.pages.prepare_plan import Plan
    from kpidesk.gui.widgets.note_saver import Draft


class _SmallEditor(NoteEditor):
    """An editor for a side column: the type of the body, and little room around."""

    @override
    def open(self, draft: Draft | None) -> None:
        super().open(draft)
        self._restyle()

    @override
    def _restyle(self) -> None:
        super()._restyle()
        self.setFont(theme.font(FontRole.BODY))
        self.document().setDefaultFont(theme.font(FontRole.BODY))
        self.document().setDocumentMargin(theme.px(4))


class PrepNote(HatchFrame):
    """The private note of a one-on-one, begun before it: in the meeting it is the private note on the whole talk."""

    begun = Signal()
    """The first words of a one-on-one that is only proposed; it must be planned to keep them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("prep_note_frame")
        self._context = context
        self._proposed, self._typed = False, False
        meetings = context.desk.meetings
        self.saver = NoteSaver(
            lambda ident, base, text: meetings.save_note(ident, base, text, context.now()),
            context.jobs.crashed.emit,
            self,
        )
        self._drafts = MeetingDrafts(context)
        self.editor = _SmallEditor(self.saver)
        self.editor.setObjectName("prep_note")
        self.editor.setPlaceholderText(tr("What to keep in mind. Left out of every agenda, recap and export."))
        self._state = PlainLabel("", FontRole.META, "muted")
        self._state.setObjectName("prep_note_state")
        self.head.addWidget(self._state)
        self.body.addWidget(self.editor, 1)
        self.editor.textChanged.connect(self._on_typed)
        self.saver.changed.connect(self._on_saved)
        theme.bind(self._restyle)

    def show_plan(self, plan: Plan) -> None:
        """Turn to the note of another one-on-one."""
        self._proposed = not plan.planned
        self._drafts.show(plan.rep, plan.meeting, (), plan.notes)
        self.editor.open(self._drafts.draft(None, Visibility.PRIVATE))
        self.editor.set_up_to_date()
        self.editor.setReadOnly(plan.locked)
        self.editor.setAccessibleName(formats.fill(tr("Prep note for %1, private to you"), plan.rep.first_name))
        self._say()

    def keep(self) -> bool:
        """Save what was typed; False when that failed."""
        kept = self.saver.flush()
        if self._typed:
            self._typed = False
            self._context.editor.changed.emit(Change(frozenset({Note})))
        return kept

    def _on_typed(self) -> None:
        draft = self.editor.draft
        if draft is not None and draft.dirty and self._proposed:
            self._proposed = False
            self.begun.emit()
        self._say()

    def _on_saved(self, draft: Draft) -> None:
        self._typed = self._typed or not draft.error
        self._say()

    def _say(self) -> None:
        draft = self.editor.draft
        failed = next((each for each in self.saver.unsaved if each.error), None)
        said = tr("Not saved") if failed else tr("Saving…") if draft is not None and draft.dirty else ""
        saved = draft is not None and draft.note is not None and bool(draft.text)
        self._state.setText(said or (tr("Saved") if saved else ""))
        self._state.set_tone("risk" if failed else "muted")
        self._state.set_tip(failed.error if failed else "")

    def _restyle(self) -> None:
        self.editor.setMinimumHeight(theme.px(64))


class Mine(QFrame):
    """Topics and pins above, the note below. Where private text may not be shown, there is no note at all."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "cardfoot")
        self.setAccessibleName(tr("For this one-on-one"))
        self.topics, self.pins = TopicList(), PinList()
        self.note = PrepNote(context) if context.show_private else None
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(6)
        column.addWidget(PlainLabel(tr("Topics, until they were talked about"), FontRole.GROUP, "text2", elide=True))
        column.addWidget(self.topics)
        column.addWidget(self.pins)
        if self.note is not None:
            column.addSpacing(6)
            column.addWidget(self.note, 1)
        else:
            column.addStretch(1)
        area = Scroll(inner, tr("For this one-on-one"))
        area.setObjectName("mine_list")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_plan(self, plan: Plan, on: dt.date) -> None:
        """Show what belongs to another one-on-one."""
        self.topics.show_topics(plan.topics, plan.rep, on)
        self.pins.show_pins(list(plan.pins.values()), {each.kpi.id: each.kpi.name for each in plan.card.standings})
        if self.note is not None:
            self.note.show_plan(plan)

    def keep(self) -> bool:
        """Save what was typed; False when that failed."""
        return self.note is None or self.note.keep()

    def write_topic(self) -> None:
        """Put the keyboard where a new topic is typed."""
        self.topics.new.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_note(self) -> None:
        """Put the keyboard into the prep note."""
        if self.note is not None:
            self.note.editor.setFocus(Qt.FocusReason.OtherFocusReason)
