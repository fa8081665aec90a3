"""What the three ways to begin do: fill in the sample team, import a file, or add the first rep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

if TYPE_CHECKING:
    from kpidesk.gui.pages.page import Page
    from kpidesk.gui.pages.today_first_run import FirstRun


class Welcome:
    """Carries out what is chosen on the first page of a new file."""

    def __init__(self, page: Page, first_run: FirstRun) -> None:
        self._page, self._first_run = page, first_run
        first_run.sample_wanted.connect(self._fill_sample)
        first_run.import_wanted.connect(self._import)
        first_run.rep_wanted.connect(self._add_rep)
        first_run.open_wanted.connect(self._open)

    def _import(self) -> None:
        """Choose a file on the page where it is looked at."""
        self._page.context.go("intake", None)
        choose = self._page.window().findChild(QPushButton, "choose_file")
        if isinstance(choose, QPushButton):
            choose.click()

    def _add_rep(self) -> None:
        from kpidesk.gui.dialogs.rep import RepDialog

        dialog = RepDialog(self._page, self._page.context)
        dialog.saved.connect(lambda rep: self._page.context.go("reps", rep))
        dialog.open()

    def _open(self) -> None:
        action = self._page.window().findChild(QAction, "action_open")
        if isinstance(action, QAction):
            action.trigger()

    def _fill_sample(self) -> None:
        self._first_run.set_busy(busy=True)
        context = self._page.context
        desk, on = context.desk, context.today()
        context.jobs.start(lambda _job: desk.fill_sample(on), done=self._on_filled, failed=self._on_not_filled)

    def _on_filled(self, change: Any) -> None:
        self._first_run.set_busy(busy=False)
        self._page.context.editor.do(lambda: change)

    def _on_not_filled(self, sentence: str) -> None:
        self._first_run.set_busy(busy=False)
        self._page.context.editor.refused.emit(sentence)
