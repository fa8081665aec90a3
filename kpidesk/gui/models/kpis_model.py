"""The KPI list: leading ones first, then lagging, each group under its tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.entities import Kpi
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Kind, Status
from kpidesk.gui import words
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Id

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One KPI with its prepared texts."""

    kpi: Kpi
    status: Status
    phrase: str
    """What a value counts and for how long: "calls a week"."""
    value: str
    of: str
    """The target, as "of 12"; empty without one."""

    @property
    def spoken(self) -> str:
        """The row in one line."""
        numbers = f"{self.value} {self.of}".strip()
        return f"{self.kpi.name}, {words.status_name(self.status).lower()}, {numbers}, {self.phrase}"


class KpisModel(QAbstractListModel):
    """Group heads and KPIs in one column; heads cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[KpiRow, ...] = ()
        self._needle = ""
        self._shown: list[KpiRow | Kind] = []

    def set_rows(self, rows: Sequence[KpiRow]) -> None:
        """Show other rows; the same KPIs in the same order keep the selection."""
        before = self._shown
        self._rows = tuple(rows)
        shown = self._filtered()
        if [_key(each) for each in before] == [_key(each) for each in shown]:
            self._shown = shown
            if shown:
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def set_filter(self, text: str) -> None:
        """Show only KPIs whose name or definition holds a text."""
        self._needle = fold(text)
        self.beginResetModel()
        self._shown = self._filtered()
        self.endResetModel()

    def entry(self, row: int) -> KpiRow | Kind:
        """The KPI or the group head in a row."""
        return self._shown[row]

    def known(self, ident: Id | None) -> KpiRow | None:
        """The row of a KPI, shown or not."""
        return next((each for each in self._rows if each.kpi.id == ident), None)

    def row_of(self, ident: Id | None) -> int:
        """Where a KPI stands, -1 if it is not shown."""
        return next((at for at, each in enumerate(self._shown) if _key(each) == ident), -1)

    def first(self) -> int:
        """The row of the first KPI, -1 without any."""
        return next((at for at, each in enumerate(self._shown) if isinstance(each, KpiRow)), -1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._shown[index.row()], Kind):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        if isinstance(entry, Kind):
            shown = {Qt.ItemDataRole.DisplayRole: words.kind_name(entry), Role.KIND: entry}
            return shown.get(role)  # type: ignore[call-overload]
        answers = {
            Qt.ItemDataRole.DisplayRole: entry.kpi.name,
            Qt.ItemDataRole.AccessibleTextRole: entry.spoken,
            Qt.ItemDataRole.ToolTipRole: entry.spoken,
            Role.TITLE: entry.kpi.name,
            Role.META: entry.phrase,
            Role.TEXT: entry.value,
            Role.STATUS: entry.status,
            Role.KIND: entry.kpi.kind,
            Role.ENTITY: entry.kpi,
        }
        return answers.get(role)  # type: ignore[call-overload]

    def _filtered(self) -> list[KpiRow | Kind]:
        shown: list[KpiRow | Kind] = []
        for kind in Kind:
            found = [row for row in self._rows if row.kpi.kind is kind and self._fits(row)]
            shown += [kind, *found] if found else []
        return shown

    def _fits(self, row: KpiRow) -> bool:
        return not self._needle or self._needle in fold(f"{row.kpi.name} {row.kpi.definition}")


def _key(entry: KpiRow | Kind) -> Id | Kind:
    return entry if isinstance(entry, Kind) else entry.kpi.id
