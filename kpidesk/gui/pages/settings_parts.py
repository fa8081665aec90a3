"""What the cards of the Settings page are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QFormLayout, QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

_LABEL = 124


def form() -> QFormLayout:
    """A column of labels and a column of fields, as wide as the card."""
    made = QFormLayout()
    made.setContentsMargins(16, 16, 16, 16)
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(10)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return made


def explain(made: QFormLayout, sentence: str) -> None:
    """Say below the last field of a form what it is for."""
    made.addRow(QWidget(), PlainLabel(sentence, FontRole.META, "muted", wrap=True))


class FieldLabel(PlainLabel):
    """The label of a field, as tall as the field, so that both stand on one line; all fields begin alike."""

    def __init__(self, text: str) -> None:
        super().__init__(text, FontRole.BODY, "text2")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    @override
    def _restyle(self) -> None:
        super()._restyle()
        self.setMinimumWidth(theme.px(_LABEL))


def choice(name: str, spoken: str, items: Iterable[tuple[str, Any]] = ()) -> ChoiceBox:
    """A list that takes the width there is; a long entry is elided."""
    box = ChoiceBox()
    box.setObjectName(name)
    box.setAccessibleName(spoken)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    offer(box, items)
    return box


def offer(box: ChoiceBox, items: Iterable[tuple[str, Any]]) -> None:
    """Put other entries into a list and stay on the same value, without telling anybody."""
    chosen = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        for text, data in items:
            box.addItem(text, data)
        box.choose(chosen)


class WheelGuard(QObject):
    """Lets the wheel scroll the page over lists and numbers that do not have the focus, instead of changing them."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        for kind in (QComboBox, QAbstractSpinBox):
            for control in page.findChildren(kind):
                control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                control.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
