"""A row of cells, one a month, each with a share in percent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QSpinBox, QWidget

from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

_IN_A_ROW = 6


class MonthShares(QWidget):
    """Shares of 0 to 1 by month, the first month first; `typed` tells that the user changed one."""

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: list[QSpinBox] = []
        self._labels: list[PlainLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        for column in range(_IN_A_ROW):
            self._grid.setColumnStretch(column, 1)

    @property
    def shares(self) -> tuple[float, ...]:
        """What the cells say."""
        return tuple(box.value() / 100 for box in self._boxes if not box.isHidden())

    def set_shares(self, shares: Sequence[float]) -> None:
        """Show other months."""
        while len(self._boxes) < len(shares):
            self._add()
        for at, (label, box) in enumerate(zip(self._labels, self._boxes, strict=True)):
            label.setVisible(at < len(shares))
            box.setVisible(at < len(shares))
            if at < len(shares):
                with QSignalBlocker(box):
                    box.setValue(round(shares[at] * 100))

    def _add(self) -> None:
        at = len(self._boxes)
        said = formats.fill(self.tr("Month %1"), str(at + 1))
        label = PlainLabel(said, FontRole.META, "muted")
        box = QSpinBox()
        box.setObjectName(f"month_{at + 1}")
        box.setAccessibleName(said)
        box.setRange(0, 100)
        box.setSingleStep(5)
        box.setSuffix("%")
        box.valueChanged.connect(lambda _value: self.typed.emit())
        label.setBuddy(box)
        row, column = at // _IN_A_ROW * 2, at % _IN_A_ROW
        self._grid.addWidget(label, row, column)
        self._grid.addWidget(box, row + 1, column)
        self._labels.append(label)
        self._boxes.append(box)
