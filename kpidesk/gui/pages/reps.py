"""The Reps page: the team in a table, leading against lagging below it, one rep at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from kpidesk.domain.entities import (
    AgreedKpi,
    Agreement,
    Commitment,
    Import,
    Kpi,
    KpiEntry,
    OneOnOne,
    Rep,
    Target,
    Workspace,
)
from kpidesk.domain.presence import presence
from kpidesk.gui import formats, theme
from kpidesk.gui.charts.quadrant import Dot
from kpidesk.gui.models import team_data
from kpidesk.gui.pages.page import SCHEDULES, Page
from kpidesk.gui.pages.reps_columns import RepsColumns
from kpidesk.gui.pages.reps_detail import RepFile
from kpidesk.gui.pages.reps_evidence import Reader
from kpidesk.gui.pages.reps_gestures import RepGestures
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState
from kpidesk.gui.widgets.segmented import Segment, Segmented

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QResizeEvent

    from kpidesk.gui.context import Context
    from kpidesk.gui.models.reps_rows import RepRow
    from kpidesk.gui.models.team_data import TeamData


class RepsPage(Page):
    """Who is in the team, where each stands, and what comes next with each."""

    concerns: ClassVar[frozenset[type]] = frozenset(
        {Rep, Kpi, KpiEntry, Target, Import, Agreement, AgreedKpi, OneOnOne, Commitment, Workspace} | SCHEDULES
    )

    _built = False
    """The base class lays out before the cards exist."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Reps"))
        self._data: TeamData | None = None
        self._archived = False
        self._compact = False
        self.add = Button(self.tr("Add rep"), icon="plus")
        self.add.setObjectName("add_rep")
        self.switch = Segmented(
            [Segment("team", self.tr("Team")), Segment("rep", self.tr("Rep"))], name=self.tr("Team or one rep")
        )
        self.switch.setObjectName("reps_switch")
        for key in ("team", "rep"):
            self.switch.button(key).setObjectName(f"reps_switch_{key}")
        self.switch.changed.connect(lambda _key: self._arrange())
        self.head.right.addWidget(self.switch)
        self.head.right.addWidget(self.add)
        self.columns = RepsColumns(context)
        self.table, self.chart, self.detail = self.columns.table, self.columns.chart, self.columns.detail
        self.acts = RepGestures(context, self, self.columns)
        self._lay_out()
        self._connect()
        self._built = True

    @override
    def show_subject(self, subject: Any) -> None:
        if isinstance(subject, Rep):
            self._show_archived(subject.archived)
            self.table.select(subject.id)

    @override
    def reload(self) -> None:
        self._data = data = team_data.read(self.context.desk, self.context.today(), archived=self._archived)
        if self._archived and not data.archived:
            self._show_archived(archived=False)
            return
        self._stack.setCurrentIndex(0 if data.rows else 1)
        # The empty state has the one button there is then.
        self.add.setVisible(bool(data.rows))
        self.head.subtitle.setText(self._subtitle(data))
        self.table.set_rows(data.rows, data.currency, len(data.archived))
        dots = [_dot(row) for row in data.rows]
        self.chart.set_dots([dot for dot in dots if dot is not None])
        self.columns.both.refresh()
        self._arrange()

    @override
    def primary(self) -> None:
        row = self.table.current
        if row is None or not self.detail.start.isEnabled():
            return
        starts = self.detail.starts
        if starts is not None:
            self.context.go("meeting", starts)
        else:
            self.context.go("prepare", row.rep)

    @override
    def gestures(self) -> Mapping[str, Callable[[], object]]:
        return {
            "open_prep": self.acts.prepare,
            "share": self.acts.share_recap,
            "edit_rep": self.acts.edit_rep,
            "time_off": self.acts.time_off,
            "ramp": self.acts.ramp,
        }

    @override
    def focus_filter(self) -> None:
        self.switch.set_current("team")
        self.table.filters.field.setFocus()
        self.table.filters.field.selectAll()

    @override
    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        self._compact = compact
        if self._built:
            self.columns.set_brief(brief=compact)
            self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        first = Button(self.tr("Add rep"), "primary", icon="plus")
        first.setObjectName("add_first_rep")
        first.clicked.connect(self.acts.add_rep)
        nothing = EmptyState(
            Drawing.PERSON,
            self.tr("No reps yet"),
            self.tr("Type a name and two or three weekly activities you both care about. Numbers can come later."),
            first,
            estimate=self.tr("About 1 minute"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.columns)
        self._stack.addWidget(nothing)
        self.body.addWidget(self._stack, 1)
        theme.bind(self._arrange)

    def _connect(self) -> None:
        acts = self.acts
        acts.saved.connect(self._show_saved)
        self.add.clicked.connect(acts.add_rep)
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(self._on_opened)
        self.table.filters.archived_wanted.connect(self._show_archived)
        self.table.add_gesture("row_edit", self.tr("Edit rep…"), "F2", acts.edit_rep)
        self.table.add_gesture("row_time_off", self.tr("Time off…"), "", acts.time_off)
        self.table.add_gesture("row_ramp", self.tr("Ramp…"), "", acts.ramp)
        self.table.add_gesture("row_prepare", self.tr("Prepare one-on-one"), "", acts.prepare)
        self.table.add_gesture("row_archive", self.tr("Archive or restore"), "Del", acts.archive_or_restore)
        self.chart.chosen.connect(self.table.select)
        self.detail.edit_wanted.connect(acts.edit_rep)
        self.detail.start_wanted.connect(self.primary)
        scorecard, reader = self.detail.scorecard, Reader(self.context, self)
        scorecard.evidence_wanted.connect(reader.read)
        reader.found.connect(scorecard.add_evidence)
        reader.failed.connect(scorecard.fail_evidence)
        self.detail.done_wanted.connect(acts.close_commitment)
        self.detail.add_wanted.connect(acts.add_commitment)
        self.detail.change_wanted.connect(acts.change_commitment)
        self.detail.agreement.agree_wanted.connect(acts.agree)
        self.detail.agreement.change_wanted.connect(acts.change_agreement)
        self.detail.meeting_wanted.connect(lambda meeting: self.context.go("meetings", meeting))

    def _on_current(self, row: RepRow | None) -> None:
        self.detail.setEnabled(row is not None)
        self.chart.set_selected(row.rep.id if row else None)
        if row is None or self._data is None:
            return
        data, desk = self._data, self.context.desk
        self.detail.show_file(
            RepFile(
                row=row,
                presence=presence(row.rep, data.board.frame.numbers.schedules, data.on),
                meetings=desk.meetings.one_on_ones(row.rep.id),
                commitments=desk.meetings.commitments(row.rep.id),
                agreements=desk.agreements.of(row.rep.id),
                kpis={each.id: each for each in desk.team.kpis(archived=True)},
                currency=data.currency,
                calendar=data.board.frame.calendar,
            )
        )
        self.switch.set_label("rep", row.rep.first_name)

    def _on_opened(self) -> None:
        self.switch.set_current("rep")
        self.detail.tabs.setFocus()

    def _show_saved(self, rep: Rep) -> None:
        self._show_archived(archived=False)
        self.table.select(rep.id)

    def _show_archived(self, archived: bool) -> None:  # noqa: FBT001 - Qt's own signal
        if archived != self._archived:
            self._archived = archived
            self.table.filters.archived.setChecked(archived)
            self.reload()

    def _subtitle(self, data: TeamData) -> str:
        n = len(data.rows)
        if self._archived:
            return formats.fill(self.tr("%1 archived. Restore one to see it in the team again."), str(n))
        count = formats.counted(n, self.tr("1 rep."), self.tr("%1 reps."))
        return f"{count} {self.tr('Status follows the leading KPIs, not the quota.')}" if n else ""

    def _arrange(self) -> None:
        """Share the room between table, chart and detail."""
        if self._data is None:
            return
        rows = bool(self._data.rows)
        wide = self.columns.arrange(
            self.width(),
            self.height(),
            compact=self._compact,
            chart=not self._archived,
            rep=self.switch.current() == "rep",
        )
        self.switch.setVisible(not wide and rows)


def _dot(row: RepRow) -> Dot | None:
    """A mark of the chart, for reps whose corner is known."""
    card = row.card
    leading, lagging, pace = card.leading_attainment, card.lagging_attainment, card.pace
    if card.quadrant is None or leading is None or lagging is None or pace is None:
        return None
    return Dot(row.rep, leading, lagging, pace, card.status)


def page(context: Context) -> Page:
    """Make the page."""
    return RepsPage(context)
