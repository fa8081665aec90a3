"""The composition root: paths, file, services, window. The only module that knows every layer."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from kpidesk.gui.main_window import MainWindow
    from kpidesk.gui.opening import Opening
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
    from PySide6.QtWidgets import QApplication

    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
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


def pdf(page: Page) -> bytes:
    """A page as a PDF, laid out without a display if there is none."""
    if not has_display():
        # Must be said before the application is made; without a display Qt would abort the process.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        if not any(os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
            # Where nothing is said of the language, Qt would complain on stderr.
            os.environ["LC_CTYPE"] = "C.UTF-8"
    from kpidesk.gui.pdf import pdf as laid_out

    application()
    return laid_out(page)


def run(path: Path, today: Callable[[], dt.date], *, remember: bool = True, bench: bool = False) -> int:
    """Open the window on the file at `path` and stay until it is closed."""
    from PySide6.QtCore import QTimer

    from kpidesk import paths
    from kpidesk.settings import load, save

    # Imports make hundreds of thousands of objects that stay: looking through them for garbage only costs time.
    gc.disable()
    settings_file = paths.config_dir() / "settings.toml"
    settings = load(settings_file)
    window = make_window(today, settings, lambda changed: save(settings_file, changed))
    window.painted.connect(lambda: QTimer.singleShot(0, lambda: _furnish(window, path, today, bench=bench)))
    if bench:
        window.painted.connect(lambda: _bench_marks.update(first_paint_s=_since_start()))
    window.show()
    code = application().exec()
    if window.is_open:
        window.context.desk.close()
    if remember and not bench:
        save(settings_file, replace(window.settings, last_file=str(path)))
    return code


def _furnish(window: MainWindow, path: Path, today: Callable[[], dt.date], *, bench: bool) -> None:
    """After the first paint: dress and furnish the window, show who is next and let that paint, then open the file."""
    from PySide6.QtCore import QTimer

    from kpidesk.gui.crash_dialog import watch

    dress(application(), window.settings)
    window.furnish()
    watch(window)
    window.file_wanted.connect(lambda wanted: _open_file(window, wanted))
    opening = _show_glance(window, path, today())
    if opening is None:
        # After 0 ms Qt would go on before it paints what was put in.
        QTimer.singleShot(1, lambda: _open_file(window, path, bench=bench))
        return
    if bench:
        opening.painted.connect(lambda: QTimer.singleShot(0, lambda: _bench_marks.update(data_s=_since_start())))
    opening.painted.connect(lambda: QTimer.singleShot(0, lambda: _open_file(window, path, bench=bench)))


def _show_glance(window: MainWindow, path: Path, on: dt.date) -> Opening | None:
    """Who is next, read by the driver alone: opening the file takes longer than all that is shown before it."""
    import datetime as dt

    from kpidesk.storage.glance import glance

    found = glance(path, on)
    return window.show_glance(found, path, dt.datetime.now(dt.UTC)) if found is not None and found.reps else None


def _open_file(window: MainWindow, path: Path, *, bench: bool = False) -> None:
    from PySide6.QtCore import QTimer

    from kpidesk.domain.errors import UserError

    former = window.context.desk if window.is_open else None
    try:
        window.open(open_desk(path))
    except UserError as error:
        window.end_glance()
        window.refuse(str(error))
        return
    if former is not None:
        former.close()
    QTimer.singleShot(0, lambda: _settle(window))
    if bench:
        _end_bench(window)


def _settle(window: MainWindow) -> None:
    """The window stands: what start-up made is set aside, from now on garbage is collected."""
    from kpidesk.gui.garbage import GarbageCollector

    gc.freeze()
    if window.findChild(GarbageCollector) is None:
        GarbageCollector(window)


_bench_marks: dict[str, float] = {}


def _end_bench(window: MainWindow) -> None:
    """When all numbers are shown, say when what was there, and close."""
    from PySide6.QtCore import QTimer

    if window.page is None or not window.page.complete:
        QTimer.singleShot(1, lambda: _end_bench(window))
        return
    window.repaint()
    _bench_marks.setdefault("data_s", _since_start())
    _bench_marks.update(full_s=_since_start(), cpu_s=time.process_time(), rss_mb=_peak_memory())
    sys.stdout.write(json.dumps(_bench_marks) + "\n")
    sys.stdout.flush()
    QTimer.singleShot(0, window.close)


def _since_start() -> float:
    """Seconds since the benchmark started this process."""
    began = int(os.environ.get("KPIDESK_BENCH_START") or time.monotonic_ns())
    return (time.monotonic_ns() - began) / 1e9


def _peak_memory() -> float:
    """Peak memory of this process in MB, where the system tells."""
    from pathlib import Path

    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    peak = next((line for line in lines if line.startswith("VmHWM")), "VmHWM: 0 kB")
    return int(peak.split()[1]) / 1024
