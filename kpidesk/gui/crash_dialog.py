"""Bugs reach a log without private text and a dialog that shows the whole report, never a silent end."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from kpidesk import crashes, paths
from kpidesk.domain.errors import UserError
from kpidesk.gui import formats
from kpidesk.gui.dialogs.notice import notice

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QMessageBox

    from kpidesk.gui.main_window import MainWindow


class _Watch(QObject):
    """Brings bugs of any thread to the GUI thread."""

    happened = Signal(object)


def watch(window: MainWindow) -> None:
    """From now on every unhandled exception, also in slots and threads, is logged and shown; the window goes on."""
    watcher = _Watch(window)
    watcher.happened.connect(lambda error: tell(window, error), Qt.ConnectionType.QueuedConnection)
    window.jobs.crashed.connect(watcher.happened)

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        watcher.happened.emit(error)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            watcher.happened.emit(args.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook


def tell(window: MainWindow, error: BaseException) -> None:
    """Say what is the matter: a fault that was to be expected, such as a damaged file, is no bug."""
    if isinstance(error, UserError):
        window.refuse(str(error))
    else:
        show(window, error)


def show(window: MainWindow, error: BaseException) -> QMessageBox:
    """Log a bug and tell the user what was kept of it."""
    log = crashes.keep(error, paths.log_dir())
    said = window.tr("The report below is all that was kept. It holds none of your data and was sent nowhere. File: %1")
    box = notice(
        window,
        "crash",
        window.tr("KPIdesk made a mistake"),
        window.tr("Something went wrong in KPIdesk itself. What you typed before is saved; you can go on."),
        formats.fill(said, str(log or formats.MISSING)),
        report=crashes.report(error),
    )
    box.open()
    return box
