"""The Import page: choose a file, check what it becomes, import; every import can be taken back."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QStackedWidget
from typing_extensions import override

from kpidesk.domain.entities import Import, Kpi, Rep
from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.import_brought import BroughtDialog
from kpidesk.gui.pages import intake_words
from kpidesk.gui.pages.intake_check import IntakeCheck
from kpidesk.gui.pages.intake_focus import IntakeFocus
from kpidesk.gui.pages.intake_footer import IntakeFooter
from kpidesk.gui.pages.intake_reading import IntakeReading
from kpidesk.gui.pages.intake_review import IntakeReview
from kpidesk.gui.pages.intake_session import IntakeSession
from kpidesk.gui.pages.intake_start import IntakeStart
from kpidesk.gui.pages.intake_steps import Steps
from kpidesk.gui.pages.intake_work import Piece
from kpidesk.gui.pages.page import Page
from kpidesk.services.column_uses import kpi_names
from kpidesk.services.transfer import CHANGE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent

    from kpidesk.gui.context import Context
    from kpidesk.services.transfer import ImportReport, UndoReport

_LOW = 560
"""Design pixels of height below which preview, problems and names take turns."""


def page(context: Context) -> IntakePage:
    """Make the page."""
    return IntakePage(context)


class _Stage(IntEnum):
    START = 0
    CHECK = 1
    REVIEW = 2


class IntakePage(Page):
    """Whatever the user changes is looked at and tried again at once; nothing is written before Import."""

    concerns: ClassVar[frozenset[type]] = frozenset({Import, Kpi, Rep})

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Import"))
        self.setAcceptDrops(True)
        self._compact = False
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        self.ask_file = self._ask_file
        self.steps = Steps([self.tr("Choose file"), self.tr("Map columns"), self.tr("Review"), self.tr("Done")])
        self.head.right.addWidget(self.steps)
        self.start = IntakeStart()
        self.check = IntakeCheck()
        self.settings, self.preview, self.findings = self.check.settings, self.check.preview, self.check.findings
        self.offer = self.check.offer
        self.session = IntakeSession(context, self.findings, self)
        self.work = self.session.work
        self.reading = IntakeReading(self, context, self.check, self.session)
        self.recipes = self.reading.recipes
        self.review = IntakeReview()
        self.footer = IntakeFooter()
        self.stages = QStackedWidget()
        self.stages.addWidget(self.start)
        self.stages.addWidget(self.check)
        self.stages.addWidget(self.review)
        self.body.addWidget(self.stages, 1)
        self._column.addWidget(self.footer)
        self._connect()
        self._focus = IntakeFocus(self.check, self.footer, self.session, self)
        self._turn_to(_Stage.START)
        self.set_compact(compact=False)

    @override
    def reload(self) -> None:
        self.start.set_imports(self.context.desk.transfer.imports())
        if self.session.preview is not None and self.work.piece is None:
            # What the open file would change, and whom it names, may be another thing now.
            self._turn_to(_Stage.CHECK)
            self.reading.try_anew()

    @override
    def primary(self) -> None:
        match self.stages.currentIndex():
            case _Stage.START:
                self.choose_file()
            case _Stage.CHECK:
                self.show_review()
            case _:
                self.import_now()

    @override
    def gestures(self) -> Mapping[str, Callable[[], object]]:
        return {"next_problem": self.findings.next_problem}

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
        if path is not None:
            self.reading.look(path)

    def open_file(self, path: Path) -> None:
        """Look at a file; a recipe that comes while one is open says how that is read."""
        if path.suffix.lower() == ".toml" and self.session.path is not None:
            self.reading.look(path)
            return
        self.start.say_error("")
        self._turn_to(_Stage.START)
        self.session.open(path)

    def show_review(self) -> None:
        """Go on to the last look before anything is written."""
        if self.session.ready and self.session.trial is not None:
            self.review.set_trial(self.session.trial, self.context.desk.team.workspace().currency)
            self._turn_to(_Stage.REVIEW)
            self.footer.import_now.setFocus()

    def import_now(self) -> None:
        """Write what was checked."""
        self.session.write()

    def show_brought(self, imported: Import) -> BroughtDialog:
        """Show what an import brought."""
        desk = self.context.desk
        dialog = BroughtDialog(self, *desk.transfer.brought(imported.no), desk.team.workspace().currency)
        dialog.open()
        return dialog

    def undo_import(self, imported: Import) -> None:
        """Take an import back."""
        self.session.undo(imported)

    def _fit(self, *, compact: bool) -> None:
        """Side by side, as tabs in a narrow window, and all in turn in a low one."""
        self._compact, low = compact, self.height() < theme.px(_LOW)
        self.start.set_low(low=low)
        self.check.set_room(compact=compact, low=low)
        self.review.set_room(brief=compact)
        self.footer.set_brief(brief=compact)

    def _connect(self) -> None:
        self.start.file_wanted.connect(self.choose_file)
        self.start.undo_wanted.connect(self.undo_import)
        self.start.show_wanted.connect(self.show_brought)
        self.start.manage_wanted.connect(lambda: self.recipes.manage(can_use=False))
        self.start.save_wanted.connect(self.recipes.save_last)
        self.settings.recipe.file_wanted.connect(self.choose_recipe)
        self.recipes.saved.connect(lambda _kept: self.start.result.save.hide())
        self.footer.cancel.clicked.connect(self._on_cancel)
        self.footer.back.clicked.connect(self._go_back)
        self.footer.import_now.clicked.connect(self.primary)
        self.work.began.connect(self._on_began)
        self.work.progressed.connect(self.footer.report)
        self.work.rested.connect(self._on_rested)
        self.work.stopped.connect(self.context.say)
        self.session.came.connect(lambda _looked: self._turn_to(_Stage.CHECK))
        self.session.looked.connect(self._on_looked)
        self.session.tried.connect(self._on_tried)
        self.session.written.connect(self._on_written)
        self.session.undone.connect(self._on_undone)
        self.session.failed.connect(self._on_failed)

    def _go_back(self) -> None:
        self._turn_to(_Stage.CHECK)
        self.footer.import_now.setFocus()

    def _on_cancel(self) -> None:
        writing = self.work.piece is Piece.WRITE
        self.work.stop()
        if not writing:
            self.session.close()
            self._turn_to(_Stage.START)
            self.start.choose.setFocus()

    def _on_began(self) -> None:
        if self.work.piece is not None:
            self.footer.begin(self.work.piece, self.session.path.name if self.session.path is not None else "")
        self._refresh()

    def _on_rested(self) -> None:
        self.footer.rest()
        self._refresh()

    def _on_failed(self, piece: Piece, sentence: str) -> None:
        if piece in {Piece.WRITE, Piece.UNDO}:
            self.context.editor.refused.emit(sentence)
        elif self.stages.currentIndex() == _Stage.START:
            self.start.say_error(sentence)
        else:
            self.findings.refuse(sentence)
            self.footer.set_report(None, 0)
            self._refresh()

    def _on_looked(self) -> None:
        preview = self.session.preview
        if preview is not None:
            self.head.subtitle.setText(intake_words.about(preview))
            self.footer.set_report(None, 0)
            self._turn_to(_Stage.CHECK)

    def _on_tried(self) -> None:
        if self.session.trial is not None:
            self.footer.set_report(self.session.trial.report, len(self.findings.names.model.undecided))
            self._refresh()

    def _on_undone(self, report: UndoReport) -> None:
        self.context.editor.do(lambda: CHANGE)
        self.start.show_undone(report)
        self.context.say(formats.fill(self.tr("Taken back: %1"), report.file))
        if self.stages.currentIndex() == _Stage.START:
            self.start.history.view.setFocus()

    def _on_written(self, report: ImportReport) -> None:
        self._turn_to(_Stage.START)
        self.steps.set_current(3)
        self.context.editor.do(lambda: CHANGE)
        imports = self.context.desk.transfer.imports()
        self.start.set_imports(imports)
        imported = next((each for each in imports if str(each.id) == report.import_id), None)
        if imported is not None:
            names = kpi_names(self.context.desk.team.kpis())
            self.start.show_result(report, imported, names, unsaved=self.session.unsaved)
            self.start.history.select(imported.id)
            self.start.choose.setFocus()
            said = formats.fill(self.tr("Imported: %1"), imported.file)
            self.context.say(said, lambda: self.undo_import(imported))

    def _turn_to(self, stage: _Stage) -> None:
        self.stages.setCurrentIndex(stage)
        self.steps.set_current(int(stage))
        titles = {
            _Stage.START: self.tr("Import"),
            _Stage.CHECK: self.tr("Import: map columns"),
            _Stage.REVIEW: self.tr("Import: review"),
        }
        self.head.title.setText(titles[stage])
        if stage is _Stage.START:
            self.head.subtitle.setText(self.tr("Values, targets and reps from a CSV or Excel file."))
        self._refresh()

    def _refresh(self) -> None:
        stage, piece = _Stage(self.stages.currentIndex()), self.work.piece
        checking = stage is not _Stage.START
        self.footer.setVisible(checking or piece is not None)
        self.footer.import_now.setVisible(checking)
        self.footer.import_now.setText(self.tr("Import") if stage is _Stage.REVIEW else self.tr("Review"))
        self.footer.show_back(shown=stage is _Stage.REVIEW and piece is None)
        self.footer.set_ready(ready=self.session.ready, why_not=self.session.why_not)
        self.footer.cancel.setVisible(piece is not Piece.UNDO)
        writing = piece in {Piece.WRITE, Piece.UNDO}
        for part in (self.check, self.start, self.review):
            part.setEnabled(not writing)

    def _ask_file(self, title: str, kinds: str) -> Path | None:
        path, _kind = QFileDialog.getOpenFileName(self, title, self._folder, kinds)
        if not path:
            return None
        self._folder = str(Path(path).parent)
        return Path(path)
