"""The long work of an import, one piece at a time on the worker thread: look, try, write, take back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from kpidesk.services.recipe_shelf import Offer
from kpidesk.services.transfer import Preview

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from kpidesk.domain.entities import Import
    from kpidesk.gui.jobs import Job, Jobs
    from kpidesk.services.column_uses import Mapping
    from kpidesk.services.naming import Answers
    from kpidesk.services.recipe_shelf import RecipeShelf
    from kpidesk.services.transfer import TransferService


class Piece(Enum):
    """What is being done."""

    LOOK = "look"
    TRY = "try"
    WRITE = "write"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Looked:
    """A file, and the saved recipes that fit it."""

    preview: Preview
    offers: tuple[Offer, ...] = ()
    used: Offer | None = None
    """The recipe it is read by, since it was saved for exactly these columns."""


class ImportWork(QObject):
    """Starting something drops what was under way; nobody hears of that again."""

    began = Signal()
    progressed = Signal(int, object)
    """Rows done, and about how many there are or None."""
    done = Signal(object, object)
    """`Piece` and its result: a `Looked`, a `Trial`, an `ImportReport` or an `UndoReport`."""
    failed = Signal(object, str)
    """`Piece` and a sentence: nothing was written."""
    stopped = Signal(str)
    """A sentence, after the user stopped the writing."""
    rested = Signal()

    def __init__(
        self, transfer: TransferService, shelf: RecipeShelf, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._transfer, self._shelf, self._jobs = transfer, shelf, jobs
        self._job: Job | None = None
        self._piece: Piece | None = None

    @property
    def piece(self) -> Piece | None:
        """What is under way, None while nothing is."""
        return self._piece

    def look(self, path: Path, recipe: Path | Mapping | None) -> None:
        """Read the first rows, and how the file would be read."""
        self._begin(Piece.LOOK, lambda _job: Looked(self._transfer.preview(path, recipe)))

    def look_anew(self, path: Path) -> None:
        """Read the first rows of a file that just came; a recipe saved for exactly its columns is used."""

        def work(_job: Job) -> Looked:
            preview = self._transfer.preview(path)
            offers = tuple(self._shelf.offers(preview.columns))
            used = next((offer for offer in offers if offer.sure), None)
            return Looked(preview if used is None else self._transfer.preview(path, used.recipe), offers, used)

        self._begin(Piece.LOOK, work)

    def run(
        self, path: Path, recipe: Mapping, *, now: dt.datetime, create_reps: bool, answers: Answers, dry_run: bool
    ) -> None:
        """Import a file, or do everything but write."""

        def work(job: Job) -> Any:
            gesture = self._transfer.trial if dry_run else self._transfer.import_file
            return gesture(
                path,
                recipe,
                now=now,
                create_reps=create_reps,
                answers=answers,
                progress=job.report,
                cancelled=job.cancelled,
            )

        self._begin(Piece.TRY if dry_run else Piece.WRITE, work)

    def undo(self, imported: Import, now: dt.datetime) -> None:
        """Take an import back."""
        self._begin(Piece.UNDO, lambda _job: self._transfer.undo_import(imported.no, now=now))

    def stop(self) -> None:
        """Drop what is under way; while writing, ask it to stop and hear what became of it."""
        if self._job is None:
            return
        self._job.cancel()
        if self._piece is not Piece.WRITE:
            self._job = self._piece = None
            self.rested.emit()

    def _begin(self, piece: Piece, work: Callable[[Job], Any]) -> None:
        if self._job is not None:
            self._job.cancel()
        self._piece = piece
        self._job = self._jobs.start(work, done=self._on_done, failed=self._on_failed, progressed=self._on_progress)
        self._job.crashed.connect(self._on_crashed, Qt.ConnectionType.QueuedConnection)
        self.began.emit()

    def _on_progress(self, done: int, total: int | None) -> None:
        if self.sender() is self._job:
            self.progressed.emit(done, total)

    def _on_done(self, result: object) -> None:
        if self.sender() is self._job:
            piece = self._end()
            self.done.emit(piece, result)

    def _on_failed(self, sentence: str) -> None:
        if self._job is None or self.sender() is not self._job:
            return
        cancelled = self._job.cancelled()
        piece = self._end()
        if cancelled:
            self.stopped.emit(sentence)
        else:
            self.failed.emit(piece, sentence)

    def _on_crashed(self, _error: object) -> None:
        # The bug itself is told by the window; this page only has to be usable again.
        if self.sender() is self._job:
            self._end()

    def _end(self) -> Piece | None:
        piece, self._job, self._piece = self._piece, None, None
        self.rested.emit()
        return piece
