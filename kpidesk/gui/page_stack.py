"""The pages of the window: made when first wanted, read again when something that they show was changed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from kpidesk.gui.context import Context
    from kpidesk.gui.no_file import NoFile
    from kpidesk.gui.opening import Opening
    from kpidesk.gui.pages.page import Page

PAGES = ("today", "reps", "kpis", "meetings", "insights", "intake", "reports", "prepare", "meeting", "settings")
"""Every page by its key, which is also the name of its module."""


class PageStack(QStackedWidget):
    """One page is in sight; those that are not become stale and reload when they are shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._stand_in: Opening | NoFile | None = None
        self.key = "today"
        """Of the page in sight, or of the one that will be."""

    @property
    def page(self) -> Page | None:
        """The page in sight; None before the first."""
        return self._pages.get(self.key)

    def turn_to(self, key: str, subject: Any, context: Context) -> Page:
        """Show a page, about a subject where it has one."""
        if self.page is not None and key != self.key:
            self.page.leave()
        page = self._pages.get(key) or self.add(key, import_module(f"kpidesk.gui.pages.{key}").page(context))
        if subject is not None:
            page.show_subject(subject)
            self._stale.add(key)
        self.key = key
        self._reload()
        self.setCurrentWidget(page)
        self.end_stand_in()
        return page

    def stand_in(self, widget: Opening | NoFile) -> None:
        """Show something in place of the pages, until one of them is turned to."""
        self.end_stand_in()
        self._stand_in = widget
        self.addWidget(widget)
        self.setCurrentWidget(widget)

    def end_stand_in(self) -> None:
        """Take away what `stand_in` showed."""
        if self._stand_in is not None:
            self.removeWidget(self._stand_in)
            self._stand_in.deleteLater()
            self._stand_in = None

    def set_compact(self, *, compact: bool) -> None:
        """Fit what is in sight into a narrow window."""
        shown = self._stand_in or self.page
        if shown is not None:
            shown.set_compact(compact=compact)

    def add(self, key: str, page: Page) -> Page:
        """Take in a page, which has not read anything yet."""
        page.setObjectName(f"page_{key}")
        self._pages[key] = page
        self._stale.add(key)
        self.addWidget(page)
        return page

    def touch(self, kinds: AbstractSet[type]) -> None:
        """Entities of these kinds were changed: the page in sight reads again, the others when they are shown."""
        self._stale |= {key for key, page in self._pages.items() if not page.concerns.isdisjoint(kinds)}
        self._reload()

    def leave(self) -> bool:
        """Let every page keep what is being typed; False when something could not be kept."""
        kept = [page.leave() for page in self._pages.values()]
        return all(kept)

    def drop_all(self) -> None:
        """Let go of all pages: they belong to a file that is closed."""
        for page in self._pages.values():
            page.leave()
            self.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._stale.clear()

    def _reload(self) -> None:
        if self.page is not None and self.key in self._stale:
            self._stale.discard(self.key)
            self.page.reload()
