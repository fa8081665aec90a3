"""The right of the Meetings page: one one-on-one, to be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from kpidesk.domain.coming import WAITING
from kpidesk.domain.entities import AgendaItem, Commitment, Note, OneOnOne, Recognition, Rep
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats, words
from kpidesk.gui.delegates.notes import NoteDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.notes_model import NoteRow, NotesModel, note_rows, title_of
from kpidesk.gui.pages.meetings_lines import agenda_line, topic_line, win_line
from kpidesk.gui.pages.reps_lists import LinesList, commitment_lines
from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.avatar import Avatar
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpidesk.domain.commitments import Verdict
    from kpidesk.domain.entities import Id
    from kpidesk.gui.models.lines_model import Line
    from kpidesk.services.meeting_lists import Loose

_NOTES, _AGENDA, _COMMITMENTS = range(3)


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """What the detail shows of a one-on-one. Without private notes in it, none can be shown."""

    meeting: OneOnOne
    rep: Rep
    items: Sequence[AgendaItem]
    notes: Sequence[Note]
    commitments: Sequence[Commitment]
    on: dt.date
    wins: Sequence[Recognition] = ()


class MeetingDetail(Card):
    """Head with what can be done, and tabs with notes, agenda and commitments."""

    start_wanted = Signal()
    prepare_wanted = Signal()
    move_wanted = Signal()
    cancel_wanted = Signal()
    share_wanted = Signal()
    calendar_wanted = Signal()
    amend_wanted = Signal()
    miss_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("meeting_detail")
        self._avatar = Avatar(size=40)
        self._name = PlainLabel("", FontRole.LEAD, elide=True)
        self._meta = PlainLabel("", FontRole.META, "muted", elide=True)
        self._lock = IconLabel("lock", "text2", 14, name=self.tr("Locked"))
        self._lock.setToolTip(self.tr("Locked. What is added later is kept as an amendment, with its date."))
        self.prepare = _button(self.tr("Prepare"), "meetings_prepare", self.prepare_wanted, keys="Alt+Return")
        self.start = Button(self.tr("Start meeting"), "primary", size="small", keys="Ctrl+Return")
        self.start.setObjectName("meetings_start")
        self.start.clicked.connect(self.start_wanted)
        self.recap = _button(self.tr("Share recap…"), "meetings_recap", self.share_wanted, icon="upload")
        self.amend = _button(self.tr("Add amendment…"), "meetings_amend", self.amend_wanted, icon="pencil")
        self.more = Button("", icon="ellipsis", size="small", name=self.tr("More"))
        self.more.setObjectName("meetings_more")
        # Not setMenu: the style would draw an arrow over the icon.
        self._menu = self._make_menu()
        self.more.clicked.connect(lambda: self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        self.tabs = Tabs(self.tr("One-on-one"))
        self.tabs.setObjectName("meeting_tabs")
        for text in (self.tr("Notes"), self.tr("Agenda"), self.tr("Commitments")):
            self.tabs.add(text)
        self.notes = NotesModel(self)
        self.notes_view = QListView()
        self.agenda = LinesList("meeting_agenda", self.tr("Agenda"), self.tr("No agenda was kept for this one-on-one."))
        self.commitments = LinesList(
            "meeting_commitments", self.tr("Commitments"), self.tr("Nothing was agreed in this one-on-one.")
        )
        self._promises: Sequence[Line] = ()
        self._turned_to = _NOTES
        self._stack = QStackedWidget()
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._lay_out()

    def show_file(self, file: MeetingFile) -> None:
        """Show another one-on-one; the open tab stays open."""
        meeting, rep = file.meeting, file.rep
        self.setAccessibleName(formats.fill(self.tr("One-on-one with %1"), rep.name))
        self._avatar.set_name(rep.name)
        self._name.setText(rep.name)
        at = f" {formats.time(meeting.at)}" if meeting.at else ""
        length = formats.fill(self.tr("%1 min"), str(meeting.length))
        self._meta.setText(f"{formats.weekday(meeting.on)}{at}, {length}. {words.meeting_status(meeting, file.on)}.")
        planned = meeting.status is MeetingStatus.PLANNED
        running = meeting.status is MeetingStatus.RUNNING
        self.start.setVisible(planned or running)
        self.start.setText(self.tr("Back to the meeting") if running else self.tr("Start meeting"))
        held = meeting.status is MeetingStatus.HELD
        self.amend.setVisible(not planned and not running)
        self._doing.setVisible(True)
        self.recap.setVisible(held)
        self.prepare.setVisible(planned)
        self.more.setVisible(planned)
        rows = note_rows(file.notes, {each.id: each for each in file.items}, rep, meeting)
        self.notes.set_rows(rows)
        self._notes_stack.setCurrentIndex(0 if rows else 1)
        self._lock.setVisible(meeting.status not in WAITING)
        self.agenda.set_lines([*map(agenda_line, file.items), *map(win_line, file.wins)])
        self._show_lines(len(rows), commitment_lines(file.commitments, file.on))

    def show_loose(self, rep: Rep, loose: Loose, on: dt.date) -> None:
        """Show what was written down about a rep outside of one-on-ones."""
        self.setAccessibleName(formats.fill(self.tr("Outside one-on-ones with %1"), rep.name))
        self._avatar.set_name(rep.name)
        self._name.setText(rep.name)
        self._meta.setText(self.tr("Written down outside one-on-ones."))
        for part in (self._doing, self.more, self._lock):
            part.hide()
        rows = [
            NoteRow(note, title_of(note.visibility, rep), formats.dated(note.created_at.astimezone().date()))
            for note in loose.notes
            if note.text.strip()
        ]
        self.notes.set_rows(rows)
        self._notes_stack.setCurrentIndex(0 if rows else 1)
        self.agenda.set_lines([*map(topic_line, loose.topics), *map(win_line, loose.wins)])
        self._show_lines(len(rows), commitment_lines(loose.commitments, on))

    def turn_to(self, ident: Id) -> None:
        """Select a note, a line of the agenda or a commitment, and show its tab."""
        views = (self.notes_view, self.agenda.view, self.commitments.view)
        for tab, view in enumerate(views):
            model = view.model()
            for row in range(model.rowCount()):
                index = model.index(row, 0)
                if index.data(Role.ENTITY).id == ident:
                    self.tabs.setCurrentIndex(tab)
                    view.setCurrentIndex(index)
                    view.scrollTo(index)
                    return

    def focus_content(self) -> None:
        """Give the keyboard to what is read."""
        views = (self.notes_view, self.agenda.view, self.commitments.view)
        view = views[self.tabs.currentIndex()]
        (view if view.isVisible() else self.tabs).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_verdicts(self, verdicts: Mapping[Id, Verdict]) -> None:
        """Say under each commitment what the numbers say about it."""
        self.commitments.set_lines(
            [
                replace(line, meta=f"{verdicts[line.entity.id].text} {line.meta}")
                if line.entity.id in verdicts
                else line
                for line in self._promises
            ]
        )

    def _show_lines(self, notes: int, promises: Sequence[Line]) -> None:
        self._promises = promises
        self.commitments.set_lines(promises)
        counts = {
            _NOTES: notes,
            _AGENDA: self.agenda.model.rowCount(),
            _COMMITMENTS: len(promises),
        }
        for tab, count in counts.items():
            self.tabs.set_count(tab, count or None)
        self._turn_to_something(counts)

    def _turn_to_something(self, counts: dict[int, int]) -> None:
        """Leave an empty tab for one with something in it; back to the notes where there are any."""
        if not counts[self.tabs.currentIndex()] or self.tabs.currentIndex() == self._turned_to:
            self._turned_to = next((tab for tab, count in counts.items() if count), _NOTES)
            self.tabs.setCurrentIndex(self._turned_to)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("meetings_more_menu")
        for name, text, wanted in (
            ("meetings_move", self.tr("Move to another day…"), self.move_wanted),
            ("meetings_cancel", self.tr("Cancel one-on-one…"), self.cancel_wanted),
            ("meetings_no_show", self.tr("Rep did not come…"), self.miss_wanted),
            ("meetings_share", self.tr("Share the agenda…"), self.share_wanted),
            ("meetings_calendar", self.tr("Save as calendar file…"), self.calendar_wanted),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(lambda _checked=False, wanted=wanted: wanted.emit())
        return menu

    def _lay_out(self) -> None:
        self.body.addLayout(self._make_title())
        self.body.addWidget(self._make_doing())
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        for tab in (self._make_notes(), self.agenda, self.commitments):
            self._stack.addWidget(tab)

    def _make_title(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 10)
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._lock)
        below.addWidget(self._meta, 1)
        words.addLayout(below)
        head.addWidget(self._avatar)
        head.addLayout(words, 1)
        head.addWidget(self.more)
        return head

    def _make_doing(self) -> QWidget:
        self._doing = QWidget()
        doing = QHBoxLayout(self._doing)
        doing.setContentsMargins(16, 0, 16, 8)
        doing.setSpacing(8)
        for button in (self.start, self.prepare, self.recap, self.amend):
            doing.addWidget(button)
        doing.addStretch(1)
        return self._doing

    def _make_notes(self) -> QWidget:
        view = self.notes_view
        view.setObjectName("meeting_notes")
        view.setAccessibleName(self.tr("Notes"))
        view.setModel(self.notes)
        view.setItemDelegate(NoteDelegate(view))
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setSelectionMode(QListView.SelectionMode.SingleSelection)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy)
        nothing = PlainLabel(self.tr("No notes were taken."), tone="text2")
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        nothing.setContentsMargins(16, 16, 16, 16)
        self._notes_stack = QStackedWidget()
        for part in (view, nothing):
            self._notes_stack.addWidget(part)
        notes = QWidget()
        column = QVBoxLayout(notes)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self._notes_stack)
        return notes

    @property
    def chosen_note(self) -> Note | None:
        """The note that is selected, if any."""
        at = self.notes_view.currentIndex()
        found: Note | None = at.data(Role.ENTITY) if at.isValid() else None
        return found

    def _copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        at = self.notes_view.currentIndex()
        if at.isValid():
            QGuiApplication.clipboard().setText(str(at.data(Qt.ItemDataRole.DisplayRole)))


def _button(text: str, name: str, wanted: SignalInstance, *, keys: str = "", icon: str = "") -> Button:
    button = Button(text, size="small", keys=keys, icon=icon)
    button.setObjectName(name)
    button.clicked.connect(wanted)
    return button
