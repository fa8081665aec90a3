"""KPIs to choose from, each with a box to tick, its class and its definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from typing_extensions import override

from kpidesk.domain.entities import Kpi
from kpidesk.domain.terms import KpiClass
from kpidesk.gui import formats
from kpidesk.gui.models import kpi_words
from kpidesk.gui.models.list_model import TickModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Collection

    from kpidesk.domain.entities import Id
    from kpidesk.gui.models.rows_model import Answers


def tr(text: str) -> str:
    """Translate a text about the choice of KPIs."""
    return QCoreApplication.translate("kpi_choices", text)


def in_hand(kpi: Kpi) -> str:
    """The class of a KPI and how far it is in the rep's hands (Jordan & Vazzana)."""
    reach = {
        KpiClass.ACTIVITY: tr("%1, in the rep’s hands"),
        KpiClass.QUALITY: tr("%1, can be coached"),
        KpiClass.PIPELINE: tr("%1, can be influenced"),
        KpiClass.HYGIENE: tr("%1, in the rep’s hands"),
        KpiClass.OUTCOME: tr("%1, can only be measured"),
    }
    found = formats.fill(reach[kpi.kpi_class], kpi_words.classes()[kpi.kpi_class])
    return f"{found}, {tr('no longer in use')}" if kpi.archived else found


class KpiChoicesModel(TickModel[Kpi]):
    """KPIs in the order they are given. `ENTITY` is the `Kpi`."""

    def choose(self, kpis: Collection[Id]) -> None:
        """Tick these and no others."""
        self._ticks = [each.id in kpis for each in self._rows]
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), [Qt.ItemDataRole.CheckStateRole])

    @override
    def _answers(self, row: Kpi) -> Answers:
        return answers_of(row)


def answers_of(kpi: Kpi) -> Answers:
    """What a row answers of its KPI: name, class, and the definition as tooltip and for the ear."""
    return {
        Qt.ItemDataRole.DisplayRole: kpi.name,
        Qt.ItemDataRole.ToolTipRole: kpi.definition,
        Qt.ItemDataRole.AccessibleTextRole: ". ".join(filter(None, (kpi.name, in_hand(kpi), kpi.definition))),
        Role.TITLE: kpi.name,
        Role.SORT: kpi.name,
        Role.META: in_hand(kpi),
        Role.ENTITY: kpi,
        Role.ARCHIVED: kpi.archived,
    }
