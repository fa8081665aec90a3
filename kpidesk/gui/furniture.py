"""What stands in the window: navigation, stack of pages, status bar, menus. Imported after the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from kpidesk.gui import menu_bar, regions
from kpidesk.gui.jobs import Jobs
from kpidesk.gui.navigation import Destination, Navigation
from kpidesk.gui.page_stack import PageStack
from kpidesk.gui.status_bar import StatusBar
from kpidesk.gui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from kpidesk.gui.main_window import MainWindow


def furnish(window: MainWindow) -> None:
    """Put everything in that every page shares."""
    window.jobs = Jobs(window)
    window.navigation = Navigation(_destinations(window), window)
    window.stack = PageStack(window)
    window.status = StatusBar(window)
    window.setStatusBar(window.status)
    middle = QWidget(window)
    row = QHBoxLayout(middle)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(window.navigation)
    row.addWidget(window.stack, 1)
    window.setCentralWidget(middle)
    window.menus = menu_bar.build(window)
    window.navigation.chosen.connect(window.go)
    window.navigation.import_wanted.connect(lambda: window.go("intake"))
    window.navigation.set_current("today")
    for keys, step in (("F6", 1), ("Shift+F6", -1)):
        QShortcut(QKeySequence(keys), window, lambda step=step: regions.next_region(window, step))
    app = QApplication.instance()
    if isinstance(app, QApplication):
        FocusRing(app, window)


def _destinations(window: MainWindow) -> tuple[Destination, ...]:
    return (
        Destination("today", window.tr("Today"), "calendar", "Alt+1"),
        Destination("reps", window.tr("Reps"), "users", "Alt+2"),
        Destination("kpis", window.tr("KPIs"), "chart-no-axes-column", "Alt+3"),
        Destination("meetings", window.tr("Meetings"), "messages-square", "Alt+4"),
        Destination("insights", window.tr("Insights"), "sliders-horizontal", "Alt+5"),
        Destination("intake", window.tr("Import"), "download", "Alt+6"),
        Destination("reports", window.tr("Reports"), "file-text", "Alt+7"),
    )
