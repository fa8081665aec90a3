"""The main window: assembles navigation, pages and menus; holds no rule."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QMessageBox, QStackedWidget
from typing_extensions import override

# Only what the first paint needs is imported up here; the rest comes with `furnish`.
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from kpidesk.domain.coming import Glance
    from kpidesk.domain.edits import Change
    from kpidesk.gui.context import Context
    from kpidesk.gui.editor import Editor
    from kpidesk.gui.jobs import Jobs
    from kpidesk.gui.menus import Menus
    from kpidesk.gui.navigation import Navigation
    from kpidesk.gui.opening import Opening
    from kpidesk.gui.pages.page import Page
    from kpidesk.gui.status_bar import StatusBar
    from kpidesk.gui.widgets.toast import Toast
    from kpidesk.services.desk import Desk
    from kpidesk.settings import Settings

RAIL_BELOW = 1280
"""Below this width, at text scale 1, the navigation shows icons only and pages use their narrow layout."""

LEAST = QSize(1100, 700)
"""The smallest window for which the pages are laid out; a smaller screen makes it smaller still."""

PAGES = ("today", "reps", "kpis", "meetings", "insights", "intake", "reports", "prepare", "meeting", "settings")
_PARENTS = {"prepare": "meetings", "meeting": "meetings"}
_WIDE_NAVIGATION_OFF = frozenset({"meeting"})


class MainWindow(QMainWindow):
    """One window over one file. It paints its frame first; furniture and file come right after."""

    jobs: Jobs
    menus: Menus
    navigation: Navigation
    stack: QStackedWidget
    status: StatusBar

    file_wanted = Signal(object)
    """A `Path`: the user chose another file."""
    painted = Signal()
    """After the first paint, once."""

    def __init__(
        self,
        today: Callable[[], dt.date],
        settings: Settings,
        keep_settings: Callable[[Settings], None],
        *,
        show_private: bool = True,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("KPIdesk")
        screen = self.screen().availableSize()
        self.setMinimumSize(LEAST.boundedTo(screen))
        self.resize(QSize(1440, 900).boundedTo(screen))
        self._today, self._settings, self._keep_settings = today, settings, keep_settings
        self._show_private = show_private
        self._context: Context | None = None
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._current = "today"
        self._toast: Toast | None = None
        self._opening: Opening | None = None
        self._first_paint_due = True
        self._may_lose = False
        self._furnished = False

    def furnish(self) -> None:
        """Put navigation, menus and status bar in, once; the application must be dressed before."""
        if not self._furnished:
            from kpidesk.gui.furniture import furnish

            self._furnished = True
            furnish(self)

    def show_glance(self, glance: Glance, path: Path, now: dt.datetime) -> Opening:
        """Show who is next in the file at `path`, not open yet; the Today page takes the place of what is returned."""
        from kpidesk.gui import window_actions
        from kpidesk.gui.opening import Opening

        self.furnish()
        self.end_glance()
        on = self._today()
        window_actions.say_team(self, glance.workspace, glance.reps, on)
        self.status.set_file(path)
        self.setFocus()
        self._opening = Opening(glance, on, now, self.stack)
        self.stack.addWidget(self._opening)
        self.stack.setCurrentWidget(self._opening)
        self._fit()
        return self._opening

    def end_glance(self) -> None:
        """Take away what `show_glance` showed: the file is open, or cannot be opened."""
        if self._opening is None:
            return
        self.stack.removeWidget(self._opening)
        self._opening.deleteLater()
        self._opening = None
        if not self.is_open:
            self.status.set_file(None)
            self.navigation.set_team("", "")

    @property
    def context(self) -> Context:
        """The services and the ways to change things; only after a file was opened."""
        if self._context is None:
            raise RuntimeError("no file is open yet")
        return self._context

    @property
    def is_open(self) -> bool:
        """Whether a file is open."""
        return self._context is not None

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._current)

    def open(self, desk: Desk) -> None:
        """Show another file; the former one is closed by the caller."""
        from kpidesk.gui import window_actions
        from kpidesk.gui.context import Context
        from kpidesk.gui.editor import Editor

        self.furnish()
        self.close_pages()
        editor = Editor(desk.history, self)
        editor.changed.connect(self._on_changed)
        editor.refused.connect(self.refuse)
        self._context = Context(
            desk=desk,
            editor=editor,
            jobs=self.jobs,
            today=self._today,
            now=lambda: dt.datetime.now(dt.UTC),
            go=self.go,
            say=self.say,
            settings=lambda: self._settings,
            change_settings=self.change_settings,
            show_private=self._show_private,
        )
        self.status.set_file(desk.path)
        # No control is ringed before the user takes up the keyboard.
        self.setFocus()
        window_actions.refresh(self)
        self.go("today")
        self.end_glance()
        running = desk.meetings.running()
        if running is not None:
            # A talk that was going on when the program ended goes on where it was.
            self.go("meeting", running)

    def go(self, key: str, subject: Any = None) -> None:
        """Show a page, about a subject where it has one."""
        if self._context is None:
            return
        from kpidesk.gui import window_actions

        if self.page is not None and key != self._current:
            self.page.leave()
        page = self._pages.get(key) or self._make(key)
        if subject is not None:
            page.show_subject(subject)
            self._stale.add(key)
        self._current = key
        if key in self._stale:
            self._stale.discard(key)
            page.reload()
        self.stack.setCurrentWidget(page)
        self.navigation.set_current(_PARENTS.get(key, key))
        self._fit()
        self.setWindowTitle(f"{page.window_title} – KPIdesk")
        window_actions.fit_page(self)

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Short news with a way back."""
        if self._toast is None:
            from kpidesk.gui.widgets.toast import Toast

            self._toast = Toast(self)
        self._toast.say(text, undo)

    def refuse(self, sentence: str) -> None:
        """Say that something was not done, and why."""
        box = QMessageBox(self)
        box.setObjectName("refused")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Not done"))
        box.setText(sentence)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def close_pages(self) -> None:
        """Let go of everything that belongs to the open file."""
        for page in self._pages.values():
            page.leave()
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._stale.clear()
        self._context = None

    @property
    def settings(self) -> Settings:
        """The preferences in force."""
        return self._settings

    def change_settings(self, settings: Settings) -> None:
        """Keep changed preferences and dress accordingly."""
        self._settings = settings
        self._keep_settings(settings)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._first_paint_due:
            self._first_paint_due = False
            self.painted.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        from kpidesk.gui.tab_order import follow_layouts

        if self._furnished:
            follow_layouts(self)
        return super().focusNextPrevChild(next)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        kept = [page.leave() for page in self._pages.values()]
        if not all(kept) and not self._may_lose:
            from kpidesk.gui.dialogs import unsaved

            event.ignore()
            unsaved.ask(self, self._close_and_lose)
            return
        if self._furnished:
            self.jobs.shutdown()
        super().closeEvent(event)

    def _close_and_lose(self) -> None:
        self._may_lose = True
        self.close()

    def _make(self, key: str) -> Page:
        page: Page = import_module(f"kpidesk.gui.pages.{key}").page(self.context)
        page.setObjectName(f"page_{key}")
        self._pages[key] = page
        self._stale.add(key)
        self.stack.addWidget(page)
        return page

    def _fit(self) -> None:
        if not self._furnished:
            return
        from kpidesk.gui import theme

        compact = self.width() < theme.px(RAIL_BELOW)
        self.navigation.set_rail(rail=compact or self._current in _WIDE_NAVIGATION_OFF)
        if self.page is not None:
            self.page.set_compact(compact=compact)
        if self._opening is not None:
            self._opening.set_compact(compact=compact)

    def _on_changed(self, change: Change) -> None:
        from kpidesk.gui import window_actions

        self.status.saved(dt.datetime.now().astimezone())
        self._stale |= {key for key, page in self._pages.items() if not page.concerns.isdisjoint(change.kinds)}
        if self.page is not None and self._current in self._stale:
            self._stale.discard(self._current)
            self.page.reload()
        window_actions.refresh(self)

    @property
    def editor(self) -> Editor:
        """The door to change of the open file."""
        return self.context.editor
