"""The Import page: choose a file, check what it becomes, import; every import can be taken back."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QStackedWidget
from typing_extensions import override

from kpidesk.domain.entities import Import, Kpi, Rep
from kpidesk.gui import formats, theme
from kpidesk.gui.pages import intake_words
from kpidesk.gui.pages.intake_check import IntakeCheck
from kpidesk.gui.pages.intake_footer import IntakeFooter
from kpidesk.gui.pages.intake_recipes import RecipeGestures
from kpidesk.gui.pages.intake_review import IntakeReview
from kpidesk.gui.pages.intake_start import IntakeStart
from kpidesk.gui.pages.intake_steps import Steps
from kpidesk.gui.pages.intake_work import ImportWork, Looked, Piece
from kpidesk.gui.pages.page import Page
from kpidesk.services.column_uses import Part, Setting, Use, assign, kpi_names, with_setting
from kpidesk.services.fixes import Fix, Fixing, apply
from kpidesk.services.transfer import CHANGE, ImportReport, Preview, Trial, UndoReport

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent

    from kpidesk.gui.context import Context
    from kpidesk.services.recipe_parts import Recipe
    from kpidesk.services.recipe_shelf import Kept, Offer

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
        self._path: Path | None = None
        self._preview: Preview | None = None
        self._trial: Trial | None = None
        self._read: Preview | None = None
        """How the file of the newest import was read."""
        self._unsaved = False
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        self.ask_file = self._ask_file
        self.work = ImportWork(context.desk.transfer, context.desk.recipes, context.jobs, self)
        self.recipes = RecipeGestures(self, context)
        self.steps = Steps([self.tr("Choose file"), self.tr("Map columns"), self.tr("Review"), self.tr("Done")])
        self.head.right.addWidget(self.steps)
        self.start = IntakeStart()
        self.check = IntakeCheck()
        self.settings, self.preview, self.findings = self.check.settings, self.check.preview, self.check.findings
        self.offer = self.check.offer
        self.review = IntakeReview()
        self.footer = IntakeFooter()
        self.stages = QStackedWidget()
        self.stages.addWidget(self.start)
        self.stages.addWidget(self.check)
        self.stages.addWidget(self.review)
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
            self._look(path)

    def open_file(self, path: Path) -> None:
        """Look at a file; a recipe that comes while one is open says how that is read."""
        if path.suffix.lower() == ".toml" and self._path is not None:
            self._look(path)
            return
        self._path, self._preview, self._trial = path, None, None
        self.findings.names.model.forget()
        self.start.say_error("")
        self._turn_to(_Stage.START)
        self.work.look_anew(path)

    def show_review(self) -> None:
        """Go on to the last look before anything is written."""
        if self._ready and self._trial is not None:
            self.review.set_trial(self._trial, self.context.desk.team.workspace().currency)
            self._turn_to(_Stage.REVIEW)
            self.footer.import_now.setFocus()

    def import_now(self) -> None:
        """Write what was checked."""
        if self._ready:
            self._run(dry_run=False)

    def undo_import(self, imported: Import) -> None:
        """Take an import back."""
        self.work.undo(imported, self.context.now())

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
        self.start.manage_wanted.connect(lambda: self.recipes.manage(can_use=False))
        self.start.save_wanted.connect(self._on_save_last)
        self.settings.changed.connect(self._on_setting)
        self.settings.rules_wanted.connect(self._on_rules)
        menu = self.settings.recipe
        menu.file_wanted.connect(self.choose_recipe)
        menu.save_wanted.connect(self._on_save)
        menu.none_wanted.connect(lambda: self._look(None))
        menu.manage_wanted.connect(lambda: self.recipes.manage(can_use=self._path is not None))
        menu.offer_wanted.connect(self._on_offer)
        self.offer.accepted.connect(self._on_offer)
        self.offer.refused.connect(lambda: self.check.set_offer(None))
        self.recipes.wanted.connect(self._look)
        self.recipes.saved.connect(self._on_saved)
        self.findings.fix_wanted.connect(self._on_fix)
        self.preview.header.assigned.connect(self._on_assigned)
        self.findings.create_reps_changed.connect(lambda _on: self._try())
        self.findings.names.answered.connect(self._try)
        self.footer.cancel.clicked.connect(self._on_cancel)
        self.footer.back.clicked.connect(lambda: self._turn_to(_Stage.CHECK))
        self.footer.import_now.clicked.connect(self.primary)
        self.work.began.connect(self._on_began)
        self.work.progressed.connect(self.footer.report)
        self.work.rested.connect(self._on_rested)
        self.work.done.connect(self._on_done)
        self.work.failed.connect(self._on_failed)
        self.work.stopped.connect(self.context.say)

    def _look(self, recipe: Recipe | Path | None) -> None:
        """Read the open file by another recipe; None: by what it tells itself."""
        if self._path is not None:
            self._unsaved = True
            self.check.set_offer(None)
            self.work.look(self._path, recipe)

    def _on_setting(self, which: Setting, value: str) -> None:
        if self._preview is not None:
            self._look(with_setting(self._preview.recipe, which, value))

    def _on_assigned(self, column: int, use: Use) -> None:
        if self._preview is None:
            return
        name = self._preview.columns[column]
        if use.part is Part.NEW_KPI:
            dialog = self.recipes.describe_kpi(self._preview, name)
            dialog.rejected.connect(self._show_uses)
        else:
            self._look(assign(self._preview.recipe, name, use))

    def _on_fix(self, fix: Fix) -> None:
        if self._preview is None:
            return
        if fix.kind is Fixing.EDIT_RULES:
            self._on_rules()
        else:
            self._look(apply(self._preview.recipe, fix))

    def _on_rules(self) -> None:
        if self._preview is not None:
            self.recipes.edit_rules(self._preview)

    def _on_offer(self, offer: Offer) -> None:
        self._look(offer.recipe)
        self._unsaved = not offer.sure

    def _on_save(self) -> None:
        if self._preview is not None:
            self.recipes.save(self._preview)

    def _on_save_last(self) -> None:
        if self._read is not None:
            self.recipes.save(self._read)

    def _on_saved(self, kept: Kept) -> None:
        self._unsaved = False
        self.start.result.save.hide()
        if self._preview is not None:
            self._preview = replace(self._preview, recipe=replace(self._preview.recipe, name=kept.recipe.name))
            self.settings.set_preview(self._preview, self.recipes.names(self._preview))

    def _show_uses(self) -> None:
        """Show again what the columns are for: a choice was not made after all."""
        if self._preview is not None:
            self.check.show_file(self._preview, self.recipes.names(self._preview))
            if self._trial is not None:
                self.check.show_trial(self._preview, self._trial)

    def _on_cancel(self) -> None:
        writing = self.work.piece is Piece.WRITE
        self.work.stop()
        if writing:
            self.footer.cancel.setEnabled(False)
        else:
            self._path = self._preview = self._trial = None
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
            case Looked():
                self._show(result)
            case Trial():
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
            self._trial = None
            self.findings.ask(sentence)
            self.footer.set_report(None, 0)
            self._refresh()

    def _show(self, looked: Looked) -> None:
        """Show how a file is read, and try it if nothing is left to decide."""
        preview = looked.preview
        if self._preview is None:
            # The file just came: what fits it is offered, unless it was saved for exactly these columns.
            self._unsaved = looked.used is None
            self.settings.recipe.set_offers(looked.offers)
            self.check.set_offer(None if looked.used else next(iter(looked.offers), None))
        self._preview, self._trial = preview, None
        self.check.show_file(preview, self.recipes.names(preview))
        self.head.subtitle.setText(intake_words.about(preview))
        self.footer.set_report(None, 0)
        self._turn_to(_Stage.CHECK)
        self._try()

    def _try(self) -> None:
        if self._preview is not None and self._preview.question is None:
            self._trial = None
            self._run(dry_run=True)

    def _run(self, *, dry_run: bool) -> None:
        if self._path is not None and self._preview is not None:
            self.work.run(
                self._path,
                self._preview.recipe,
                now=self.context.now(),
                create_reps=self.findings.create_reps.isChecked(),
                answers=self.findings.names.model.answers,
                dry_run=dry_run,
            )

    def _show_trial(self, trial: Trial) -> None:
        if self._preview is None:
            return
        self._trial, report = trial, trial.report
        self.findings.names.model.set_reps(self.context.desk.team.reps())
        self.check.show_trial(self._preview, trial)
        self.footer.set_report(report, len(self.findings.names.model.undecided))
        self._refresh()

    def _show_result(self, report: ImportReport) -> None:
        self._read = self._preview
        self._path = self._preview = self._trial = None
        self._turn_to(_Stage.START)
        self.steps.set_current(3)
        self.context.editor.do(lambda: CHANGE)
        imports = self.context.desk.transfer.imports()
        self.start.set_imports(imports)
        imported = next((each for each in imports if str(each.id) == report.import_id), None)
        if imported is not None:
            names = kpi_names(self.context.desk.team.kpis())
            self.start.show_result(report, imported, names, unsaved=self._unsaved)
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

    @property
    def _ready(self) -> bool:
        return self.work.piece is None and self._trial is not None and self._trial.report.rows_used > 0

    def _why_not(self) -> str:
        """Why there is nothing to import, where the page is not just at work."""
        if self.work.piece is not None or self._preview is None:
            return ""
        if self._trial is None:
            return self.tr("Problems say what to decide first.")
        report = self._trial.report
        if report.rows_used:
            return ""
        nothing = self.tr("No row can be used.")
        return f"{nothing} {self.tr('Problems and names say why.')}" if report.problems else nothing

    def _refresh(self) -> None:
        stage, piece = _Stage(self.stages.currentIndex()), self.work.piece
        checking = stage is not _Stage.START
        self.footer.setVisible(checking or piece is not None)
        self.footer.import_now.setVisible(checking)
        self.footer.import_now.setText(self.tr("Import") if stage is _Stage.REVIEW else self.tr("Review"))
        self.footer.back.setVisible(stage is _Stage.REVIEW and piece is None)
        self.footer.set_ready(ready=self._ready, why_not=self._why_not())
        self.footer.cancel.setVisible(piece is not Piece.UNDO)
        self.footer.cancel.setEnabled(True)
        writing = piece in {Piece.WRITE, Piece.UNDO}
        for part in (self.check, self.start, self.review):
            part.setEnabled(not writing)

    def _ask_file(self, title: str, kinds: str) -> Path | None:
        path, _kind = QFileDialog.getOpenFileName(self, title, self._folder, kinds)
        if not path:
            return None
        self._folder = str(Path(path).parent)
        return Path(path)
