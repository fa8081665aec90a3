"""The form of a KPI's definition; every choice is in words, what is wrong is said at the field."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from kpidesk.domain.entities import Kpi, new_id
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Kind, KpiClass, Unit
from kpidesk.gui import theme
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models import kpi_words
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.services.kpis import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from enum import StrEnum

_KEY = re.compile(r"[^a-z0-9]+")


class KpiForm(QWidget):
    """All fields of a definition. `read` gives the KPI, or None after saying what is missing."""

    def __init__(self, kpi: Kpi | None, others: Sequence[Kpi]) -> None:
        super().__init__()
        self.setObjectName("kpi_form")
        self._before = kpi
        shown = kpi or Kpi(new_id(), "", "")
        self._name = _line("kpi_field_name", self.tr("Name"), shown.name)
        self._noun = _line("kpi_field_noun", self.tr("Plural noun of one unit"), shown.noun)
        self._noun.setPlaceholderText(self.tr("calls"))
        self._definition = QPlainTextEdit(shown.definition)
        self._definition.setObjectName("kpi_field_definition")
        self._definition.setAccessibleName(self.tr("Definition in words"))
        self._definition.setTabChangesFocus(True)
        self._definition.setPlaceholderText(self.tr("What counts, and what does not. Everyone must count the same."))
        self._unit = _choice("kpi_field_unit", self.tr("Unit"), kpi_words.units(), shown.unit)
        self._kind = _choice("kpi_field_kind", self.tr("Kind"), kpi_words.kinds(), shown.kind)
        self._class = _choice("kpi_field_class", self.tr("Class"), kpi_words.classes(), shown.kpi_class)
        self._better = _choice("kpi_field_better", self.tr("Better"), kpi_words.directions(), shown.direction)
        self._cadence = _choice("kpi_field_cadence", self.tr("Counted by"), kpi_words.cadences(), shown.cadence)
        self._time = _choice("kpi_field_time", self.tr("Over time"), kpi_words.over_time(), shown.aggregation)
        self._across = _choice("kpi_field_across", self.tr("Over reps"), kpi_words.over_reps(), shown.across)
        counted = [each for each in others if each.numerator_key is None]
        self._top = _kpi_choice("kpi_field_top", self.tr("Ratio of"), counted, shown.numerator_key)
        self._bottom = _kpi_choice("kpi_field_bottom", self.tr("To"), counted, shown.denominator_key)
        self._pair = _kpi_choice("kpi_field_pair", self.tr("Quality KPI that guards it"), others, shown.pair_key)
        self._trap = _line("kpi_field_trap", self.tr("Trap"), shown.trap)
        self.name = Field(self.tr("Name"), self._name)
        self.bottom = Field(self.tr("Ratio to"), self._bottom)
        self._lay_out()
        self._time.currentIndexChanged.connect(lambda _at: self._show_ratio())
        theme.bind(self._restyle)

    def read(self) -> Kpi | None:
        """The KPI as typed, or None when the name is missing or a ratio lacks a side."""
        self.name.complain("")
        self.bottom.complain("")
        name = " ".join(self._name.text().split())
        if not name:
            self.name.complain(self.tr("A KPI needs a name."))
            self._name.setFocus()
            return None
        ratio = self._aggregation() is Aggregation.RATIO
        top, bottom = (self._top.currentData(), self._bottom.currentData()) if ratio else (None, None)
        share_of_target = self._before is not None and self._before.is_share_of_target
        if top is not None and top == bottom:
            self.bottom.complain(self.tr("A ratio of a KPI to itself is always 1. Choose another one."))
            self._bottom.setFocus()
            return None
        if (top is None) != (bottom is None) and not share_of_target:
            self.bottom.complain(self.tr("Choose both sides of the ratio, or neither and type the rate itself."))
            self._bottom.setFocus()
            return None
        return replace(
            self._before or Kpi(new_id(), key_of(name), name),
            name=name,
            noun=" ".join(self._noun.text().split()),
            definition=self._definition.toPlainText().strip(),
            unit=Unit(self._unit.currentData()),
            kind=Kind(self._kind.currentData()),
            kpi_class=KpiClass(self._class.currentData()),
            direction=Direction(self._better.currentData()),
            cadence=Cadence(self._cadence.currentData()),
            aggregation=self._aggregation(),
            across=Aggregation(self._across.currentData()),
            numerator_key=top,
            denominator_key=bottom,
            pair_key=self._pair.currentData(),
            trap=" ".join(self._trap.text().split()),
        )

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self._name.setFocus()

    def _aggregation(self) -> Aggregation:
        # Qt hands string enums back as plain strings.
        return Aggregation(self._time.currentData())

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(self.name, 0, 0, 1, 2)
        grid.addWidget(Field(self.tr("One unit is called"), self._noun), 0, 2)
        grid.addWidget(Field(self.tr("Definition in words"), self._definition), 1, 0, 1, 3)
        pairs = (
            (self.tr("Kind"), self._kind),
            (self.tr("Unit"), self._unit),
            (self.tr("Better"), self._better),
            (self.tr("Class"), self._class),
            (self.tr("Counted by"), self._cadence),
            (self.tr("Over time"), self._time),
        )
        for at, (label, box) in enumerate(pairs):
            grid.addWidget(Field(label, box), 2 + at // 3, at % 3)
        self._ratio = [Field(self.tr("Ratio of"), self._top), self.bottom]
        grid.addWidget(Field(self.tr("Over reps"), self._across), 4, 0)
        grid.addWidget(self._ratio[0], 4, 1)
        grid.addWidget(self._ratio[1], 4, 2)
        grid.addWidget(Field(self.tr("Trap, how it could mislead"), self._trap), 5, 0, 1, 2)
        grid.addWidget(Field(self.tr("Guarded by"), self._pair), 5, 2)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self._show_ratio()

    def _show_ratio(self) -> None:
        for field in self._ratio:
            field.setEnabled(self._aggregation() is Aggregation.RATIO)

    def _restyle(self) -> None:
        self._definition.setFixedHeight(theme.line(FontRole.BODY) * 3 + theme.px(12))


def key_of(name: str) -> str:
    """A key from a name: "Discovery calls" becomes "discovery_calls"."""
    return _KEY.sub("_", fold(name)).strip("_") or "kpi"


def _line(name: str, said: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setObjectName(name)
    line.setAccessibleName(said)
    line.setMaxLength(200)
    line.setCursorPosition(0)
    return line


def _choice(name: str, said: str, items: Mapping[StrEnum, str], current: StrEnum) -> ChoiceBox:
    box = _box()
    box.setObjectName(name)
    box.setAccessibleName(said)
    for data, text in items.items():
        box.addItem(text, data)
    box.choose(current)
    return box


def _kpi_choice(name: str, said: str, kpis: Sequence[Kpi], current: str | None) -> ChoiceBox:
    box = _box()
    box.setObjectName(name)
    box.setAccessibleName(said)
    box.addItem("–", None)
    names = {kpi.key: kpi.name for kpi in kpis}
    if current is not None and current not in names:
        # Of the catalogue and not in use: still what the definition says.
        names[current] = catalogue()[current].name if current in catalogue() else current
    for key, text in names.items():
        box.addItem(text, key)
    box.choose(current)
    return box


def _box() -> ChoiceBox:
    """A list that takes the width of its column instead of its longest entry's."""
    box = ChoiceBox()
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    return box
