"""KPIs to choose from, each with a box to tick, its class and its definition."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.terms import KpiClass
from kpidesk.gui.dialogs import kpi_words
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from kpidesk.domain.entities import Id, Kpi

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


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
    found = reach[kpi.kpi_class].replace("%1", kpi_words.classes()[kpi.kpi_class])
    return f"{found}, {tr('no longer in use')}" if kpi.archived else found


class KpiChoicesModel(QAbstractListModel):
    """KPIs in the order they are given. `ENTITY` is the `Kpi`; ticks are set through `CheckStateRole`."""

    def __init__(self, kpis: Iterable[Kpi], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kpis = tuple(kpis)
        self._chosen: set[Id] = set()

    @property
    def chosen(self) -> list[Kpi]:
        """The ticked KPIs in order."""
        return [each for each in self._kpis if each.id in self._chosen]

    def choose(self, kpis: Collection[Id]) -> None:
        """Tick these and no others."""
        self._chosen = {each.id for each in self._kpis if each.id in kpis}
        if self._kpis:
            self.dataChanged.emit(self.index(0), self.index(len(self._kpis) - 1), [Qt.ItemDataRole.CheckStateRole])

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._kpis)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        kpi = self._kpis[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if kpi.id in self._chosen else Qt.CheckState.Unchecked
        return described(kpi, role)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        kpi = self._kpis[index.row()]
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._chosen.add(kpi.id)
        else:
            self._chosen.discard(kpi.id)
        self.dataChanged.emit(index, index, [role])
        return True


def described(kpi: Kpi, role: int) -> Any:
    """What a row answers of its KPI: name, class, and the definition as tooltip and for the ear."""
    answer = _ANSWERS.get(role)
    return answer(kpi) if answer else None


def _spoken(kpi: Kpi) -> str:
    return ". ".join(each for each in (kpi.name, in_hand(kpi), kpi.definition) if each)


_ANSWERS: dict[int, Callable[[Kpi], Any]] = {
    Qt.ItemDataRole.DisplayRole: attrgetter("name"),
    Role.TITLE: attrgetter("name"),
    Role.SORT: attrgetter("name"),
    Role.META: in_hand,
    Qt.ItemDataRole.ToolTipRole: attrgetter("definition"),
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Role.ENTITY: lambda kpi: kpi,
    Role.ARCHIVED: attrgetter("archived"),
}
