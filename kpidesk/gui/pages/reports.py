"""The Reports page: what the leadership workbook will contain, and the ways to write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog
from typing_extensions import override

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
    Recognition,
    Rep,
    Target,
    Team,
    Workspace,
)
from kpidesk.domain.terms import Status
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.page import SCHEDULES, Page
from kpidesk.gui.pages.reports_columns import ReportColumns
from kpidesk.gui.pages.reports_contents import spans
from kpidesk.gui.pages.reports_export import (
    Exported,
    safe_name,
)
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.segmented import Segment, Segmented
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.services.summaries import closed_weeks

if TYPE_CHECKING:
    from typing import Any

    from PySide6.QtGui import QResizeEvent

    from kpidesk.gui.context import Context
    from kpidesk.gui.jobs import Job
    from kpidesk.reports.model import LeadershipSummary
    from kpidesk.reports.workbook.preview import PreviewSheet


def page(context: Context) -> ReportsPage:
    """Make the page."""
    return ReportsPage(context)


class ReportsPage(Page):
    """Contents, preview, export. The preview is made on the worker thread; only the newest wish counts."""

    concerns: ClassVar[frozenset[type]] = frozenset(
        {Rep, Team, Kpi, KpiEntry, Target, Import, Agreement, AgreedKpi, OneOnOne, AgendaItem, Note}
        | {Commitment, Recognition, Workspace}
        | SCHEDULES
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Reports"))
        self.head.subtitle.setText(self.tr("Summaries you can hand to your own manager."))
        self._compact = False
        self._making: Job | None = None
        self._writing: Job | None = None
        self._export_due = False
        self._found: LeadershipSummary | None = None
        self._folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self.ask_path = self._ask_path
        self.columns = ReportColumns(context)
        self.contents, self.preview, self.export = self.columns.contents, self.columns.preview, self.columns.export
        self.never, self.recent = self.columns.never, self.columns.recent
        self.export_now = Button(self.tr("Excel workbook"), "primary", icon="upload", keys="Ctrl+E")
        self.export_now.setObjectName("export_now")
        self.export_now.clicked.connect(self.export_excel)
        self.fresh = StatusMark(Status.NONE, 10)
        self.fresh_text = PlainLabel("", FontRole.META, "muted")
        self.switch = Segmented(
            [Segment("contents", self.tr("Contents")), Segment("preview", self.tr("Preview"))],
            name=self.tr("What is shown"),
        )
        self.switch.setObjectName("reports_switch")
        for key in ("contents", "preview"):
            self.switch.button(key).setObjectName(f"reports_switch_{key}")
        self.switch.changed.connect(lambda _key: self._arrange())
        self.head.right.addWidget(self.fresh)
        self.head.right.addWidget(self.fresh_text)
        self.head.right.addWidget(self.switch)
        self.head.right.addWidget(self.export_now)
        self.body.addWidget(self.columns, 1)
        self.contents.changed.connect(self._make_preview)
        self.export.excel_wanted.connect(self.export_excel)
        self.preview.progress.cancel.clicked.connect(self._cancel)
        theme.bind(self._arrange)

    @override
    def reload(self) -> None:
        desk, today = self.context.desk, self.context.today()
        reps = desk.team.reps()
        everyone = desk.team.workspace().name or self.tr("My team")
        teams = desk.team.teams().values()
        choices: list[tuple[str, str | None]] = [(self._with_count(everyone, len(reps)), None)]
        if len(teams) > 1:
            for team in teams:
                count = sum(rep.team_id == team.id for rep in reps)
                choices.append((self._with_count(team.name, count), team.name))
        self.contents.set_choices(choices, spans(desk.team.calendar(), today))
        self._make_preview()

    @override
    def primary(self) -> None:
        self.export_excel()

    @override
    def focus_filter(self) -> None:
        self.switch.set_current("contents")
        self.contents.period.setFocus()

    @override
    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        if hasattr(self, "columns"):
            self._compact = compact
            self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def export_excel(self) -> None:
        """Ask where, and write the workbook."""
        # Ctrl+E from another page comes before the first preview is made.
        self._export_due = self._found is None and self._making is not None
        if self._found is None or self._writing is not None:
            return
        name = safe_name(f"{self._found.team} {self._found.period.label}")
        path = self.ask_path(self.tr("Export Excel workbook"), f"{name}.xlsx", self.tr("Excel workbooks (*.xlsx)"))
        if path is None:
            return
        span, team, parts = self.contents.span, self.contents.chosen_team, self.contents.parts
        summaries, today = self.context.desk.summaries, self.context.today()

        def work(job: Job) -> dict[str, Any]:
            return summaries.export(path, today, span.first, span.last, team, job.report, job.cancelled, parts)

        self.preview.progress.start(formats.fill(self.tr("Writing %1"), path.name))
        self._writing = self.context.jobs.start(
            work, done=self._on_written, failed=self._on_failed, progressed=self.preview.progress.report
        )
        self._refresh_buttons()

    def _arrange(self) -> None:
        """Share the room between contents, preview and export."""
        both = self.columns.arrange(self.width(), compact=self._compact, preview=self.switch.current() == "preview")
        self.switch.setVisible(not both)
        self.export_now.setVisible(self._compact)
        for each in (self.fresh, self.fresh_text):
            each.setVisible(both)
        # Beside the switch there is no room for it in the head.
        self.preview.set_state("" if both else self.fresh_text.text())

    def _make_preview(self) -> None:
        """Gather and lay out on the worker thread; a former wish is dropped."""
        if self._making is not None:
            self._making.cancel()
        span, team, parts = self.contents.span, self.contents.chosen_team, self.contents.parts
        summaries, today = self.context.desk.summaries, self.context.today()
        self.contents.describe(None, closed_weeks(self.context.desk.team.calendar(), span.first, span.last))
        self._say_fresh(Status.NONE, self.tr("Making the preview…"))
        if self._found is None:
            self.preview.say(self.tr("Making the preview…"))

        def work(job: Job) -> tuple[LeadershipSummary, tuple[PreviewSheet, ...]]:
            found = summaries.summary(today, span.first, span.last, team)
            return found, summaries.preview(found, parts, job.cancelled)

        job = self.context.jobs.start(work, done=self._on_made, failed=self._on_not_made)
        self._making = job
        self._refresh_buttons()

    def _on_made(self, made: tuple[LeadershipSummary, tuple[PreviewSheet, ...]]) -> None:
        if self.sender() is not self._making:
            return
        self._making = None
        self._found, sheets = made
        period = self._found.period
        weeks = closed_weeks(self.context.desk.team.calendar(), period.first, period.last)
        self.contents.describe(self._found, weeks)
        self.never.set_count(self._found.private_notes_left_out)
        self.preview.set_sheets(sheets)
        at = formats.time(self.context.now().astimezone().time())
        self._say_fresh(Status.GOOD, formats.fill(self.tr("Preview is live, made %1"), at))
        self._refresh_buttons()
        if self._export_due and self.isVisible():
            self.export_excel()
        self._export_due = False

    def _on_not_made(self, sentence: str) -> None:
        if self.sender() is not self._making:
            return
        self._making, self._found, self._export_due = None, None, False
        self.never.set_count(None)
        self.preview.say(sentence)
        self._say_fresh(Status.NONE, self.tr("No preview"))
        self._refresh_buttons()

    def _on_written(self, written: dict[str, Any]) -> None:
        self._end_writing()
        count = formats.number(len(written["sheets"]))
        self._note(Path(written["file"]), formats.fill(self.tr("Excel, %1 sheets"), count))

    def _on_failed(self, sentence: str) -> None:
        cancelled = self._writing is not None and self._writing.cancelled()
        self._end_writing()
        if cancelled:
            self.context.say(sentence)
        else:
            self.context.editor.refused.emit(sentence)

    def _end_writing(self) -> None:
        self._writing = None
        self.preview.progress.hide()
        self._refresh_buttons()

    def _cancel(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            self.preview.progress.cancel.setEnabled(False)

    def _note(self, path: Path, what: str) -> None:
        self._folder = path.parent
        self.recent.add(Exported(path, self.context.now(), what))
        self.context.say(formats.fill(self.tr("Written: %1"), path.name))

    def _say_fresh(self, status: Status, text: str) -> None:
        self.fresh.set_status(status, text)
        self.fresh_text.setText(text)
        self._arrange()

    def _refresh_buttons(self) -> None:
        ready = self._writing is None and self._found is not None
        for button in (self.export.excel, self.export_now):
            button.setEnabled(ready)

    def _with_count(self, name: str, count: int) -> str:
        text = self.tr("%1, 1 rep") if count == 1 else self.tr("%1, %2 reps")
        return formats.fill(text, name, formats.number(count))

    def _ask_path(self, title: str, name: str, kinds: str) -> Path | None:
        path, _kind = QFileDialog.getSaveFileName(self, title, str(self._folder / name), kinds)
        if not path:
            return None
        return Path(path) if Path(path).suffix else Path(path).with_suffix(Path(name).suffix)
