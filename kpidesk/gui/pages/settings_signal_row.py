"""The numbers of one signal rule: as many fields as it has, and below them what is wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kpidesk.domain.signals.rulebook import RULEBOOK, Measure, typed
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.signal_words import label, printed, suffix
from kpidesk.gui.pages.settings_weight_row import WeightBox
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpidesk.domain.signals.rulebook import Number

_MOST = max(len(numbers) for numbers in RULEBOOK.values())
_FIELD = 148


class SignalNumbers(QWidget):
    """Fields that are filled anew for each rule; `edited` says that one of them was typed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._numbers: tuple[Number, ...] = ()
        self._kept: Mapping[str, float] = {}
        self._labels = [PlainLabel("", FontRole.META, "muted", wrap=True) for _ in range(_MOST)]
        self.boxes = [WeightBox(f"signal_number_{at}", "", percent=False) for at in range(1, _MOST + 1)]
        self._problem = PlainLabel("", FontRole.META, "risk", wrap=True)
        self._problem.setObjectName("signal_problem")
        self._problem.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        for name, box in zip(self._labels, self.boxes, strict=True):
            name.setBuddy(box)
            box.editingFinished.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid)
        column.addWidget(self._problem)
        self._columns = 0
        self.set_columns(_MOST)
        theme.bind(self._fit)

    @property
    def values(self) -> dict[str, float]:
        """The numbers as they stand; one that was not typed over keeps the digits that are not printed."""
        found = {}
        for number, box in zip(self._numbers, self.boxes, strict=False):
            kept = self._kept[number.name]
            shown = round(kept * _factor(number), box.decimals())
            new = round(box.value() / _factor(number), 6)
            found[number.name] = kept if math.isclose(box.value(), shown) else typed(number, new)
        return found

    @property
    def wrong(self) -> bool:
        """Whether the numbers could not be kept."""
        return bool(self._problem.text())

    def show_numbers(self, rule: str, values: Mapping[str, float]) -> None:
        """Show the numbers of a rule."""
        self._numbers, self._kept = RULEBOOK[rule], values
        self.complain("")
        for at, (name, box) in enumerate(zip(self._labels, self.boxes, strict=True)):
            used = at < len(self._numbers)
            name.setVisible(used)
            box.setVisible(used)
            if used:
                _dress(box, self._numbers[at], values[self._numbers[at].name])
                name.setText(label(self._numbers[at].name))

    def complain(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence takes it back."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        for box in self.boxes:
            box.setAccessibleDescription(sentence or box.toolTip())

    def set_columns(self, columns: int) -> None:
        """Set the numbers in lines of so many."""
        if columns == self._columns:
            return
        self._columns = columns
        for at, (name, box) in enumerate(zip(self._labels, self.boxes, strict=True)):
            row, column = divmod(at, columns)
            self._grid.addWidget(name, 2 * row, column, Qt.AlignmentFlag.AlignBottom)
            self._grid.addWidget(box, 2 * row + 1, column)
        for column in range(_MOST + 1):
            self._grid.setColumnStretch(column, int(column == _MOST))

    def _fit(self) -> None:
        for name, box in zip(self._labels, self.boxes, strict=True):
            name.setFixedWidth(theme.px(_FIELD))
            box.setFixedWidth(theme.px(_FIELD))


def _dress(box: WeightBox, number: Number, value: float) -> None:
    """Make the field that of a number."""
    factor = _factor(number)
    whole = number.measure in {Measure.WEEKS, Measure.DAYS, Measure.COUNT}
    with QSignalBlocker(box):
        box.setDecimals(0 if whole else 2 if number.measure is Measure.TIMES else 1)
        box.setRange(number.low * factor, number.high * factor)
        box.setSingleStep(0.1 if number.measure is Measure.TIMES else 1)
        box.setSuffix(suffix(number))
        box.setValue(value * factor)
    box.setAccessibleName(label(number.name))
    bounds = [printed(number, each) for each in (number.low, number.high, number.default)]
    box.setToolTip(formats.fill(box.tr("%1 to %2; by default %3"), *bounds))
    box.setAccessibleDescription(box.toolTip())


def _factor(number: Number) -> int:
    return 100 if number.measure in {Measure.SHARE, Measure.POINTS} else 1
