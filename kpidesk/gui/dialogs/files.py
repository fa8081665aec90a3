"""Opening another file, saving a copy, restoring a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from kpidesk.domain.errors import UserError
from kpidesk.gui import formats

if TYPE_CHECKING:
    from kpidesk.gui.main_window import MainWindow


def tr(text: str) -> str:
    """Translate a text of these dialogs."""
    return QCoreApplication.translate("files", text)


def open_file(window: MainWindow) -> None:
    """Ask for a KPIdesk file, existing or new, and show it."""
    path, _kind = QFileDialog.getSaveFileName(
        window,
        tr("Open or make a KPIdesk file"),
        "",
        tr("KPIdesk files (*.kpidesk)"),
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if path:
        window.file_wanted.emit(Path(path).with_suffix(Path(path).suffix or ".kpidesk"))


def save_copy(window: MainWindow) -> None:
    """Ask where, and write a verified copy there; saving itself is automatic."""
    path, _kind = QFileDialog.getSaveFileName(
        window, tr("Save a copy"), str(window.context.desk.path.parent), tr("KPIdesk files (*.kpidesk)")
    )
    if not path:
        return
    if Path(path) == window.context.desk.path:
        window.refuse(tr("This is the open file itself; it is saved already. Choose another name for the copy."))
        return
    try:
        window.context.desk.safety.backup(Path(path), window.context.now())
    except UserError as error:
        window.refuse(str(error))
    else:
        window.say(formats.fill(tr("Copied and verified: %1"), Path(path).name))


def restore_backup(window: MainWindow) -> None:
    """Ask for a backup, which stands beside the file unless it was put elsewhere; the file itself is kept."""
    if window.path is None:
        return
    path, _kind = QFileDialog.getOpenFileName(
        window, tr("Restore a backup"), str(window.path.parent), tr("KPIdesk files (*.kpidesk)")
    )
    if path:
        window.restore_wanted.emit(Path(path))
