"""The file in hand: how it is read, what a trial found, and the gestures that change either."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, Signal

from kpidesk.gui import formats
from kpidesk.gui.pages.intake_work import ImportWork, Looked, Piece
from kpidesk.services.column_uses import assign
from kpidesk.services.file_settings import with_setting
from kpidesk.services.fixes import apply, leaving_out, without_left_out
from kpidesk.services.naming import Answer
from kpidesk.services.source_file import SourceFile
from kpidesk.services.transfer import ImportReport, Preview, Trial, UndoReport

if TYPE_CHECKING:
    from pathlib import Path

    from kpidesk.domain.entities import Import
    from kpidesk.gui.context import Context
    from kpidesk.gui.pages.intake_findings import IntakeFindings
    from kpidesk.services.column_uses import Use
    from kpidesk.services.file_settings import Setting
    from kpidesk.services.fixes import Fix
    from kpidesk.services.recipe_parts import Recipe
    from kpidesk.services.recipe_shelf import Kept, Offer


class IntakeSession(QObject):
    """Whatever is changed is looked at and tried again at once; only `write` writes."""

    came = Signal(object)
    """A file just came: `Looked`, with the recipes that fit it."""
    looked = Signal()
    """`preview` is another one."""
    tried = Signal()
    """`trial` is known."""
    written = Signal(object)
    """`ImportReport`; no file is in hand any more."""
    undone = Signal(object)
    """`UndoReport`."""
    failed = Signal(object, str)
    """`Piece` and a sentence."""

    def __init__(self, context: Context, findings: IntakeFindings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._names, self._create_reps = context, findings.names.model, findings.create_reps
        self.work = ImportWork(context.desk.transfer, context.desk.recipes, context.jobs, self)
        self.path: Path | None = None
        self.preview: Preview | None = None
        self.trial: Trial | None = None
        self._source: SourceFile | None = None
        self.last: Preview | None = None
        """How the file of the newest import was read."""
        self.unsaved = False
        """No recipe says how the file is read."""
        self.work.done.connect(self._on_done)
        self.work.failed.connect(self._on_failed)

    @property
    def ready(self) -> bool:
        """Whether the file can be written as it was tried."""
        return self.work.piece is None and self.trial is not None and self.trial.report.rows_used > 0

    @property
    def why_not(self) -> str:
        """Why there is nothing to import; empty if there is, or something is under way."""
        if self.work.piece is not None or self.preview is None:
            return ""
        if self.trial is None:
            return self.tr("Problems say what to decide first.")
        report = self.trial.report
        if report.rows_used:
            return ""
        nothing = self.tr("No row can be used.")
        return f"{nothing} {self.tr('Problems and names say why.')}" if report.problems else nothing

    def open(self, path: Path) -> None:
        """Look at a file; where there is no team yet, it brings one."""
        self.path, self.preview, self.trial = path, None, None
        self._names.forget()
        if not self._context.desk.team.reps(archived=True):
            with QSignalBlocker(self._create_reps):
                self._create_reps.setChecked(True)
        self.work.look_anew(path)

    def close(self) -> None:
        """Put the file down."""
        self.path = self.preview = self.trial = None

    def look(self, recipe: Recipe | Path | None) -> None:
        """Read the file by another recipe; None: by what it tells itself."""
        if self.path is not None:
            self.unsaved = True
            self.work.look(self.path, recipe)

    def set(self, which: Setting, value: str) -> None:
        """Say something about the file as a whole."""
        if self.preview is not None:
            self.look(with_setting(self.preview.recipe, which, value))

    def assign(self, column: str, use: Use) -> None:
        """Say what a column is for."""
        if self.preview is not None:
            self.look(assign(self.preview.recipe, column, use))

    def fix(self, fix: Fix) -> None:
        """Make a one-click change."""
        if self.preview is not None:
            self.look(apply(self.preview.recipe, fix))

    def accept(self, offer: Offer) -> None:
        """Read the file by a recipe of the shelf."""
        self.look(offer.recipe)
        self.unsaved = not offer.sure

    def answer(self) -> None:
        """A name was decided about: try again."""
        self.unsaved = self.unsaved or Answer.LEAVE_OUT in self._names.answers.values()
        self.try_again()

    def try_again(self) -> None:
        """Try what would happen, if nothing is left to decide."""
        if self.preview is not None and self.preview.question is None:
            self.trial = None
            self._run(dry_run=True)

    def write(self) -> None:
        """Write what was tried; a file that was changed since is looked at again instead."""
        if self.ready and self.path is not None and self.preview is not None:
            if self.path.exists() and self._source is not None and self._source.changed:
                said = self.tr("%1 was changed since it was looked at. Nothing was written; look at it again.")
                self.look(self.preview.recipe)
                self.failed.emit(Piece.WRITE, formats.fill(said, self.path.name))
            else:
                self._run(dry_run=False)

    def undo(self, imported: Import) -> None:
        """Take an import back."""
        self.work.undo(imported, self._context.now())

    def to_keep(self, preview: Preview) -> Preview:
        """How a file was read, with the names that were left out, to be saved."""
        names = [name for name, answer in self._names.answers.items() if answer is Answer.LEAVE_OUT]
        return replace(preview, recipe=leaving_out(preview.recipe, names))

    def saved(self, kept: Kept) -> None:
        """The recipe is kept."""
        self.unsaved = False
        if self.preview is not None:
            self.preview = replace(self.preview, recipe=replace(self.preview.recipe, name=kept.recipe.name))

    def _run(self, *, dry_run: bool) -> None:
        if self.path is not None and self.preview is not None:
            if dry_run:
                self._source = SourceFile(self.path)
            self.work.run(
                self.path,
                self.preview.recipe,
                now=self._context.now(),
                create_reps=self._create_reps.isChecked(),
                answers=self._names.answers,
                dry_run=dry_run,
            )

    def _on_done(self, _piece: Piece, result: object) -> None:
        match result:
            case Looked():
                self._on_looked(result)
            case Trial() if self.preview is not None:
                self.trial = result
                self.tried.emit()
            case ImportReport():
                self.last = None if self.preview is None else self.to_keep(self.preview)
                self.close()
                self.written.emit(result)
            case UndoReport():
                self.undone.emit(result)

    def _on_looked(self, looked: Looked) -> None:
        first = self.preview is None
        # A name the recipe leaves out is a decision that can be changed beside the others.
        recipe, names = without_left_out(looked.preview.recipe)
        self._names.leave_out(names)
        self.preview, self.trial = replace(looked.preview, recipe=recipe), None
        if first:
            self.unsaved = looked.used is None
            self.came.emit(looked)
        self.looked.emit()
        self.try_again()

    def _on_failed(self, piece: Piece, sentence: str) -> None:
        if piece not in {Piece.WRITE, Piece.UNDO}:
            self.trial = None
            if self.preview is None:
                self.path = None
        self.failed.emit(piece, sentence)
