"""Why something is on the agenda: one line, or whole on the open card, with the numbers of its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.gui import paint
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.prepare_parts import EvidenceId, tr
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_GAP = 6


class Reason(QWidget):
    """The word, the reason and the evidence. What is too long for one line is cut, or breaks where it is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self._word = PlainLabel(tr("Why"), FontRole.META, "muted")
        self._line = PlainLabel("", FontRole.META, "text2", elide=True)
        self._line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._whole = PlainLabel("", FontRole.META, "text2", wrap=True)
        self._ids: list[EvidenceId] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self._word, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._line, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._whole, 100)
        self._row.addStretch(1)

    def text(self) -> str:
        """The reason."""
        return self._line.text()

    def show_reason(self, text: str, ids: Sequence[str]) -> None:
        """Show another reason with the numbers of its evidence."""
        self._line.setText(text)
        self._whole.setText(text)
        for old in self._ids:
            old.hide()
            old.deleteLater()
        self._ids = [EvidenceId(each) for each in ids]
        for at, each in enumerate(self._ids):
            self._row.insertWidget(3 + at, each, 0, Qt.AlignmentFlag.AlignTop)
        self._fit()

    def set_open(self, *, open_: bool) -> None:
        """Show all of it, or one line."""
        self._open = open_
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = [self._word, *self._ids]
        room = self.width() - sum(each.sizeHint().width() + _GAP for each in beside)
        whole = self._open and paint.text_width(self._line.text(), FontRole.META) > room
        self._whole.setVisible(whole)
        self._line.setVisible(not whole)
        self.updateGeometry()
