"""The composition root: paths, file, services, window. The only module that knows every layer."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from kpidesk.gui.main_window import MainWindow
    from kpidesk.gui.opening import Opening
    from kpidesk.gui.start_marks import StartMarks
    from kpidesk.reports.page import Page
    from kpidesk.services.desk import Desk
    from kpidesk.settings import Settings


def open_desk(path: Path) -> Desk:
    """All services over the file at `path`, which is made when it is not there.

    Raises:
        UserError: the file is not ours, newer, empty or damaged.
    """
    from kpidesk.services.desk import Desk

    return Desk(path)


def has_display() -> bool:
    """Whether a window can be shown; without one Qt would abort the process instead of raising an error."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return not os.environ["QT_QPA_PLATFORM"].startswith(("offscreen", "minimal"))
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application() -> QApplication:
    """The one QApplication of this process, named for the desktop."""
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    if QLocale().language() is QLocale.Language.C:
        # A system that names no language groups no digits.
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    app.setApplicationName("KPIdesk")
    app.setApplicationDisplayName("KPIdesk")
    app.setDesktopFileName("io.github.kpidesk.KPIdesk")
    return app


def dress(app: QApplication, settings: Settings) -> None:
    """Put the preferred theme and text size on the application."""
    from kpidesk.gui import theme

    name = theme.preferred(app) if settings.theme == "system" else settings.theme
    theme.apply(app, theme.load_theme(name, settings.text_scale))


def make_window(
    today: Callable[[], dt.date],
    settings: Settings,
    keep: Callable[[Settings], None],
    *,
    show_private: bool = True,
) -> MainWindow:
    """A main window without a file; `furnish` it, or open a file in it, after the application is dressed."""
    from kpidesk.gui.main_window import MainWindow

    app, worn = application(), settings

    def take_over(changed: Settings) -> None:
        nonlocal worn
        keep(changed)
        # Dressing takes a moment, and a border that was dragged does not need it.
        if (changed.theme, changed.text_scale) != (worn.theme, worn.text_scale):
            dress(app, changed)
        worn = changed

    return MainWindow(today, settings, take_over, show_private=show_private)


def pictures(
    path: Path,
    folder: Path,
    today: Callable[[], dt.date],
    *,
    size: tuple[int, int] = (1440, 900),
    theme: str = "light",
    scale: float = 1.0,
) -> list[Path]:
    """Write a picture of every page of the file at `path` into `folder`; private notes are not even loaded."""
    from kpidesk.gui.pictures import take
    from kpidesk.settings import Settings

    draw_offscreen()
    settings = Settings(theme=theme, text_scale=scale)
    dress(application(), settings)
    desk = open_desk(path)
    window = make_window(today, settings, lambda _changed: None, show_private=False)
    try:
        window.resize(*size)
        window.show()
        window.open(desk)
        return take(window, folder)
    finally:
        window.close()
        desk.close()


def draw_offscreen() -> None:
    """Draw without a display, also where there is one; must come before the application is made.

    With a display that cannot be reached Qt would abort the process.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    language = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "C")
    if language in {"C", "POSIX"}:
        # Qt would complain on stderr that this is not UTF-8.
        os.environ["LC_ALL"] = "C.UTF-8"


def pdf(page: Page) -> bytes:
    """A page as a PDF, laid out without a display."""
    from kpidesk.gui.pdf import pdf as laid_out

    draw_offscreen()
    application()
    return laid_out(page)


def run(path: Path, today: Callable[[], dt.date], *, remember: bool = True, bench: bool = False) -> int:
    """Open the window on the file at `path` and stay until it is closed."""
    from PySide6.QtCore import QTimer

    from kpidesk import paths
    from kpidesk.gui.one_window import OneWindow
    from kpidesk.gui.start_marks import StartMarks
    from kpidesk.settings import load, save

    # Imports make hundreds of thousands of objects that stay: looking through them for garbage only costs time.
    gc.disable()
    app, one = application(), OneWindow(paths.data_dir() / "open")
    marks = StartMarks() if bench else None
    if marks is None and not one.claim(path):
        sys.stderr.write(f"kpidesk: {path} is open already; its window was called to the front.\n")
        return 0
    settings_file = paths.config_dir() / "settings.toml"
    settings = load(settings_file)
    window = make_window(today, settings, lambda changed: save(settings_file, changed))
    window.painted.connect(lambda: QTimer.singleShot(0, lambda: _furnish(window, path, today, marks)))
    if marks is not None:
        window.painted.connect(marks.paint)
    one.setParent(window)
    one.called.connect(lambda: _bring_forward(window))
    window.show()
    code = app.exec()
    if window.is_open:
        window.context.desk.close()
    if remember and marks is None:
        save(settings_file, replace(window.settings, last_file=str(path)))
    return code


def _bring_forward(window: MainWindow) -> None:
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()


def _furnish(window: MainWindow, path: Path, today: Callable[[], dt.date], marks: StartMarks | None) -> None:
    """After the first paint: dress and furnish the window, show who is next and let that paint, then open the file."""
    from PySide6.QtCore import QTimer

    from kpidesk.gui.crash_dialog import watch

    dress(application(), window.settings)
    window.furnish()
    watch(window)
    window.file_wanted.connect(lambda wanted: _open_file(window, wanted))
    window.restore_wanted.connect(lambda backup: _restore(window, backup))
    opening = _show_glance(window, path, today())
    if opening is None:
        # After 0 ms Qt would go on before it paints what was put in.
        QTimer.singleShot(1, lambda: _open_file(window, path, marks))
        return
    if marks is not None:
        opening.painted.connect(lambda: QTimer.singleShot(0, marks.data))
    opening.painted.connect(lambda: QTimer.singleShot(0, lambda: _open_file(window, path, marks)))


def _show_glance(window: MainWindow, path: Path, on: dt.date) -> Opening | None:
    """Who is next, read by the driver alone: opening the file takes longer than all that is shown before it."""
    import datetime as dt

    from kpidesk.storage.glance import glance

    found = glance(path, on)
    return window.show_glance(found, path, dt.datetime.now(dt.UTC)) if found is not None and found.reps else None


def _open_file(window: MainWindow, path: Path, marks: StartMarks | None = None) -> None:
    from PySide6.QtCore import QTimer

    from kpidesk.domain.errors import UserError
    from kpidesk.gui import formats
    from kpidesk.gui.one_window import OneWindow

    former = window.context.desk if window.is_open else None
    one = window.findChild(OneWindow)
    desk: Desk | None = None
    if one is not None and marks is None and not one.claim(path):
        said = window.tr("%1 is open in another window of KPIdesk, which was called to the front.")
        window.refuse(formats.fill(said, path.name))
        return
    try:
        desk = open_desk(path)
        window.open(desk)
    except UserError as error:
        _leave_closed(window, path, desk, former)
        if one is not None and former is not None:
            one.claim(former.path)
        window.refuse(str(error))
        return
    if former is not None:
        former.close()
    QTimer.singleShot(0, lambda: _settle(window))
    if marks is not None:
        marks.end(window)


def _leave_closed(window: MainWindow, path: Path, desk: Desk | None, former: Desk | None) -> None:
    """The file at `path` cannot be opened, or is damaged where opening does not look: show what was there before."""
    if desk is not None:
        window.close_pages()
        desk.close()
        if former is not None:
            window.open(former)
    if not window.is_open:
        window.show_no_file(path)


def _restore(window: MainWindow, backup: Path) -> None:
    """Put a backup in the place of the file of the window, which is closed meanwhile and kept beside it."""
    import datetime as dt

    from kpidesk.domain.errors import UserError
    from kpidesk.gui import formats
    from kpidesk.services.safety import restore

    path = window.path
    if path is None:
        return
    if window.is_open:
        desk = window.context.desk
        window.close_pages()
        desk.close()
    try:
        restore(backup, path, dt.datetime.now(dt.UTC).astimezone())
    except UserError as error:
        _open_file(window, path)
        window.refuse(str(error))
        return
    _open_file(window, path)
    if window.is_open:
        said = window.tr("Restored from %1. What was there before is kept beside it.")
        window.say(formats.fill(said, backup.name))


def _settle(window: MainWindow) -> None:
    """The window stands: what start-up made is set aside, from now on garbage is collected."""
    from kpidesk.gui.garbage import GarbageCollector

    gc.freeze()
    if window.findChild(GarbageCollector) is None:
        GarbageCollector(window)
