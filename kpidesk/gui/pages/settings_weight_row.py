"""A row of weights that are kept together: numbers under their names, and below them what is wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Unit
from kpidesk.gui import typed_numbers
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

_DECIMALS = 2


class WeightBox(QDoubleSpinBox):
    """A number of two decimals at most; the arrow keys change it by a tenth, or a percentage by one."""

    def __init__(self, name: str, spoken: str, *, percent: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setProperty("look", "bare")
        self.setDecimals(_DECIMALS)
        self.setRange(0, 100 if percent else 10)
        self.setSingleStep(1 if percent else 0.1)
        if percent:
            self.setSuffix("%")

    @override
    def textFromValue(self, val: float) -> str:
        return typed_numbers.exact(val, Unit.RATIO)


class WeightRow(QWidget):
    """Numbers that are kept in one step; `edited` says that one of them was typed.

    Numbers that could not be kept stay as they are typed until others are kept in their place.
    """

    edited = Signal()

    def __init__(self, name: str, title: str, names: Sequence[tuple[str, str]], *, percent: bool = False) -> None:
        """`names` are the printed and the spoken name of each number."""
        super().__init__()
        self.setAccessibleName(title)
        self._factor = 100 if percent else 1
        self._kept: tuple[float, ...] = (0.0,) * len(names)
        self._labels = [PlainLabel(short, FontRole.META, "muted") for short, _spoken in names]
        self.boxes = [
            WeightBox(f"{name}_{at}", f"{title}: {spoken}", percent=percent)
            for at, (_short, spoken) in enumerate(names, start=1)
        ]
        for label, box in zip(self._labels, self.boxes, strict=True):
            label.setBuddy(box)
            box.editingFinished.connect(self.edited)
        self._problem = PlainLabel("", FontRole.META, "risk", wrap=True)
        self._problem.setObjectName(f"{name}_problem")
        self._problem.hide()
        self.head = PlainLabel(title, FontRole.GROUP, "text2")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addLayout(self._grid)
        column.addWidget(self._problem)
        self._columns = 0
        self.set_columns(len(names))

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers as they stand; one that was not typed over keeps the digits that are not printed."""
        shown = [round(value * self._factor, _DECIMALS) for value in self._kept]
        return tuple(
            kept if math.isclose(box.value(), was) else round(box.value() / self._factor, 6)
            for box, was, kept in zip(self.boxes, shown, self._kept, strict=True)
        )

    @property
    def wrong(self) -> bool:
        """Whether the numbers could not be kept."""
        return bool(self._problem.text())

    def show_values(self, values: Sequence[float]) -> None:
        """Show what is kept; what could not be kept stays, unless something else is kept by now."""
        kept = tuple(values)
        if self.wrong and kept == self._kept:
            return
        self._kept = kept
        self.complain("")
        for box, value in zip(self.boxes, kept, strict=True):
            box.setValue(value * self._factor)

    def complain(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence takes it back."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        for box in self.boxes:
            box.setAccessibleDescription(sentence)

    def set_columns(self, columns: int) -> None:
        """Set the numbers in lines of so many."""
        if columns == self._columns:
            return
        self._columns = columns
        for at, (label, box) in enumerate(zip(self._labels, self.boxes, strict=True)):
            row, column = divmod(at, columns)
            self._grid.addWidget(label, 2 * row, column, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(box, 2 * row + 1, column)
        for column in range(len(self.boxes)):
            self._grid.setColumnStretch(column, int(column < columns))
