"""How long the one-on-one is: the usual lengths, and its own if it is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.segmented import Segment, Segmented
from kpidesk.gui.widgets.template_strip import LENGTHS

if TYPE_CHECKING:
    from collections.abc import Sequence


class MeetingLength(QWidget):
    """A row of minutes of which one is chosen."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lengths: list[int] = []
        self._choice: Segmented | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(PlainLabel(tr("Length"), FontRole.META, "muted"))

    def show_minutes(self, minutes: int) -> None:
        """Show another length, without asking for it."""
        lengths = sorted({*LENGTHS, minutes})
        if self._choice is None or self._lengths != lengths:
            self._choice = self._made(lengths)
        quiet = QSignalBlocker(self._choice)
        self._choice.set_current(str(minutes))
        quiet.unblock()
        for each in lengths:
            said = formats.fill(tr("%1 min"), str(each))
            self._choice.set_label(str(each), said if each == minutes else str(each))
            self._choice.button(str(each)).setAccessibleName(said)

    def _made(self, lengths: Sequence[int]) -> Segmented:
        """The row of buttons for some lengths, in the place of the one before."""
        if self._choice is not None:
            self._row.removeWidget(self._choice)
            self._choice.hide()
            self._choice.deleteLater()
        self._lengths = list(lengths)
        choice = Segmented(
            [Segment(str(each), str(each)) for each in lengths], name=tr("Length in minutes"), small=True
        )
        choice.setObjectName("prepare_length")
        for each in lengths:
            choice.button(str(each)).setObjectName(f"prepare_length_{each}")
        choice.changed.connect(lambda key: self.chosen.emit(int(key)))
        self._row.addWidget(choice)
        return choice
