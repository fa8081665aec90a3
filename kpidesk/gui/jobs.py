"""Long work off the GUI thread: one worker, progress, cancel; callbacks land on the GUI thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from typing_extensions import override

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable


class Job(QObject):
    """One piece of long work. Its signals are delivered on the thread it was made on."""

    progressed = Signal(int, object)
    """Steps done, and how many there are or None."""
    done = Signal(object)
    """The result."""
    failed = Signal(str)
    """A sentence for the user: nothing was changed."""
    crashed = Signal(object)
    """A bug; it belongs in the crash log."""
    finished = Signal()
    """After any of the three."""

    def __init__(self, work: Callable[[Job], Any]) -> None:
        """`work` gets this job, to report progress to and to ask whether it is cancelled."""
        super().__init__()
        self._work = work
        self._cancel = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at the next safe place."""
        self._cancel.set()

    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._cancel.is_set()

    def report(self, done: int, total: int | None) -> None:
        """Say how far the work is; called by the work, on its thread."""
        self.progressed.emit(done, total)

    def run(self) -> None:
        """Do the work on the calling thread."""
        try:
            result = self._work(self)
        except UserError as error:
            self.failed.emit(str(error))
        except Exception as error:  # noqa: BLE001  # handed on: the GUI thread logs and shows it
            self.crashed.emit(error)
        else:
            self.done.emit(result)
        finally:
            self.finished.emit()


class Jobs(QObject):
    """The worker thread and the job it is on."""

    crashed = Signal(object)
    """A bug in some job."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: list[Job] = []

    @property
    def busy(self) -> bool:
        """Whether any work is under way."""
        return bool(self._running)

    def start(
        self,
        work: Callable[[Job], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[str], None],
        progressed: Callable[[int, int | None], None] | None = None,
    ) -> Job:
        """Start `work` on the worker thread; the callbacks run on this one."""
        job = Job(work)
        queued = Qt.ConnectionType.QueuedConnection
        job.done.connect(done, queued)
        job.failed.connect(failed, queued)
        job.crashed.connect(self.crashed, queued)
        if progressed is not None:
            job.progressed.connect(progressed, queued)
        job.finished.connect(self._on_finished, queued)
        self._running.append(job)
        self._pool.start(_Runnable(job))
        return job

    def shutdown(self) -> None:
        """Cancel what runs and wait until no thread is left."""
        for job in self._running:
            job.cancel()
        self._pool.waitForDone()
        self._running.clear()

    @Slot()
    def _on_finished(self) -> None:
        self._running = [job for job in self._running if job is not self.sender()]


class _Runnable(QRunnable):
    """The pool's handle on a job; the job itself lives on the GUI thread."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    @override
    def run(self) -> None:
        self._job.run()
