"""The Prepare page: from evidence to an agenda, beside what was promised last time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QStackedWidget
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
    OwnQuestion,
    OwnTemplate,
    Pin,
    Rep,
    RuleSetting,
    Target,
    Topic,
    Workspace,
)
from kpidesk.domain.terms import Section
from kpidesk.gui.pages.meeting_start import begin
from kpidesk.gui.pages.page import SCHEDULES, Page
from kpidesk.gui.pages.prepare_agenda import AgendaColumn
from kpidesk.gui.pages.prepare_changes import Changes
from kpidesk.gui.pages.prepare_columns import Columns
from kpidesk.gui.pages.prepare_evidence import EvidenceColumn
from kpidesk.gui.pages.prepare_head import PrepareHead
from kpidesk.gui.pages.prepare_last import LastTimeColumn
from kpidesk.gui.pages.prepare_plan import Plan, gather
from kpidesk.gui.pages.prepare_words import fresh_words
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QResizeEvent

    from kpidesk.domain.templates import Template
    from kpidesk.gui.context import Context

_KPIS = (AgreedKpi, Agreement, Import, Kpi, KpiEntry, Target)
_TALKS = (AgendaItem, Commitment, Note, OneOnOne, Pin, Rep, Topic)


class PreparePage(Page):
    """Evidence, agenda, last time. What the numbers propose is kept only when the manager says so, or starts."""

    concerns = frozenset({*_KPIS, *_TALKS, OwnQuestion, OwnTemplate, RuleSetting, Workspace}) | SCHEDULES

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Prepare"))
        self._subject: Rep | OneOnOne | None = None
        self._minutes: int | None = None
        self._template: Id | None = None
        self._open: Id | None = None
        self.same_numbers = False
        """Whether what is being done leaves the numbers as they are."""
        self.plan: Plan | None = None
        self.parts = PrepareHead(self.head)
        self.parts.share.clicked.connect(self.share_agenda)
        self.parts.start.clicked.connect(self.primary)
        self.evidence, self.agenda, self.last = EvidenceColumn(), AgendaColumn(), LastTimeColumn(context)
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
            self._subject, self._minutes, self._template, self._open = subject, None, None, None

    @override
    def reload(self) -> None:
        subject = self._subject or self.context.desk.planning.whom_next(self.context.today())
        numbers = self.plan.numbers if self.plan is not None and self.same_numbers else None
        self.plan = gather(self.context, subject, self._minutes, numbers, self._template) if subject else None
        self._stack.setCurrentIndex(0 if self.plan else 1)
        self.parts.fit(self.width(), shown=self.plan is not None)
        if self.plan is None:
            self.parts.show_nobody()
            return
        self._show(self.plan)

    @override
    def primary(self) -> None:
        if self.plan is None:
            return
        if self.plan.locked:
            self.context.go("meetings", self.plan.meeting)
        elif self.plan.kept or self.keep():
            begin(self.context, self.plan.meeting)

    @override
    def focus_filter(self) -> None:
        self.agenda.focus_point(self._open)

    @override
    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        if hasattr(self, "columns"):
            self.columns.set_compact(compact=compact)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.parts.fit(self.width(), shown=self.plan is not None)

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
            self.open_item(self.plan.points[open_at].id)
        return True

    def _keep_and_stay(self) -> None:
        """Keep it and stay on the open card: the button that was pressed is gone."""
        if self.keep():
            self.agenda.focus_point(self._open)

    def share_agenda(self) -> None:
        """Show what the rep would get, and offer the ways out. No note is ever part of it."""
        from kpidesk.gui.dialogs.share import share_agenda

        if self.plan is not None:
            share_agenda(self, self.context, self.plan.rep, self.plan.agenda)

    @override
    def gestures(self) -> Mapping[str, Callable[[], object]]:
        if self.plan is None:
            return {}
        always: dict[str, Callable[[], object]] = {
            "new_topic": self.last.write_topic,
            "left_out": self.show_left_out,
            "share": self.share_agenda,
        }
        if self.plan.locked:
            return always
        always |= {"add_point": self.add, "template": self.parts.template.ask}
        if not self.plan.kept:
            always["keep_agenda"] = self._keep_and_stay
        if self.last.mine.note is not None:
            always["prep_note"] = self.last.write_note
        return always | self.changes.gestures()

    @override
    def leave(self) -> bool:
        return self.last.mine.keep()

    def add(self) -> QDialog | None:
        """Ask for a talking point of the manager's own."""
        from kpidesk.gui.dialogs.agenda_item import AgendaItemDialog

        if self.plan is None:
            return None
        minutes = self.plan.agenda.minutes
        dialog = AgendaItemDialog(self, self.context, self.plan.rep, self.changes.meeting, minutes)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def open_item(self, ident: Id | None, *, focus: bool = False) -> None:
        """Open the card of a talking point and light up its evidence."""
        self._open = ident
        self.agenda.show_open(ident)
        self.agenda.show_linked(())
        if self.plan is not None:
            point = next((each for each in self.plan.points if each.id == ident), None)
            self.evidence.light(self.plan.ids(point) if point else ())
        if focus:
            self.agenda.focus_point(ident)

    def _connect(self) -> None:
        agenda = self.agenda
        agenda.opened.connect(self.open_item)
        agenda.length_wanted.connect(self._set_length)
        self.parts.template.chosen.connect(self._set_template)
        agenda.keep_wanted.connect(self._keep_and_stay)
        agenda.add_wanted.connect(self.add)
        agenda.left_out_wanted.connect(self.show_left_out)
        self.evidence.chosen.connect(self._open_from_evidence)
        self.last.meeting_wanted.connect(self._show_last)
        if self.last.mine.note is not None:
            self.last.mine.note.begun.connect(self._plan_meeting)
        self.changes = Changes(self)

    def _show(self, plan: Plan) -> None:
        self.parts.show_plan(plan, self.context.today(), self.context.desk.templates.all())
        points = plan.points
        if all(each.id != self._open for each in points):
            focus = [each for each in points if each.section is Section.FOCUS]
            self._open = (focus or list(points))[0].id if points else None
        self.evidence.show_plan(plan, fresh_words(self.context))
        self.agenda.show_plan(plan)
        self.last.show_plan(plan, self.context.today())
        self.open_item(self._open)

    def _open_from_evidence(self, idents: tuple[Id, ...]) -> None:
        self._open = idents[0] if idents else None
        self.agenda.show_open(self._open)
        self.agenda.show_linked(idents)

    def _plan_meeting(self) -> None:
        """Plan the one-on-one that was only proposed, so that what is typed for it has a place."""
        if self.plan is not None and not self.plan.planned:
            meeting = self._subject = self.plan.meeting
            self.context.editor.do(lambda: self.context.desk.meetings.schedule(meeting))

    def _set_length(self, minutes: int) -> None:
        plan = self.plan
        if plan is None:
            return
        if not plan.kept:
            self._minutes = minutes
            self.reload()
        elif not self.context.editor.do(lambda: self.context.desk.agendas.set_length(plan.meeting, minutes)):
            self.reload()

    def _set_template(self, template: Template) -> None:
        plan = self.plan
        if plan is None:
            return
        reshaping, on = self.context.desk.reshaping, self.context.today()
        if not plan.planned:
            self._template = template.id
            self.reload()
        elif not self.context.editor.do(lambda: reshaping.choose(plan.meeting, plan.rep, on, template)):
            self.reload()

    def show_left_out(self) -> QDialog | None:
        """Tell what is not on the agenda and why, with a way back for what the manager took off."""
        from kpidesk.gui.pages.prepare_left_out import LeftOutDialog

        if self.plan is None:
            return None
        dialog = LeftOutDialog(self, self.plan, self.context.desk.team.kpis(archived=True))
        dialog.back_wanted.connect(self.changes.accept)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _show_last(self) -> None:
        if self.plan is not None and self.plan.last is not None:
            self.context.go("meetings", self.plan.last)


def page(context: Context) -> Page:
    """Make the page."""
    return PreparePage(context)
