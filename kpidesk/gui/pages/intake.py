"""The Import page: choose a file, check what it becomes, import; every import can be taken back."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget
from typing_extensions import override

from kpidesk.domain.entities import Import, Kpi, Rep
from kpidesk.gui import formats, theme
from kpidesk.gui.pages import intake_words
from kpidesk.gui.pages.intake_check import IntakeCheck
from kpidesk.gui.pages.intake_footer import IntakeFooter
from kpidesk.gui.pages.intake_start import IntakeStart
from kpidesk.gui.pages.intake_steps import Steps
from kpidesk.gui.pages.intake_work import ImportWork, Piece
from kpidesk.gui.pages.page import Page
from kpidesk.services.column_uses import Setting, Use, assign, kpi_names, with_setting
from kpidesk.services.transfer import CHANGE, ImportReport, Preview, UndoReport

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent

    from kpidesk.gui.context import Context

_LOW = 560
"""Design pixels of height below which preview, problems and names take turns."""


def page(context: Context) -> IntakePage:
    """Make the page."""
    return IntakePage(context)


class _Stage(IntEnum):
    START = 0
    CHECK = 1


class IntakePage(Page):
    """Whatever the user changes is looked at and tried again at once; nothing is written before Import."""

    concerns: ClassVar[frozenset[type]] = frozenset({Import, Kpi, Rep})

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Import"))
        self.setAcceptDrops(True)
        self._compact = False
        self._path: Path | None = None
        self._preview: Preview | None = None
        self._report: ImportReport | None = None
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        self.ask_file = self._ask_file
        self.work = ImportWork(context.desk.transfer, context.jobs, self)
        self.steps = Steps([self.tr("Choose file"), self.tr("Check"), self.tr("Done")])
        self.head.right.addWidget(self.steps)
        self.start = IntakeStart()
        self.check = IntakeCheck()
        self.settings, self.preview, self.findings = self.check.settings, self.check.preview, self.check.findings
        self.footer = IntakeFooter()
        self.stages = QStackedWidget()
        self.stages.addWidget(self.start)
        self.stages.addWidget(self.check)
        self.body.addWidget(self.stages, 1)
        self._column.addWidget(self.footer)
        self._connect()
        self._turn_to(_Stage.START)
        self.set_compact(compact=False)

    @override
    def reload(self) -> None:
        self.start.set_imports(self.context.desk.transfer.imports())

    @override
    def primary(self) -> None:
        if self.stages.currentIndex() == _Stage.START:
            self.choose_file()
        else:
            self.import_now()

    @override
    def focus_filter(self) -> None:
        self.start.history.view.setFocus()

    @override
    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        if not hasattr(self, "footer"):
            return
        # The foot runs over the whole width, so the margins belong to head and body.
        side = 16 if compact else 24
        self._column.setContentsMargins(0, 0, 0, 0)
        self.head.setContentsMargins(side, 0, side, 0)
        self.body.setContentsMargins(side, 0, side, 16)
        self.steps.setVisible(not compact)
        self._fit(compact=compact)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(compact=self._compact)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if self.work.piece is not Piece.WRITE and len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def choose_file(self) -> None:
        """Ask for a file."""
        kinds = self.tr("Tables (*.csv *.tsv *.txt *.xlsx *.xls *.ods);;All files (*)")
        path = self.ask_file(self.tr("Import a file"), kinds)
        if path is not None:
            self.open_file(path)

    def choose_recipe(self) -> None:
        """Ask for a recipe that says what the columns of the open file are."""
        path = self.ask_file(self.tr("Use a recipe"), self.tr("Recipes (*.toml)"))
        if path is not None and self._path is not None:
            self.work.look(self._path, path)

    def open_file(self, path: Path) -> None:
        """Look at a file; a recipe that comes while one is open says how that is read."""
        if path.suffix.lower() == ".toml" and self._path is not None:
            self.work.look(self._path, path)
            return
        self._path, self._preview, self._report = path, None, None
        self.start.say_error("")
        self._turn_to(_Stage.START)
        self.work.look(path, None)

    def import_now(self) -> None:
        """Write what was checked."""
        if self._report is not None and self.work.piece is None:
            self._run(dry_run=False)

    def undo_import(self, imported: Import) -> None:
        """Take an import back."""
        self.work.undo(imported, self.context.now())

    def _fit(self, *, compact: bool) -> None:
        """Side by side, as tabs in a narrow window, and all in turn in a low one."""
        self._compact, low = compact, self.height() < theme.px(_LOW)
        self.start.set_low(low=low)
        self.check.set_room(compact=compact, low=low)
        self.footer.set_brief(brief=compact)

    def _connect(self) -> None:
        self.start.file_wanted.connect(self.choose_file)
        self.start.undo_wanted.connect(self.undo_import)
        self.settings.recipe_wanted.connect(self.choose_recipe)
        self.settings.changed.connect(self._on_setting)
        self.preview.header.assigned.connect(self._on_assigned)
        self.findings.create_reps_changed.connect(lambda _on: self._try())
        self.footer.cancel.clicked.connect(self._on_cancel)
        self.footer.import_now.clicked.connect(self.import_now)
        shortcut = QShortcut(QKeySequence("F4"), self, self.findings.next_problem)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.work.began.connect(self._on_began)
        self.work.progressed.connect(self.footer.report)
        self.work.rested.connect(self._on_rested)
        self.work.done.connect(self._on_done)
        self.work.failed.connect(self._on_failed)
        self.work.stopped.connect(self.context.say)

    def _on_setting(self, which: Setting, value: str) -> None:
        if self._preview is not None and self._path is not None:
            self.work.look(self._path, with_setting(self._preview.recipe, which, value))

    def _on_assigned(self, column: int, use: Use) -> None:
        if self._preview is not None and self._path is not None:
            self.work.look(self._path, assign(self._preview.recipe, self._preview.columns[column], use))

    def _on_cancel(self) -> None:
        writing = self.work.piece is Piece.WRITE
        self.work.stop()
        if writing:
            self.footer.cancel.setEnabled(False)
        else:
            self._path = self._preview = self._report = None
            self._turn_to(_Stage.START)

    def _on_began(self) -> None:
        if self.work.piece is not None:
            self.footer.begin(self.work.piece, self._path.name if self._path is not None else "")
        self._refresh()

    def _on_rested(self) -> None:
        self.footer.rest()
        self._refresh()

    def _on_done(self, _piece: Piece, result: object) -> None:
        match result:
            case Preview():
                self._show(result)
            case ImportReport() if result.import_id is None:
                self._show_trial(result)
            case ImportReport():
                self._show_result(result)
            case UndoReport():
                self.context.editor.do(lambda: CHANGE)
                self.context.say(result.sentence)

    def _on_failed(self, piece: Piece, sentence: str) -> None:
        if piece in {Piece.WRITE, Piece.UNDO}:
            self.context.editor.refused.emit(sentence)
        elif self.stages.currentIndex() == _Stage.START:
            self._path = None
            self.start.say_error(sentence)
        else:
            self._report = None
            self.findings.ask(sentence)
            self.footer.set_report(None, 0)
            self._refresh()

    def _show(self, preview: Preview) -> None:
        """Show how a file is read, and try it if nothing is left to decide."""
        self._preview, self._report = preview, None
        self.check.show_file(preview, kpi_names(self.context.desk.team.kpis()))
        self.head.subtitle.setText(intake_words.about(preview))
        self.footer.set_report(None, 0)
        self._turn_to(_Stage.CHECK)
        if preview.question is None:
            self._try()
        else:
            self.findings.ask(preview.question)

    def _try(self) -> None:
        if self._preview is not None and self._preview.question is None:
            self._report = None
            self._run(dry_run=True)

    def _run(self, *, dry_run: bool) -> None:
        if self._path is not None and self._preview is not None:
            create, now = self.findings.create_reps.isChecked(), self.context.now()
            self.work.run(self._path, self._preview.recipe, now=now, create_reps=create, dry_run=dry_run)

    def _show_trial(self, report: ImportReport) -> None:
        if self._preview is None:
            return
        self._report = report
        self.check.show_trial(self._preview, report)
        self.footer.set_report(report, self.findings.names.model.rowCount() - len(report.reps_created))
        self._refresh()

    def _show_result(self, report: ImportReport) -> None:
        self._path = self._preview = self._report = None
        self._turn_to(_Stage.START)
        self.steps.set_current(2)
        self.context.editor.do(lambda: CHANGE)
        imports = self.context.desk.transfer.imports()
        self.start.set_imports(imports)
        imported = next((each for each in imports if str(each.id) == report.import_id), None)
        if imported is not None:
            self.start.show_result(report, imported)
            self.start.history.select(imported.id)
            self.start.choose.setFocus()
            said = formats.fill(self.tr("Imported: %1"), imported.file)
            self.context.say(said, lambda: self.undo_import(imported))

    def _turn_to(self, stage: _Stage) -> None:
        self.stages.setCurrentIndex(stage)
        self.steps.set_current(int(stage))
        checking = stage is _Stage.CHECK
        self.head.title.setText(self.tr("Import: check what it becomes") if checking else self.tr("Import"))
        if not checking:
            self.head.subtitle.setText(self.tr("Values, targets and reps from a CSV or Excel file."))
        self._refresh()

    def _refresh(self) -> None:
        checking, piece = self.stages.currentIndex() == _Stage.CHECK, self.work.piece
        self.footer.setVisible(checking or piece is not None)
        self.footer.import_now.setVisible(checking)
        self.footer.import_now.setEnabled(piece is None and self._report is not None)
        self.footer.cancel.setVisible(piece is not Piece.UNDO)
        self.footer.cancel.setEnabled(True)
        writing = piece in {Piece.WRITE, Piece.UNDO}
        for part in (self.check, self.start):
            part.setEnabled(not writing)

    def _ask_file(self, title: str, kinds: str) -> Path | None:
        path, _kind = QFileDialog.getOpenFileName(self, title, self._folder, kinds)
        if not path:
            return None
        self._folder = str(Path(path).parent)
        return Path(path)
