"""The Meeting page: the agenda at the left, one note in the middle, what helps at the right, promises below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from kpidesk.domain.amendments import originals
from kpidesk.domain.edits import Change
from kpidesk.domain.entities import (
    AgendaItem,
    AgreedKpi,
    Agreement,
    Commitment,
    Import,
    Kpi,
    KpiEntry,
    Note,
    OneOnOne,
    Rep,
    Target,
    Workspace,
)
from kpidesk.domain.scheduling import next_day
from kpidesk.domain.terms import Line, MeetingStatus, Visibility
from kpidesk.gui import theme
from kpidesk.gui.pages.meeting_controls import Controls
from kpidesk.gui.pages.meeting_drafts import MeetingDrafts
from kpidesk.gui.pages.meeting_ending import MeetingEnding
from kpidesk.gui.pages.meeting_gestures import MeetingGestures
from kpidesk.gui.pages.meeting_mirror import Mirroring
from kpidesk.gui.pages.meeting_notes import NotesPane
from kpidesk.gui.pages.meeting_room import Room, gather, saved_words, strip
from kpidesk.gui.pages.meeting_stage import NARROW, Stage
from kpidesk.gui.pages.meeting_start import begin, nothing_planned
from kpidesk.gui.pages.meeting_timer import MeetingTimer
from kpidesk.gui.pages.page import SCHEDULES, Page
from kpidesk.gui.widgets.line_keeper import LineKeeper
from kpidesk.gui.widgets.note_saver import Draft, NoteSaver

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QResizeEvent

    from kpidesk.domain.entities import Id
    from kpidesk.gui.context import Context
    from kpidesk.gui.models.agenda_model import AgendaLine


class MeetingPage(Page):
    """Shows a one-on-one; only Start starts it, and only End ends it. Every keystroke is kept."""

    concerns = (
        SCHEDULES
        | {AgendaItem, AgreedKpi, Agreement, Commitment, Note, OneOnOne, Rep, Workspace}
        | {Import, Kpi, KpiEntry, Target}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Meeting"))
        self._subject: OneOnOne | None = None
        self._typed = False
        self._shown: Id | None = None
        self._begun: Id | None = None
        self.room: Room | None = None
        meetings = context.desk.meetings
        self.saver = NoteSaver(
            lambda ident, base, text: meetings.save_note(ident, base, text, context.now()),
            context.jobs.crashed.emit,
            self,
        )
        self.keeper = LineKeeper(self)
        self.drafts = MeetingDrafts(context)
        self.timer = MeetingTimer(context.now, meetings.keep_progress, self)
        self.mirroring = Mirroring(context, self)
        self.ending = MeetingEnding(self)
        self.doing = MeetingGestures(self)
        self.notes = NotesPane(self.saver, self.drafts, private=context.show_private)
        self.stage = Stage(context, self.notes)
        self.agenda, self.side, self.commitment = self.stage.agenda, self.stage.side, self.stage.commitment
        self.controls = Controls(self.head)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.stage)
        self._stack.addWidget(nothing_planned(context))
        self.body.addWidget(self._stack, 1)
        self._connect()
        theme.bind(self._restyle)

    @override
    def show_subject(self, subject: Any) -> None:
        if isinstance(subject, OneOnOne):
            self._subject = subject
        elif isinstance(subject, Rep):
            self._subject = None

    @override
    def reload(self) -> None:
        room = self.room = gather(self.context, self._subject)
        self._stack.setCurrentIndex(0 if room else 1)
        if room is None:
            self.timer.follow(None, (), 0.0)
            self.mirroring.close()
            self.head.title.setText(self.tr("Meeting"))
            self.head.subtitle.setText("")
            self.controls.hide()
            return
        self._subject = room.meeting
        self._show(room)

    @override
    def primary(self) -> None:
        room = self.room
        if room is None:
            self.context.go("meetings", None)
        elif room.meeting.status is MeetingStatus.PLANNED:
            begin(self.context, room.meeting)
        elif room.meeting.status is MeetingStatus.RUNNING:
            if self.commitment.text.text().strip():
                self.commitment.keep()
            else:
                self.commitment.text.setFocus()

    @override
    def gestures(self) -> Mapping[str, Callable[[], object]]:
        if self.room is None:
            return {}
        do = self.doing
        always = {
            "open_prep": do.prepare,
            "previous_item": lambda: self.agenda.step(-1),
            "next_item": lambda: self.agenda.step(1),
            "switch_side": self.notes.switch_side,
            "drawer": self.stage.toggle_drawer,
        }
        if self.room.locked:
            return always | {"amend": do.amend, "commitment_done": do.mark_done}
        if self.room.meeting.status is not MeetingStatus.RUNNING:
            return always
        return always | {
            "commitment": self.commitment.text.setFocus,
            "commitment_done": do.mark_done,
            "mirror": self._mirror,
            "pause": self._pause,
            "put_back": do.put_back,
            "end_meeting": self.ending.ask,
        }

    @override
    def leave(self) -> bool:
        # Both, whatever becomes of the first.
        kept = all([self.saver.flush(), self.keeper.flush()])
        self.timer.keep()
        self.announce()
        return kept

    @override
    def focus_filter(self) -> None:
        self.agenda.view.setFocus()

    @override
    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        if hasattr(self, "stage"):
            self.stage.set_compact(compact=compact)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.controls.set_narrow(narrow=self.width() < theme.px(NARROW))

    def _show(self, room: Room) -> None:
        self.head.title.setText(room.rep.name)
        self.head.subtitle.setText(room.subtitle)
        self.controls.show_room(room)
        running = room.meeting.status is MeetingStatus.RUNNING
        self.commitment.setVisible(running)
        self.timer.follow(room.meeting, room.items, room.cap, room.progress)
        self.drafts.show(room.rep, room.meeting, room.items, originals(room.notes, room.meeting))
        self.stage.strip.set_sections(strip(room))
        due = next_day(room.meeting.on, room.rep.cadence_days, room.meeting.on, room.off)
        keep = partial(self.context.desk.unfinished.keep, room.meeting, Line.COMMITMENT)
        self.keeper.turn_to(room.meeting.id, keep, room.typed)
        self.commitment.show_room(room, due)
        self.side.show_room(room)
        self._show_agenda(room)
        self._on_current(self.agenda.current)
        self.mirroring.follow(room)
        self.stage.banner.say(room.rep.first_name)
        self._show_times()
        self._show_begun(room)

    def _show_agenda(self, room: Room) -> None:
        """Stay on the same item; when shown first, on the one that was talked about last."""
        other, self._shown = self._shown != room.meeting.id, room.meeting.id
        self.agenda.show_items(room.items, self.timer.seconds, room.kpis_by_id, anew=other)
        if other and room.progress.elapsed and room.meeting.status is MeetingStatus.RUNNING:
            self.agenda.select(room.progress.item_id)

    def _show_begun(self, room: Room) -> None:
        """Once a one-on-one runs, the keyboard is where its first words are written."""
        begun = room.meeting.id if room.meeting.status is MeetingStatus.RUNNING else None
        if begun is not None and begun != self._begun:
            self.notes.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begun = begun

    def _follow_settings(self, room: Room) -> None:
        """Measure or not, as the user wants it now."""
        self.timer.count()
        self.timer.measures = self.context.settings().timers
        running = room.meeting.status is MeetingStatus.RUNNING
        self.agenda.set_timed(measured=self.timer.measures, running=running)

    def _show_times(self) -> None:
        if self.room is not None:
            self._follow_settings(self.room)
        times = self.timer.times()
        self.controls.show_times(times)
        self.stage.strip.set_elapsed(times.elapsed / 60 if times.measured else 0.0)
        self.mirroring.show_times(times)
        self.agenda.set_seconds(self.timer.seconds, paused=self.timer.paused)
        draft = self.notes.editor.draft
        self.notes.say_state(saved_words(draft, self.context.now()))

    def _on_current(self, line: AgendaLine | None) -> None:
        room = self.room
        if room is None or line is None:
            return
        self.timer.set_current(line.ident)
        self.notes.show_item(line.ident, line.title, room.rep.first_name, locked=room.locked)
        self.side.show_item(line.item, room)
        self.mirroring.show_item(line.ident)
        self._show_amendments()

    def _show_amendments(self) -> None:
        line = self.agenda.current
        if self.room is not None and line is not None:
            self.stage.amendments.show_item(self.room, line.ident, self.notes.visibility)

    def _on_saved(self, draft: Draft) -> None:
        self._typed = self._typed or not draft.error
        if not draft.error and draft.note is not None and draft.note.visibility is Visibility.SHARED:
            self.mirroring.follow(self.room)
        self.notes.say_state(saved_words(self.notes.editor.draft, self.context.now()))

    def announce(self) -> None:
        """Tell other pages about the notes, once rather than for every pause."""
        if self._typed:
            self._typed = False
            self.context.editor.changed.emit(Change(frozenset({Note})))

    def _add(self, commitment: Commitment) -> None:
        if self.context.editor.do(lambda: self.context.desk.meetings.add_commitment(commitment)):
            self.commitment.kept()
            self.keeper.flush()

    def _on_dropped(self, typed: str) -> None:
        self.context.say(self.tr("Taken off the commitment line."), lambda: self.commitment.take_back(typed))

    def _pause(self) -> None:
        if self.timer.running and self.timer.measures:
            self.timer.pause(paused=not self.timer.paused)
            self._show_times()

    def _mirror(self) -> None:
        line = self.agenda.current
        if self.room is not None and line is not None:
            self.mirroring.toggle(self.room, line.ident, self.timer.times())

    def _on_mirrored(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.controls.show_mirror(on=on)
        self.stage.banner.setVisible(on)

    def _connect(self) -> None:
        do = self.doing
        self.agenda.current_changed.connect(self._on_current)
        self.agenda.check_wanted.connect(do.check)
        self.side.done_wanted.connect(do.close)
        self.side.use_wanted.connect(do.use_suggestion)
        self.commitment.add_wanted.connect(self._add)
        self.commitment.dropped.connect(self._on_dropped)
        self.commitment.text.textChanged.connect(self.keeper.touch)
        self.saver.changed.connect(self._on_saved)
        self.timer.ticked.connect(self._show_times)
        self.notes.visibility_changed.connect(lambda _side: self._show_amendments())
        self.mirroring.changed.connect(self._on_mirrored)
        self.stage.banner.stop.clicked.connect(self.mirroring.close)
        self.stage.amendments.add_wanted.connect(do.amend)
        self.controls.forecast.warned.connect(self.context.say)
        self.controls.start.clicked.connect(self.primary)
        self.controls.end.clicked.connect(self.ending.ask)
        self.controls.mirror.clicked.connect(self._mirror)
        self.agenda.pause.clicked.connect(self._pause)
        self.controls.prepare.clicked.connect(do.prepare)

    def _restyle(self) -> None:
        self.head.setMinimumHeight(theme.px(64))


def page(context: Context) -> Page:
    """Make the page."""
    return MeetingPage(context)
