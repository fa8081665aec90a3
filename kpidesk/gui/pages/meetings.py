"""The Meetings page: every one-on-one there was or will be, and what was said in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from kpidesk.domain.attention import rhythm
from kpidesk.domain.entities import AgendaItem, Commitment, Id, Note, OneOnOne, Rep
from kpidesk.domain.meeting_totals import Totals
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats, theme
from kpidesk.gui.models.meetings_model import MeetingRow, words_of
from kpidesk.gui.pages.meeting_start import begin
from kpidesk.gui.pages.meetings_detail import MeetingDetail, MeetingFile
from kpidesk.gui.pages.meetings_table import MeetingsTable
from kpidesk.gui.pages.page import Page
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState
from kpidesk.gui.widgets.panes import REST, Panes
from kpidesk.gui.widgets.segmented import Segment, Segmented

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtGui import QResizeEvent

    from kpidesk.gui.context import Context

_DETAIL, _BRIEF_DETAIL = 500, 400
_SIDE_BY_SIDE = 860
"""Below this width, in design pixels, the list and the one-on-one are shown one at a time."""


class MeetingsPage(Page):
    """A table of one-on-ones at the left; notes, agenda and commitments of the chosen one at the right."""

    concerns = frozenset({OneOnOne, AgendaItem, Note, Commitment, Rep})

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Meetings"))
        self._compact = False
        self._asked: Id | None = None
        self.switch = Segmented(
            [Segment("all", self.tr("All")), Segment("one", self.tr("This one"))], name=self.tr("What is shown")
        )
        self.switch.setObjectName("meetings_switch")
        self.switch.changed.connect(lambda _key: self._arrange())
        self.head.right.addWidget(self.switch)
        self.new = Button(self.tr("New one-on-one"), icon="plus", keys="Ctrl+N")
        self.new.setObjectName("new_one_on_one")
        self.new.clicked.connect(self.schedule)
        self.head.right.addWidget(self.new)
        self.table = MeetingsTable(self._search)
        self.detail = MeetingDetail()
        self.panes = Panes("meetings_columns", context)
        self.panes.addWidget(self.table)
        self.panes.addWidget(self.detail)
        first = Button(self.tr("Plan a one-on-one"), "primary", icon="plus")
        first.setObjectName("first_one_on_one")
        first.clicked.connect(self.schedule)
        nothing = EmptyState(
            Drawing.PERSON,
            self.tr("No one-on-ones yet"),
            self.tr("Plan one with a rep. KPIdesk prepares the agenda from the numbers and keeps your notes."),
            first,
            estimate=self.tr("About 1 minute"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.panes)
        self._stack.addWidget(nothing)
        self.body.addWidget(self._stack, 1)
        self._connect()
        theme.bind(self._arrange)

    @override
    def reload(self) -> None:
        desk, on = self.context.desk, self.context.today()
        reps = {each.id: each for each in desk.team.reps(archived=True)}
        totals = desk.meetings.totals(private=self.context.show_private)
        meetings = desk.meetings.one_on_ones()
        rows = [
            MeetingRow(each, reps[each.rep_id], totals.get(each.id, Totals()))
            for each in meetings
            if each.rep_id in reps
        ]
        self._stack.setCurrentIndex(0 if rows else 1)
        if self._asked is None and self.table.current is None:
            self._asked = _usual(meetings, list(reps.values()), on)
        self.table.set_rows(rows, [each for each in reps.values() if not each.archived], on)
        if self._asked is not None:
            self.table.select(self._asked)
            self._asked = None
        ahead = sum(1 for each in meetings if each.status is MeetingStatus.PLANNED and each.on >= on)
        said = self.tr("%1 planned, %2 in all. Notes are private unless you share them.")
        self.head.subtitle.setText(formats.fill(said, str(ahead), str(len(rows))) if rows else "")

    @override
    def show_subject(self, subject: Any) -> None:
        if isinstance(subject, OneOnOne):
            self._asked = subject.id
        elif isinstance(subject, Rep):
            self.reload()
            self.table.select_rep(subject.id)

    @override
    def primary(self) -> None:
        row = self.table.current
        if row is None:
            self.schedule()
        elif self.detail.start.isVisible():
            begin(self.context, row.meeting)

    @override
    def gestures(self) -> Mapping[str, Callable[[], object]]:
        return {"open_prep": self._prepare}

    @override
    def focus_filter(self) -> None:
        self.switch.set_current("all")
        self.table.field.setFocus()
        self.table.field.selectAll()

    @override
    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        if compact != getattr(self, "_compact", compact):
            self._compact = compact
            self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def schedule(self) -> None:
        """Plan a one-on-one, with the chosen rep if there is one."""
        from kpidesk.gui.dialogs.one_on_one import schedule

        row = self.table.current
        dialog = schedule(self, self.context, row.rep if row else None)
        dialog.planned.connect(lambda meeting: self.table.select(meeting.id))

    def _connect(self) -> None:
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(self._on_opened)
        self.detail.start_wanted.connect(self.primary)
        self.detail.prepare_wanted.connect(self._prepare)
        self.detail.move_wanted.connect(self._move)
        self.detail.recap_wanted.connect(self._copy_recap)
        self.detail.cancel_wanted.connect(self._cancel)

    def _on_current(self, row: MeetingRow | None) -> None:
        self._arrange()
        if row is None:
            return
        view = self.context.desk.meetings.shared_view(row.rep, row.meeting)
        # Private notes are read only where they may be shown at all.
        notes: Iterable[Note] = view.notes
        if self.context.show_private:
            notes = self.context.desk.meetings.notes(row.rep, row.meeting)
        held = [each for each in self.table.model.all_of(row.rep.id) if each.status is MeetingStatus.HELD]
        newest = max(held, key=lambda each: (each.on, str(each.at or "")), default=None)
        on, recapped = self.context.today(), newest is not None and newest.id == row.meeting.id
        self.detail.show_file(
            MeetingFile(row.meeting, row.rep, view.items, tuple(notes), view.commitments, on, recapped)
        )

    def _on_opened(self) -> None:
        row = self.table.current
        if row is not None and row.meeting.status is MeetingStatus.RUNNING:
            self.context.go("meeting", row.meeting)
        else:
            self.switch.set_current("one")
            self.detail.tabs.setFocus()

    def _prepare(self) -> None:
        row = self.table.current
        if row is not None and row.meeting.status is MeetingStatus.PLANNED:
            self.context.go("prepare", row.meeting)

    def _copy_recap(self) -> None:
        from PySide6.QtGui import QGuiApplication

        row = self.table.current
        if row is not None:
            text = self.context.desk.summaries.recap_text(row.rep, self.context.today())
            QGuiApplication.clipboard().setText(text)
            self.context.say(self.tr("Recap copied as text. Private notes are never part of it."))

    def _move(self) -> None:
        from kpidesk.gui.dialogs.one_on_one import reschedule

        if self.table.current is not None:
            reschedule(self, self.context, self.table.current.meeting)

    def _cancel(self) -> None:
        from kpidesk.gui.dialogs.one_on_one import cancel

        if self.table.current is not None:
            cancel(self, self.context, self.table.current.meeting)

    def _search(self, text: str) -> list[tuple[str, dt.date]]:
        return words_of(self.context.desk.meetings.search(text, private=self.context.show_private))

    def _arrange(self) -> None:
        """Side by side, or one at a time where there is no room."""
        wide = self.width() >= theme.px(_SIDE_BY_SIDE)
        self.switch.setVisible(not wide and self._stack.currentIndex() == 0)
        self.table.setVisible(wide or self.switch.current() == "all")
        self.detail.setVisible(self.table.current is not None and (wide or self.switch.current() == "one"))
        self.panes.share("narrow" if self._compact else "wide", REST, _BRIEF_DETAIL if self._compact else _DETAIL)


def _usual(meetings: list[OneOnOne], reps: list[Rep], on: dt.date) -> Id | None:
    """The one-on-one to begin with: the next planned one, else the newest."""
    upcoming = [found.upcoming for rep in reps if (found := rhythm(rep, meetings, on)).upcoming]
    if upcoming:
        return min(upcoming, key=lambda each: (each.on, str(each.at or ""))).id
    return meetings[0].id if meetings else None


def page(context: Context) -> Page:
    """Make the page."""
    return MeetingsPage(context)
