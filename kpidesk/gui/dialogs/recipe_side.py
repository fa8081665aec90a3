"""One number out of many rows: how it is taken, of which column, and which rows count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QApplication, QGroupBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.services.recipe_parts import OF_A_COLUMN, How, Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_LINES = 5


class SideForm(QWidget):
    """Reads and shows a `Measure`."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        measures: Mapping[How, str],
        columns: Sequence[str],
        texts: Callable[[str], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        """`texts` gives what a column of the file holds, `measures` are the choices and their words."""
        super().__init__(parent)
        self._name, self._columns, self._texts = name, columns, texts
        self.how = choice(f"{name}_how", self.tr("How"), [(label, how) for how, label in measures.items()])
        self.of = choice(f"{name}_of", self.tr("Of column"), [("–", None), *((each, each) for each in columns)])
        self._of_field = Field(self.of.accessibleName(), self.of)
        self.conditions: list[Condition] = []
        self.add = Button(self.tr("Only some rows…"), size="small", icon="plus")
        self.add.setObjectName(f"{name}_add_condition")
        self.add.clicked.connect(self._begin)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Field(self.how.accessibleName(), self.how), 1)
        head.addWidget(self._of_field, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.how.activated.connect(lambda _at: self._on_how())
        self.of.activated.connect(lambda _at: self.changed.emit())
        self._show_of()

    def show_measure(self, measure: Measure) -> None:
        """Show another measure."""
        self.how.choose(measure.how)
        self.of.choose(measure.of)
        for condition in self.conditions[:]:
            self._drop(condition)
        for column, texts in measure.where:
            self._add(column, texts)
        self._show_of()

    def measure(self) -> Measure:
        """What is chosen."""
        how = How(self.how.currentData())
        of = self.of.currentData() if how in OF_A_COLUMN else None
        where = tuple((each.name, each.ticked()) for each in self.conditions if each.name)
        return Measure(how, of, where)

    def refill(self, column: str) -> None:
        """More texts of a column are known now."""
        for condition in self.conditions:
            if condition.name == column:
                condition.fill()

    def _begin(self) -> None:
        self._add("", ()).column.setFocus()

    def _add(self, column: str, texts: Sequence[str]) -> Condition:
        at = len(self.conditions)
        condition = Condition(f"{self._name}_where_{at}", self._columns, self._texts, column, texts)
        condition.changed.connect(self.changed)
        condition.dropped.connect(lambda: self._drop(condition))
        self.conditions.append(condition)
        self._column.insertWidget(self._column.count() - 1, condition)
        condition.show()
        self.add.setText(self.tr("And only…"))
        return condition

    def _drop(self, condition: Condition) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and condition.isAncestorOf(focused)
        self.conditions.remove(condition)
        condition.hide()
        condition.deleteLater()
        self.add.setText(self.tr("And only…") if self.conditions else self.tr("Only some rows…"))
        if had_focus:
            self.add.setFocus()
        self.changed.emit()

    def _on_how(self) -> None:
        self._show_of()
        self.changed.emit()

    def _show_of(self) -> None:
        self._of_field.setVisible(How(self.how.currentData()) in OF_A_COLUMN)


class Condition(QGroupBox):
    """A column, and which of its texts a row must have."""

    changed = Signal()
    dropped = Signal()
    column_chosen = Signal(str)

    def __init__(
        self,
        name: str,
        columns: Sequence[str],
        texts: Callable[[str], Sequence[str]],
        column: str,
        ticked: Sequence[str],
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._texts, self._wanted = texts, list(ticked)
        entries: list[tuple[str, object]] = [(self.tr("Choose a column"), ""), *((each, each) for each in columns)]
        self.column = choice(f"{name}_column", self.tr("Only rows where"), entries)
        self.column.choose(column)
        self.list = QListWidget()
        self.list.setObjectName(f"{name}_texts")
        self.list.itemChanged.connect(lambda _item: self._on_ticked())
        self.column.activated.connect(lambda _at: self._on_column())
        drop = Button("", "ghost", icon="x", size="small", name=self.tr("Remove the condition"))
        drop.setObjectName(f"{name}_drop")
        drop.clicked.connect(self.dropped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Field(self.column.accessibleName(), self.column), 1)
        row.addWidget(Field(self.tr("is one of"), self.list), 1)
        row.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
        theme.bind(self._restyle)
        self.fill()

    @property
    def name(self) -> str:
        """The column, empty while none is chosen."""
        return str(self.column.currentData() or "")

    def ticked(self) -> tuple[str, ...]:
        """The texts chosen."""
        return tuple(self._wanted)

    def fill(self) -> None:
        """Show what the column holds; what was ticked stays."""
        self.list.setAccessibleName(formats.fill(self.tr("Values of %1"), self.name))
        known = list(self._texts(self.name)) if self.name else []
        with QSignalBlocker(self.list):
            self.list.clear()
            for text in [*(each for each in self._wanted if each not in known), *known]:
                item = QListWidgetItem(text)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(Qt.CheckState.Checked if text in self._wanted else Qt.CheckState.Unchecked)
                self.list.addItem(item)
            self.list.setCurrentRow(0)

    def _on_column(self) -> None:
        self._wanted = []
        self.fill()
        self.column_chosen.emit(self.name)
        self.changed.emit()

    def _on_ticked(self) -> None:
        items = [self.list.item(at) for at in range(self.list.count())]
        self._wanted = [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]
        self.changed.emit()

    def _restyle(self) -> None:
        self.list.setSpacing(theme.px(2))
        self.list.setFixedHeight(_LINES * (theme.line(FontRole.BODY) + theme.px(6)))


def choice(name: str, said: str, items: Sequence[tuple[str, object]]) -> ChoiceBox:
    """A list that takes the width of its place."""
    box = ChoiceBox()
    box.setObjectName(name)
    box.setAccessibleName(said)
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    for label, data in items:
        box.addItem(label, data)
    return box
