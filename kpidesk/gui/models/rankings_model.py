"""Putting KPIs in order of importance, and two such orders side by side."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from kpidesk.domain.entities import Kpi
from kpidesk.gui import formats
from kpidesk.gui.models.kpi_choices_model import answers_of
from kpidesk.gui.models.list_model import ListModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpidesk.domain.agreeing import Ranked, Rankings
    from kpidesk.gui.models.rows_model import Answers

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def tr(text: str) -> str:
    """Translate a text about rankings."""
    return QCoreApplication.translate("rankings", text)


class RankingModel(ListModel[Kpi]):
    """The ranked KPIs in order, with their places, then the others; `TEXT` is the place.

    Gestures answer the row in which the KPI stands afterwards.
    """

    def __init__(self, kpis: Iterable[Kpi], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._order = tuple(kpis)
        self._ranked: list[Kpi] = []
        self._rows = list(self._order)

    @property
    def ranked(self) -> tuple[Kpi, ...]:
        """The ranked KPIs, the most important first."""
        return tuple(self._ranked)

    def place(self, row: int, place: int) -> int:
        """Give the KPI of a row a place, counted from 1; beyond the last it becomes the last."""
        kpi = self._rows[row]
        ranked = [each for each in self._ranked if each is not kpi]
        ranked.insert(place - 1, kpi)
        return self._show(ranked, kpi)

    def take_out(self, row: int) -> int:
        """Rank the KPI of a row no longer."""
        kpi = self._rows[row]
        return self._show([each for each in self._ranked if each is not kpi], kpi)

    def toggle(self, row: int) -> int:
        """Rank the KPI of a row after the others, or take it out again."""
        return self.take_out(row) if row < len(self._ranked) else self.place(row, len(self._ranked) + 1)

    def move(self, row: int, by: int) -> int:
        """Move a ranked KPI up (-1) or down (1); one that is not ranked stays."""
        if row >= len(self._ranked):
            return row
        return self.place(row, min(max(row + by, 0), len(self._ranked) - 1) + 1)

    @override
    def _answers(self, row: Kpi) -> Answers:
        answers = answers_of(row)
        place = str(self._ranked.index(row) + 1) if row in self._ranked else ""
        said = formats.fill(tr("place %1"), place) if place else tr("not ranked")
        spoken = f"{said}: {answers[Qt.ItemDataRole.AccessibleTextRole]}"
        return {**answers, Role.TEXT: place, Qt.ItemDataRole.AccessibleTextRole: spoken}

    def _show(self, ranked: list[Kpi], kpi: Kpi) -> int:
        self._ranked = ranked
        self.set_rows([*ranked, *(each for each in self._order if each not in ranked)])
        return self._rows.index(kpi)


class Col(IntEnum):
    """The columns of two rankings side by side."""

    KPI = 0
    REP = 1
    MANAGER = 2
    TOTAL = 3
    PROPOSED = 4


class RankingsModel(QAbstractTableModel):
    """All ranked KPIs, the lowest sum of places first, and which of them make up the proposed set."""

    def __init__(self, rankings: Rankings, names: tuple[str, str], parent: QObject | None = None) -> None:
        """`names` are those of rep and manager."""
        super().__init__(parent)
        self._rows: Sequence[Ranked] = rankings.added()
        self._proposed = {each.id for each in rankings.proposed()}
        self._heads = (tr("KPI"), *names, tr("Sum"), tr("Proposed"))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Col)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Col):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section != Col.KPI:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        answers: dict[int, Any] = {
            **answers_of(row.kpi),
            Qt.ItemDataRole.DisplayRole: self._cells(row)[index.column()],
            Qt.ItemDataRole.AccessibleTextRole: self._spoken(row),
            Role.ENTITY: row,
            Role.SORT: row.total,
        }
        return answers.get(role)

    def _cells(self, row: Ranked) -> tuple[str, ...]:
        proposed = tr("Yes") if row.kpi.id in self._proposed else tr("No")
        return (row.kpi.name, _place(row.by_rep), _place(row.by_manager), str(row.total), proposed)

    def _spoken(self, row: Ranked) -> str:
        said = zip(self._heads[1:], self._cells(row)[1:], strict=True)
        return f"{row.kpi.name}. {', '.join(f'{head} {cell}' for head, cell in said)}"


def _place(place: int | None) -> str:
    return formats.MISSING if place is None else str(place)
