"""The dialog to describe a KPI of one's own that a column, or a count of rows, holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Kind, Unit
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.kpi_form import key_of
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models import kpi_words
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.services.recipe_parts import NewKpi

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum


class OwnKpiDialog(Sheet):
    """Asks what the recipe has to say; the KPI comes into use with the import, not before."""

    described = Signal(str, object)
    """Key and `NewKpi`."""

    def __init__(self, parent: QWidget, name: str, taken: Mapping[str, str], cadence: Cadence | None = None) -> None:
        """`name` is the name of the column, `taken` are the names of other KPIs by key."""
        super().__init__(parent, "own_kpi", self.tr("New KPI"))
        self._taken = taken
        self._line = QLineEdit(" ".join(name.replace("_", " ").split()))
        self._line.setObjectName("own_kpi_name")
        self._line.setAccessibleName(self.tr("Name"))
        self._line.setMaxLength(100)
        self.name = Field(self.tr("Name"), self._line)
        self.kind = _choice("own_kpi_kind", self.tr("Kind"), kpi_words.kinds())
        self.unit = _choice("own_kpi_unit", self.tr("Unit"), kpi_words.units())
        self.direction = _choice("own_kpi_direction", self.tr("Better"), kpi_words.directions())
        self.cadence = _choice("own_kpi_cadence", self.tr("Counted by"), kpi_words.cadences())
        self.over_time = _choice("own_kpi_over_time", self.tr("Over time"), kpi_words.over_time())
        self.cadence.choose(cadence or Cadence.WEEK)
        news = self.tr("It comes into use when the file is imported. Everything can be changed on the KPIs page later.")
        boxes = (self.kind, self.unit, self.direction, self.cadence, self.over_time)
        fields = [Field(box.accessibleName(), box) for box in boxes]
        self.lay_out(
            [
                self.name,
                beside(*fields[:2]),
                beside(*fields[2:]),
                PlainLabel(news, FontRole.META, "muted", wrap=True),
            ],
            self.tr("Use this KPI"),
        )
        self._line.selectAll()
        self._line.setFocus()

    @override
    def save(self) -> None:
        self.forget_problems()
        name = " ".join(self._line.text().split())
        if not name:
            self.name.complain(self.tr("A KPI needs a name."))
        elif fold(name) in map(fold, self._taken.values()):
            self.name.complain(self.tr("There is a KPI of this name. Choose it in the list, or another name."))
        if self.name.wrong:
            self.go_to_problem()
            return
        key, at = key_of(name), 2
        while key in self._taken:
            key, at = f"{key_of(name)}_{at}", at + 1
        self.described.emit(
            key,
            NewKpi(
                name,
                Kind(self.kind.currentData()),
                Unit(self.unit.currentData()),
                Direction(self.direction.currentData()),
                Cadence(self.cadence.currentData()),
                Aggregation(self.over_time.currentData()),
            ),
        )
        self.accept()


def _choice(name: str, said: str, items: Mapping[StrEnum, str]) -> ChoiceBox:
    box = ChoiceBox()
    box.setObjectName(name)
    box.setAccessibleName(said)
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    for data, text in items.items():
        box.addItem(text, data)
    return box
