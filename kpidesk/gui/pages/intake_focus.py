"""Where the keyboard goes while an import moves on: to what is asked first, then to the button that leads on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kpidesk.gui.pages.intake_work import Piece

if TYPE_CHECKING:
    from kpidesk.gui.pages.intake_check import IntakeCheck
    from kpidesk.gui.pages.intake_footer import IntakeFooter
    from kpidesk.gui.pages.intake_session import IntakeSession


class IntakeFocus(QObject):
    """Made after the page has connected itself, so that what is to get the keyboard is in sight by then.

    It waits at the preview, or at Cancel while there is nothing to go on to, and is only ever taken from there.
    """

    def __init__(self, check: IntakeCheck, footer: IntakeFooter, session: IntakeSession, parent: QObject) -> None:
        super().__init__(parent)
        self._check, self._footer, self._session = check, footer, session
        self._waiting = check.preview.view
        session.came.connect(lambda _looked: self._waiting.setFocus())
        session.looked.connect(self._on_looked)
        session.tried.connect(self._on_tried)
        session.work.began.connect(self._on_began)
        session.work.rested.connect(self._on_rested)
        check.findings.settled.connect(self._waiting.setFocus)

    def _on_looked(self) -> None:
        preview, offer = self._session.preview, self._check.offer
        if preview is None or not self._waiting.hasFocus():
            return
        if offer.offer is not None and offer.use.isEnabled():
            offer.use.setFocus()
        elif preview.question is not None:
            self._check.findings.go_to_answers()

    def _on_tried(self) -> None:
        waiting = self._waiting.hasFocus() or self._footer.cancel.hasFocus()
        if waiting and self._footer.import_now.isEnabled():
            self._footer.import_now.setFocus()

    def _on_began(self) -> None:
        if self._session.work.piece is Piece.WRITE:
            self._footer.cancel.setFocus()

    def _on_rested(self) -> None:
        """After a writing that was stopped, a second key on Cancel must not begin it again."""
        if self._footer.cancel.hasFocus() and self._footer.back.isVisible():
            self._footer.back.setFocus()
