"""The Meetings page: every one-on-one there was or will be, and what was said in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from kpidesk.domain.entities import AgendaItem, Commitment, Id, Note, OneOnOne, Recognition, Rep, Topic
from kpidesk.domain.finding import Found
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.calendar_files import calendar_button
from kpidesk.gui.pages.meeting_start import begin
from kpidesk.gui.pages.meetings_detail import MeetingDetail
from kpidesk.gui.pages.meetings_gestures import MeetingsGestures
from kpidesk.gui.pages.meetings_source import Chosen, MeetingsSource
from kpidesk.gui.pages.meetings_table import LIST, TEXT, TIMELINE, MeetingsTable
from kpidesk.gui.pages.page import Page
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState
from kpidesk.gui.widgets.panes import REST, Panes
from kpidesk.gui.widgets.segmented import Segment, Segmented

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QResizeEvent

    from kpidesk.gui.context import Context

_DETAIL, _BRIEF_DETAIL = 500, 400
_VERDICTS_AFTER_MS = 150
_SIDE_BY_SIDE = 860
"""Below this width, in design pixels, the list and the one-on-one are shown one at a time."""


class MeetingsPage(Page):
    """One-on-ones as a list, on a timeline or as places in the text; what belongs to the chosen one at the right."""

    concerns = frozenset({OneOnOne, AgendaItem, Note, Commitment, Recognition, Rep, Topic})

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Meetings"))
        self._compact = False
        self._asked: Id | None = None
        self._place: Found | None = None
        self._chosen: Chosen | None = None
        self._lanes_stale = True
        self._verdicts_due = QTimer(self)
        self._verdicts_due.setSingleShot(True)
        self._verdicts_due.setInterval(_VERDICTS_AFTER_MS)
        self._verdicts_due.timeout.connect(self._show_verdicts)
        self.switch = Segmented(
            [Segment("all", self.tr("All")), Segment("one", self.tr("This one"))], name=self.tr("What is shown")
        )
        self.switch.setObjectName("meetings_switch")
        self.switch.changed.connect(lambda _key: self._arrange())
        self.head.right.addWidget(self.switch)
        self.new = Button(self.tr("New one-on-one"), icon="plus", keys="Ctrl+N")
        self.new.setObjectName("new_one_on_one")
        self.new.clicked.connect(self.schedule)
        self.head.right.addWidget(calendar_button(self, context))
        self.head.right.addWidget(self.new)
        self.source = MeetingsSource(context)
        self.table = MeetingsTable(self.source, lambda limit: self.source.find(self.table.filters, limit))
        self.detail = MeetingDetail()
        self.doing = MeetingsGestures(self, context)
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
        self.source.reload()
        if self._asked is None and self._chosen is None:
            self._asked = self.source.usual()
        self.table.filters.set_reps([each for each in self.source.reps.values() if not each.archived])
        self._show()
        total = self.table.model.total
        self._stack.setCurrentIndex(0 if total else 1)
        if self._asked is not None:
            self.table.select(self._asked)
            self._asked = None
        if self._place is not None:
            self._turn_to(self._place)
            self.switch.set_current("one")
            self._place = None
        said = self.tr("%1 planned, %2 in all. Notes are shared with the rep unless you make them private.")
        told = formats.fill(said, str(self.source.planned()), str(total)) if total else ""
        self.head.subtitle.setText(told)
        self._arrange()

    @override
    def show_subject(self, subject: Any) -> None:
        match subject:
            case OneOnOne():
                self._asked, self._place = subject.id, None
            case Found():
                self._asked, self._place = subject.meeting_id, subject
            case Rep():
                self.reload()
                self.table.select_rep(subject.id)

    @property
    def current(self) -> Chosen | None:
        """The one-on-one that is shown at the right, whichever way it was found."""
        return self._chosen

    @override
    def primary(self) -> None:
        row = self._chosen
        if row is None:
            self.schedule()
        elif self.detail.start.isVisible():
            begin(self.context, row.meeting)

    @override
    def gestures(self) -> Mapping[str, Callable[[], object]]:
        do = self.doing
        return {"open_prep": do.prepare, "share": do.share, "amend": do.amend, "no_show": do.miss}

    @override
    def focus_filter(self) -> None:
        self.switch.set_current("all")
        self.table.filters.field.setFocus()
        self.table.filters.field.selectAll()

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

        row = self._chosen
        dialog = schedule(self, self.context, row.rep if row else None)
        dialog.planned.connect(lambda meeting: self.table.select(meeting.id))

    def _connect(self) -> None:
        self.table.filters.changed.connect(self._show)
        self.table.current_changed.connect(self._on_current)
        self.table.tab_changed.connect(self._on_tab)
        self.table.opened.connect(self._on_opened)
        do = self.doing
        self.detail.start_wanted.connect(self.primary)
        self.detail.prepare_wanted.connect(do.prepare)
        self.detail.move_wanted.connect(do.move)
        self.detail.share_wanted.connect(do.share)
        self.detail.calendar_wanted.connect(do.save_date)
        self.detail.cancel_wanted.connect(do.cancel)
        self.detail.amend_wanted.connect(do.amend)
        self.detail.miss_wanted.connect(do.miss)
        self.detail.commitments.opened.connect(do.change_commitment)

    def _show(self) -> None:
        """Read what the filters ask for."""
        filters = self.table.filters
        self.table.show_rows(self.source.wanted(filters), self.context.today())
        filters.set_kpis(self.context.desk.team.kpis() if filters.searching else None)
        if filters.searching:
            self.table.found.search(self.source.reps)
        else:
            self.table.found.clear()
        self._lanes_stale = True
        self._show_lanes()
        self.table.show_found(searching=filters.searching)

    def _show_lanes(self) -> None:
        """Read the timeline, which is only done while it is in sight."""
        if self.table.shown == TIMELINE and self._lanes_stale:
            self._lanes_stale = False
            self.table.timeline.set_lanes(self.source.lanes(self.table.filters))

    def _on_tab(self) -> None:
        chosen = self._chosen
        self._show_lanes()
        if chosen is not None and self.table.shown == TIMELINE:
            self.table.timeline.choose(chosen.rep.id, chosen.meeting.id)
        elif chosen is not None and self.table.shown == LIST:
            self.table.rows.choose(chosen.meeting.id)
        self._on_current()

    def _on_current(self) -> None:
        self._chosen = self._read_chosen()
        self._verdicts_due.stop()
        self._arrange()
        place = self.table.place if self.table.shown == TEXT else None
        if self._chosen is not None:
            file = self.source.file(self._chosen)
            self.detail.show_file(file)
            if any(each.kpi_id for each in file.commitments):
                # What the numbers say takes longer than turning from one to the next.
                self._verdicts_due.start()
        if place is not None:
            self._turn_to(place)

    def _read_chosen(self) -> Chosen | None:
        if self.table.shown == LIST:
            row = self.table.current
            return Chosen(row.meeting, row.rep) if row else None
        day, place = self.table.timeline.current, self.table.place
        if self.table.shown == TIMELINE:
            return self.source.chosen(day.id if day else None)
        return self.source.chosen(place.meeting_id if place else None)

    def _turn_to(self, place: Found) -> None:
        """Show a place in the text; what belongs to no one-on-one is shown with its like."""
        if place.meeting_id is None:
            rep = self.source.reps[place.rep_id]
            self.detail.show_loose(rep, self.source.loose(rep), self.context.today())
        self.detail.turn_to(place.ident)

    def _show_verdicts(self) -> None:
        if self._chosen is not None:
            self.detail.show_verdicts(self.source.verdicts(self._chosen.rep))

    def _on_opened(self) -> None:
        chosen, place = self._chosen, self.table.shown == TEXT
        if chosen is not None and chosen.meeting.status is MeetingStatus.RUNNING:
            self.context.go("meeting", chosen.meeting)
        elif chosen is not None and chosen.meeting.status is MeetingStatus.PLANNED and not place:
            self.context.go("prepare", chosen.meeting)
        else:
            self.switch.set_current("one")
            self.detail.focus_content()

    def _arrange(self) -> None:
        """Side by side, or one at a time where there is no room."""
        wide = self.width() >= theme.px(_SIDE_BY_SIDE)
        self.switch.setVisible(not wide and self._stack.currentIndex() == 0)
        self.table.setVisible(wide or self.switch.current() == "all")
        shown = self._chosen is not None or (self.table.shown == TEXT and self.table.place is not None)
        self.detail.setVisible(shown and (wide or self.switch.current() == "one"))
        self.panes.share("narrow" if self._compact else "wide", REST, _BRIEF_DETAIL if self._compact else _DETAIL)


def page(context: Context) -> Page:
    """Make the page."""
    return MeetingsPage(context)
