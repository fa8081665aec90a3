"""The main window: assembles navigation, pages and menus; holds no rule."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QMainWindow, QMessageBox
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
    from kpidesk.gui.page_stack import PageStack
    from kpidesk.gui.pages.page import Page
    from kpidesk.gui.status_bar import StatusBar
    from kpidesk.gui.widgets.toast import Toast
    from kpidesk.services.desk import Desk
    from kpidesk.settings import Settings

RAIL_BELOW = 1280
"""Below this width, at text scale 1, the navigation shows icons only and pages use their narrow layout."""

LEAST = QSize(1100, 700)
"""The smallest window for which the pages are laid out; a smaller screen makes it smaller still."""

_PARENTS = {"prepare": "meetings", "meeting": "meetings"}
_WIDE_NAVIGATION_OFF = frozenset({"meeting"})


class MainWindow(QMainWindow):
    """One window over one file. It paints its frame first; furniture and file come right after."""

    jobs: Jobs
    menus: Menus
    navigation: Navigation
    stack: PageStack
    status: StatusBar

    file_wanted = Signal(object)
    """A `Path`: the user chose another file."""
    restore_wanted = Signal(object)
    """A `Path`: the user chose a backup to put in the place of the file."""
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
        self._toast: Toast | None = None
        self.path: Path | None = None
        """The file that is open, or that could not be opened."""
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
        from kpidesk.gui import window_frame
        from kpidesk.gui.opening import Opening

        self.furnish()
        on = self._today()
        window_frame.say_team(self, glance.workspace, glance.reps, on)
        self.status.set_file(path)
        self.setFocus()
        opening = Opening(glance, on, now, self.stack)
        self.stack.stand_in(opening)
        self._fit()
        return opening

    def show_no_file(self, path: Path) -> None:
        """Say that the file at `path` could not be opened, and offer the ways on."""
        from kpidesk.gui import window_actions, window_frame
        from kpidesk.gui.no_file import NoFile

        self.furnish()
        self.path = path
        window_frame.close(self)
        shown = NoFile(path, self.stack)
        shown.open_wanted.connect(lambda: window_actions.open_file(self))
        shown.restore_wanted.connect(lambda: window_actions.restore_backup(self))
        self.stack.stand_in(shown)
        self.setWindowTitle("KPIdesk")
        self._fit()

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
        return self.stack.page if self._furnished else None

    def open(self, desk: Desk) -> None:
        """Show another file; the former one is closed by the caller."""
        from kpidesk.gui import window_frame
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
        self.path = desk.path
        self.status.set_file(desk.path)
        # No control is ringed before the user takes up the keyboard.
        self.setFocus()
        window_frame.refresh(self)
        self.go("today")
        running = desk.meetings.running()
        if running is not None:
            # A talk that was going on when the program ended goes on where it was.
            self.go("meeting", running)

    def go(self, key: str, subject: Any = None) -> None:
        """Show a page, about a subject where it has one."""
        if self._context is None:
            return
        from kpidesk.gui import window_frame

        page = self.stack.turn_to(key, subject, self._context)
        self.navigation.set_current(_PARENTS.get(key, key))
        self._fit()
        self.setWindowTitle(f"{page.window_title} – KPIdesk")
        window_frame.fit_page(self)

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Short news with a way back."""
        if self._toast is None:
            from kpidesk.gui.widgets.toast import Toast

            self._toast = Toast(self, above=self.status)
        self._toast.say(text, undo)

    def refuse(self, sentence: str) -> None:
        """Say that something was not done, and why; once, however often it is tried meanwhile."""
        if any(box.text() == sentence and box.isVisible() for box in self.findChildren(QMessageBox, "refused")):
            return
        from kpidesk.gui.dialogs.notice import notice

        notice(self, "refused", self.tr("Not done"), sentence).open()

    def close_pages(self) -> None:
        """Let go of everything that belongs to the open file."""
        self.stack.drop_all()
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
        kept = not self._furnished or self.stack.leave()
        if not kept and not self._may_lose:
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

    def _fit(self) -> None:
        if not self._furnished:
            return
        from kpidesk.gui import theme

        compact = self.width() < theme.px(RAIL_BELOW)
        self.navigation.set_rail(rail=compact or self.stack.key in _WIDE_NAVIGATION_OFF)
        self.stack.set_compact(compact=compact)

    def _on_changed(self, change: Change) -> None:
        from kpidesk.gui import window_frame

        self.status.saved(dt.datetime.now().astimezone())
        self.stack.touch(change.kinds)
        window_frame.refresh(self)

    @property
    def editor(self) -> Editor:
        """The door to change of the open file."""
        return self.context.editor
