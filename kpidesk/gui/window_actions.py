"""What the actions of the menu bar do, as far as the window does it and not a page.

Dialogs and the command palette are imported when they are first wanted: the window starts without them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from kpidesk.gui import formats
from kpidesk.gui.menus import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

    from kpidesk.gui.main_window import MainWindow


def open_file(window: MainWindow) -> None:
    """Ask for another KPIdesk file and show it."""
    from kpidesk.gui.dialogs import files

    files.open_file(window)


def save_copy(window: MainWindow) -> None:
    """Ask where, and write a verified copy there."""
    from kpidesk.gui.dialogs import files

    files.save_copy(window)


def export_excel(window: MainWindow) -> None:
    """Turn to the reports and write the workbook."""
    window.go("reports")
    main_action(window)


def main_action(window: MainWindow) -> None:
    """Do what the page in sight is there for."""
    if window.page is not None:
        window.page.primary()


def filter_list(window: MainWindow) -> None:
    """Put the cursor where the page in sight is filtered."""
    if window.page is not None:
        window.page.focus_filter()


def import_calendar(window: MainWindow) -> None:
    """Take one-on-ones over from a calendar file."""
    from kpidesk.gui.dialogs import calendar_files

    calendar_files.import_calendar(window, window.context)


def export_calendar(window: MainWindow) -> None:
    """Write planned one-on-ones into a calendar file."""
    from kpidesk.gui.dialogs import calendar_files

    calendar_files.export_calendar(window, window.context)


def undo(window: MainWindow) -> None:
    """Take the last step back; inside a text field that of the typing, as long as there is one."""
    field = _field()
    if field is not None and _typing(field).isUndoAvailable():
        field.undo()
    elif window.is_open:
        window.editor.undo()


def redo(window: MainWindow) -> None:
    """Do the step again that was taken back last, or the typing of the field that has the keyboard."""
    field = _field()
    if field is not None and _typing(field).isRedoAvailable():
        field.redo()
    elif window.is_open:
        window.editor.redo()


def open_palette(window: MainWindow) -> None:
    """Search everything, or run a command."""
    from kpidesk.gui import palette

    palette.open_palette(window)


def wear(window: MainWindow, *, theme: str | None = None, text_scale: float | None = None) -> None:
    """Change how KPIdesk looks on this computer; None leaves it as it is."""
    worn = window.settings
    window.change_settings(replace(worn, theme=theme or worn.theme, text_scale=text_scale or worn.text_scale))


def new_one_on_one(window: MainWindow) -> None:
    """Plan a one-on-one."""
    from kpidesk.gui.dialogs.one_on_one import schedule

    schedule(window, window.context)


def plan_ahead(window: MainWindow) -> None:
    """Propose the next one-on-ones by each rep's rhythm."""
    from kpidesk.gui.dialogs.plan_ahead import PlanAheadDialog

    PlanAheadDialog(window, window.context).open()


def check(window: MainWindow) -> None:
    """Verify the open file."""
    findings = window.context.desk.safety.check()
    if findings:
        window.refuse("\n".join(findings))
    else:
        window.say(tr("The file is sound."))


def backup(window: MainWindow) -> None:
    """Write a verified copy into the folder of backups."""
    from kpidesk.domain.errors import UserError

    try:
        path = window.context.desk.safety.backup(None, window.context.now().astimezone())
    except UserError as error:
        window.refuse(str(error))
    else:
        window.say(formats.fill(tr("Copied and verified: %1"), path.name))


def restore_backup(window: MainWindow) -> None:
    """Ask for a backup to put in the place of the file."""
    from kpidesk.gui.dialogs import files

    files.restore_backup(window)


def show_shortcuts(window: MainWindow) -> None:
    """Show all keys on one sheet."""
    from kpidesk.gui.dialogs.shortcuts import ShortcutsDialog

    ShortcutsDialog(window, window.menuBar()).open()


def about(window: MainWindow) -> None:
    """Say which version this is."""
    from kpidesk import __version__

    window.say(formats.fill(tr("KPIdesk %1. Offline by design."), __version__))


def _field() -> QPlainTextEdit | QLineEdit | None:
    """The field that is being typed in."""
    focus = QApplication.focusWidget()
    return focus if isinstance(focus, (QPlainTextEdit, QLineEdit)) and not focus.isReadOnly() else None


def _typing(field: QPlainTextEdit | QLineEdit) -> QTextDocument | QLineEdit:
    """What knows the steps of the typing in a field."""
    return field.document() if isinstance(field, QPlainTextEdit) else field
