"""The Prepare page: from evidence to an agenda, beside what was promised last time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QInputDialog, QStackedWidget
from typing_extensions import override

from kpidesk.domain.entities import (
    AgendaItem,
    AgreedKpi,
    Agreement,
    Commitment,
    Id,
    Import,
    Kpi,
    KpiEntry,
    Note,
    OneOnOne,
    Rep,
    RuleSetting,
    Target,
    Topic,
    Workspace,
)
from kpidesk.domain.terms import ItemState, MeetingStatus, Section
from kpidesk.gui import formats
from kpidesk.gui.pages.meeting_start import begin
from kpidesk.gui.pages.page import SCHEDULES, Page
from kpidesk.gui.pages.prepare_agenda import AgendaColumn
from kpidesk.gui.pages.prepare_columns import Columns
from kpidesk.gui.pages.prepare_evidence import EvidenceColumn
from kpidesk.gui.pages.prepare_last import LastTimeColumn
from kpidesk.gui.pages.prepare_plan import Plan, gather
from kpidesk.gui.pages.prepare_words import fresh_words, subtitle
from kpidesk.gui.widgets.avatar import Avatar
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.domain.edits import Change
    from kpidesk.gui.context import Context

_LONGEST_TITLE = 200
_CONCERNS = (AgendaItem, AgreedKpi, Agreement, Commitment, Import, Kpi, KpiEntry, Note, OneOnOne, Rep, Target, Topic)


class PreparePage(Page):
    """Evidence, agenda, last time. What the numbers propose is kept only when the manager says so, or starts."""

    concerns = frozenset({*_CONCERNS, RuleSetting, Workspace}) | SCHEDULES

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Prepare"))
        self._subject: Rep | OneOnOne | None = None
        self._minutes: int | None = None
        self._open: Id | None = None
        self._same_numbers = False
        self.plan: Plan | None = None
        self._avatar = Avatar(size=40)
        self.head.left.addWidget(self._avatar)
        self._state = PlainLabel("", tone="muted")
        self._state.setObjectName("prepare_state")
        self._check = IconLabel("check", "muted", 14)
        self.share = Button(self.tr("Copy agenda"), icon="copy")
        self.share.setObjectName("copy_agenda")
        self.share.clicked.connect(self.copy_agenda)
        self.start = Button(self.tr("Start meeting"), "primary", keys="Ctrl+Return")
        self.start.setObjectName("start_meeting")
        self.start.clicked.connect(self.primary)
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._check)
        state.addWidget(self._state)
        self.head.right.addLayout(state)
        self.head.right.addWidget(self.share)
        self.head.right.addWidget(self.start)
        self.evidence, self.agenda, self.last = EvidenceColumn(), AgendaColumn(), LastTimeColumn()
        self.columns = Columns(context, self.evidence, self.agenda, self.last)
        first = Button(self.tr("Go to reps"), "primary")
        first.setObjectName("prepare_first")
        first.clicked.connect(lambda: self.context.go("reps", None))
        nothing = EmptyState(
            Drawing.PERSON,
            self.tr("No one-on-one to prepare yet"),
            self.tr("Choose whom to meet on the Reps page. The agenda comes from what you both agreed to watch."),
            first,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.columns)
        self._stack.addWidget(nothing)
        self.body.addWidget(self._stack, 1)
        self._connect()

    @override
    def show_subject(self, subject: Any) -> None:
        if isinstance(subject, (Rep, OneOnOne)):
            self._subject, self._minutes, self._open = subject, None, None

    @override
    def reload(self) -> None:
        subject = self._subject or self.context.desk.meetings.whom_next(self.context.today())
        numbers = self.plan.numbers if self.plan is not None and self._same_numbers else None
        self.plan = gather(self.context, subject, self._minutes, numbers) if subject is not None else None
        self._stack.setCurrentIndex(0 if self.plan else 1)
        for part in (self._avatar, self.share, self.start, self._state, self._check):
            part.setVisible(self.plan is not None)
        if self.plan is None:
            self.head.title.setText(self.tr("Prepare"))
            self.head.subtitle.setText("")
            return
        self._show(self.plan)

    @override
    def primary(self) -> None:
        if self.plan is None or not self.start.isEnabled():
            return
        if not self.plan.kept and not self.keep():
            return
        begin(self.context, self.plan.meeting)

    @override
    def focus_filter(self) -> None:
        self.agenda.focus_point(self._open)

    @override
    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        if hasattr(self, "columns"):
            self.columns.set_compact(compact=compact)

    def keep(self) -> bool:
        """Keep the proposed agenda; from then on it is the manager's."""
        plan = self.plan
        if plan is None:
            return False
        service = self.context.desk.preparation
        minutes, on = plan.agenda.minutes, self.context.today()
        open_at = next((at for at, each in enumerate(plan.points) if each.id == self._open), None)
        self._subject = plan.meeting
        if not self.context.editor.do(lambda: service.prepare(plan.meeting, plan.rep, on, minutes)):
            return False
        if open_at is not None and self.plan is not None and open_at < len(self.plan.points):
            self._open_point(self.plan.points[open_at].id)
        return True

    def copy_agenda(self) -> None:
        """Put the agenda on the clipboard as Markdown, to send to the rep. No note is ever part of it."""
        from PySide6.QtGui import QGuiApplication

        from kpidesk.reports.agenda_text import as_markdown

        if self.plan is not None:
            QGuiApplication.clipboard().setText(as_markdown(self.plan.agenda))
            self.context.say(self.tr("Agenda copied as text. Private notes are never part of it."))

    def _connect(self) -> None:
        agenda = self.agenda
        agenda.opened.connect(self._open_point)
        agenda.minutes_wanted.connect(lambda ident, minutes: self._do(ident, lambda s, i: s.set_minutes(i, minutes)))
        agenda.move_wanted.connect(lambda ident, steps: self._do(ident, lambda s, i: s.move(i, steps), focus=True))
        agenda.dismiss_wanted.connect(lambda ident: self._do(ident, lambda s, i: s.dismiss(i)))
        agenda.accept_wanted.connect(self._accept)
        agenda.reword_wanted.connect(self._reword)
        agenda.length_wanted.connect(self._set_length)
        agenda.keep_wanted.connect(self.keep)
        agenda.add_wanted.connect(self._add)
        agenda.left_out_wanted.connect(self._show_left_out)
        self.evidence.chosen.connect(self._open_from_evidence)
        self.evidence.add_wanted.connect(self._accept)
        self.last.meeting_wanted.connect(self._show_last)

    def _show(self, plan: Plan) -> None:
        self._avatar.set_name(plan.rep.name)
        self.head.title.setText(formats.fill(self.tr("Prepare: %1"), plan.rep.name))
        self.head.subtitle.setText(subtitle(plan, self.context.today()))
        self._check.setVisible(plan.kept)
        self._state.setText(self.tr("Saved") if plan.kept else self.tr("Not kept yet"))
        open_to_start = plan.meeting.status in {MeetingStatus.PLANNED, MeetingStatus.RUNNING}
        self.start.setEnabled(open_to_start)
        running = plan.meeting.status is MeetingStatus.RUNNING
        self.start.setText(self.tr("Back to the meeting") if running else self.tr("Start meeting"))
        self.start.updateGeometry()
        points = plan.points
        if all(each.id != self._open for each in points):
            focus = [each for each in points if each.section is Section.FOCUS]
            self._open = (focus or list(points))[0].id if points else None
        self.evidence.show_plan(plan, fresh_words(self.context))
        self.agenda.show_plan(plan)
        self.last.show_plan(plan, self.context.today())
        self._open_point(self._open)

    def _open_point(self, ident: Id | None) -> None:
        self._open = ident
        self.agenda.show_open(ident)
        if self.plan is not None:
            point = next((each for each in self.plan.points if each.id == ident), None)
            self.evidence.light(self.plan.ids(point) if point else ())

    def _open_from_evidence(self, ident: Id | None) -> None:
        self._open = ident
        self.agenda.show_open(ident)

    def _item(self, ident: Id) -> AgendaItem | None:
        """The item in the file; a proposed agenda is kept first."""
        if self.plan is None:
            return None
        if self.plan.kept:
            return self.plan.items.get(ident)
        points = self.plan.points
        at = next((at for at, each in enumerate(points) if each.id == ident), None)
        if at is None or not self.keep():
            return None
        kept = [each for each in self.plan.items.values() if each.state is ItemState.ACCEPTED]
        return kept[at] if at < len(kept) else None

    def _do(self, ident: Id, gesture: Callable[[Any, AgendaItem], Change], *, focus: bool = False) -> bool:
        item = self._item(ident)
        if item is None:
            return False
        # What is done to the agenda leaves the numbers as they are: a key on the stepper must be quick.
        self._same_numbers = True
        done = self.context.editor.do(lambda: gesture(self.context.desk.preparation, item))
        if not done:
            # The stepper shows what was asked for; back to what is.
            self.reload()
        self._same_numbers = False
        if done and focus:
            self._open_point(item.id)
            self.agenda.focus_point(item.id)
        return done

    def _accept(self, ident: Id) -> None:
        if self._do(ident, lambda service, item: service.accept(item)):
            self._open_point(ident)
            self.agenda.focus_point(ident)

    def _set_length(self, minutes: int) -> None:
        plan = self.plan
        if plan is None:
            return
        if not plan.kept:
            self._minutes = minutes
            self.reload()
        elif not self.context.editor.do(lambda: self.context.desk.preparation.set_length(plan.meeting, minutes)):
            self.reload()

    def _reword(self, ident: Id) -> None:
        point = next((each for each in self.plan.points if each.id == ident), None) if self.plan else None
        if point is not None:
            self._ask(
                self.tr("In your words"),
                point.title,
                lambda title: self._do(ident, lambda service, item: service.reword(item, title), focus=True),
            )

    def _add(self, section: Section) -> None:
        def keep(title: str) -> None:
            if self.plan is not None and (self.plan.kept or self.keep()):
                meeting = self.plan.meeting
                self.context.editor.do(lambda: self.context.desk.preparation.add_item(meeting, section, title))

        self._ask(self.tr("What do you want to talk about?"), "", keep)

    def _ask(self, label: str, text: str, then: Callable[[str], object]) -> None:
        dialog = QInputDialog(self)
        dialog.setObjectName("prepare_ask")
        dialog.setWindowTitle(self.tr("Agenda item"))
        dialog.setLabelText(label)
        dialog.setTextValue(text[:_LONGEST_TITLE])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(then)
        dialog.open()

    def _show_left_out(self) -> QDialog | None:
        from kpidesk.gui.pages.prepare_left_out import LeftOutDialog

        if self.plan is None:
            return None
        dialog = LeftOutDialog(self, self.plan, self.context.desk.team.kpis(archived=True))
        dialog.open()
        return dialog

    def _show_last(self) -> None:
        if self.plan is not None and self.plan.last is not None:
            self.context.go("meetings", self.plan.last)


def page(context: Context) -> Page:
    """Make the page."""
    return PreparePage(context)
