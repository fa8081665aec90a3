"""Saving what is typed: off the GUI thread, in order, and never without knowing whose text it is."""

from __future__ import annotations

import re
import uuid
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal

from kpidesk.domain.entities import Id, Note, new_id
from kpidesk.domain.errors import NotFoundError, StaleEditError, UserError

IDLE_MS = 400
"""Pause after the last key before a save."""
LATEST_MS = 1000
"""Longest wait from a key to its save while typing goes on."""
RETRY_MS = 2000
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(slots=True, eq=False)
class Draft:
    """The text of one note, as it is on the screen and as it is in the file."""

    key: Hashable
    begin: Callable[[Id, str], Note]
    """Makes the note of this id with its first text, once however often it is tried; called on the worker thread."""
    note: Note | None = None
    """As saved last; None before the first save."""
    text: str = ""
    kept: str = ""
    """The text in the file."""
    error: str = ""
    """Why the last save failed, as a sentence; empty when it did not."""
    cursor: int = 0
    new: Id = field(default_factory=new_id)
    """The id its note will have."""

    @property
    def dirty(self) -> bool:
        """Whether something typed is not in the file yet."""
        return self.text != self.kept


@dataclass(frozen=True, slots=True)
class _Save:
    """One save, with everything it needs taken when it was asked for."""

    draft: Draft
    note_id: Id
    base_revision: int | None
    """None before the first save."""
    text: str


class NoteSaver(QObject):
    """Keeps drafts 400 ms after the last key and at least every second; a failed save is tried again.

    One save is under way at a time, so the revisions of a note follow each other. Call `flush` before a draft goes.
    """

    changed = Signal(object)
    """A `Draft` was saved, or could not be."""
    _arrived = Signal()

    def __init__(
        self,
        save: Callable[[Id, int, str], Note],
        crashed: Callable[[Exception], None],
        parent: QObject | None = None,
    ) -> None:
        """`save` keeps a text over a base revision on the worker thread; `crashed` is told of bugs."""
        super().__init__(parent)
        self._save, self._crashed = save, crashed
        self._dirty: dict[Hashable, Draft] = {}
        self._results: deque[tuple[_Save, Note | Exception]] = deque()
        self._busy = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._arrived.connect(self._settle, Qt.ConnectionType.QueuedConnection)
        self._idle, self._latest, self._retry = (self._timer(ms) for ms in (IDLE_MS, LATEST_MS, RETRY_MS))

    @property
    def unsaved(self) -> list[Draft]:
        """Drafts with text that is not in the file."""
        return list(self._dirty.values())

    def touch(self, draft: Draft, text: str) -> None:
        """Note that a draft now reads `text`; nothing happens when it did already."""
        # Half a character, as broken clipboards deliver it, cannot be written to any file.
        text = _LONE_SURROGATES.sub("\ufffd", text)
        if text == draft.text:
            return
        draft.text = text
        if draft.dirty:
            self._wait_for_pause(draft)
        else:
            self._dirty.pop(draft.key, None)
            draft.error = ""
            self.changed.emit(draft)

    def _wait_for_pause(self, draft: Draft) -> None:
        self._dirty[draft.key] = draft
        self._idle.start()
        if not self._latest.isActive():
            self._latest.start()

    def save_now(self) -> None:
        """Begin to save at once whatever is not in the file yet."""
        self._idle.stop()
        self._latest.stop()
        if self._busy or not self._dirty:
            return
        draft = next(iter(self._dirty.values()))
        note = draft.note
        job = _Save(draft, note.id if note else draft.new, note.revision if note else None, draft.text)
        self._busy = True
        self._pool.start(lambda: self._write(job))

    def flush(self) -> bool:
        """Save everything now and wait for it; False when something could not be saved, which is tried again."""
        self._finish()
        for draft in self.unsaved:
            # The failed one goes to the end, so that it does not keep the others from being saved.
            self._dirty[draft.key] = self._dirty.pop(draft.key)
        tries = len(self._dirty)
        for _ in range(tries):
            self.save_now()
            self._finish()
        return not self._dirty

    def _finish(self) -> None:
        self._pool.waitForDone()
        self._settle(go_on=False)

    def _write(self, job: _Save) -> None:
        """On the worker thread."""
        result: Note | Exception
        try:
            result = self._keep(job)
        except Exception as error:  # noqa: BLE001  # handed on: the GUI thread tells the user and keeps the text
            result = error
        self._results.append((job, result))
        self._arrived.emit()

    def _keep(self, job: _Save) -> Note:
        try:
            if job.base_revision is None:
                return job.draft.begin(job.note_id, job.text)
            return self._save(job.note_id, job.base_revision, job.text)
        except (StaleEditError, NotFoundError):
            # Somebody else changed or removed the note: both texts stay, ours as a note of its own. A save may be kept
            # though it failed, so the same save gives the same id.
            return job.draft.begin(uuid.uuid5(job.note_id, f"{job.base_revision}"), job.text)

    def _settle(self, *, go_on: bool = True) -> None:
        while self._results:
            job, result = self._results.popleft()
            self._busy = False
            self._take(job, result)
        if go_on and not self._busy and self._dirty and not self._retry.isActive() and not self._idle.isActive():
            self.save_now()

    def _take(self, job: _Save, result: Note | Exception) -> None:
        draft = job.draft
        if isinstance(result, Exception):
            draft.error = str(result) if isinstance(result, UserError) else self.tr("An error in KPIdesk.")
            # Behind the others, and after a while again.
            self._dirty[draft.key] = self._dirty.pop(draft.key, draft)
            self._retry.start()
            if not isinstance(result, UserError):
                self._crashed(result)
        else:
            draft.note, draft.kept, draft.error = result, job.text, ""
            self._dirty.pop(draft.key, None)
            if draft.dirty:
                # Typed on, or back to the former text, while the save was under way.
                self._wait_for_pause(draft)
        self.changed.emit(draft)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.save_now)
        return timer


def counted_lines(text: str) -> int:
    """Lines with something on them."""
    return sum(1 for line in text.splitlines() if line.strip())
