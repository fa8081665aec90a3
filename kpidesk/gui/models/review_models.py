"""What an import would write: per KPI how many values, and which values become others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from typing_extensions import override

from kpidesk.domain.terms import Cadence
from kpidesk.gui import formats, words
from kpidesk.gui.models.figures_model import Cell, Figures, FiguresModel
from kpidesk.gui.models.value_words import period_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpidesk.services.review import KpiCounts, Review, ValueChange

_NAMED = 8
_PERIODS = ((1, Cadence.DAY), (7, Cadence.WEEK), (45, Cadence.MONTH), (135, Cadence.QUARTER))


def tr(text: str) -> str:
    """Translate a text of these tables."""
    return QCoreApplication.translate("review", text)


class ReviewModel(FiguresModel):
    """A table whose first columns are words; the heads of the others stand at the right, over numbers."""

    def __init__(self, words: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section < self._words:
            return None
        return super().headerData(section, orientation, role)


def by_kpi(counts: Iterable[KpiCounts]) -> Figures:
    """A row a KPI."""
    heads = (tr("KPI"), tr("Kind"), tr("New"), tr("Changed"), tr("Removed"))
    rows = tuple(
        (
            Cell(each.kpi.name),
            Cell(words.kind_name(each.kpi.kind)),
            *(Cell(formats.number(n) if n else "–") for n in (each.new, each.changed, each.removed)),
        )
        for each in counts
    )
    return Figures(tr("Values by KPI"), heads, rows)


def changed(changes: Iterable[ValueChange], currency: str) -> Figures:
    """A row a value that is there already and would become another."""
    return _changes(changes, currency, (tr("Is now"), tr("Becomes")))


def was_changed(changes: Iterable[ValueChange], currency: str) -> Figures:
    """A row a value that an import changed."""
    return _changes(changes, currency, (tr("Was"), tr("Became")))


def _changes(changes: Iterable[ValueChange], currency: str, ends: tuple[str, str]) -> Figures:
    heads = (tr("Rep"), tr("KPI"), tr("Period"), *ends)
    rows = tuple(
        (
            Cell(each.rep.name),
            Cell(each.kpi.name),
            Cell(period_name(each.start, _period(each.days))),
            Cell(_value(each, each.before, currency) + (tr(", typed") if each.typed else "")),
            Cell(_value(each, each.after, currency) if each.after is not None else tr("no value")),
        )
        for each in changes
    )
    return Figures(tr("Values that change"), heads, rows)


def sentence(review: Review, rows: int) -> str:
    """How many rows become how many scorecards, or are about people."""
    if not review.scorecards:
        return formats.fill(tr("%1 rows say something about people or targets"), formats.number(rows))
    kinds = {
        Cadence.WEEK: (tr("%1 rows become %2 weekly scorecards"), tr("%1 rows become 1 weekly scorecard")),
        Cadence.MONTH: (tr("%1 rows become %2 monthly scorecards"), tr("%1 rows become 1 monthly scorecard")),
        Cadence.QUARTER: (tr("%1 rows become %2 quarterly scorecards"), tr("%1 rows become 1 quarterly scorecard")),
        Cadence.YEAR: (tr("%1 rows become %2 yearly scorecards"), tr("%1 rows become 1 yearly scorecard")),
    }
    many, one = kinds[review.cadence]
    numbers = formats.number(rows), formats.number(review.scorecards)
    return formats.fill(one if review.scorecards == 1 else many, *numbers)


def listed(names: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    if len(names) <= _NAMED + 1:
        return ", ".join(names)
    return formats.fill(tr("%1 and %2 more"), ", ".join(names[:_NAMED]), formats.number(len(names) - _NAMED))


def _period(days: int) -> Cadence:
    return next((cadence for most, cadence in _PERIODS if days <= most), Cadence.YEAR)


def _value(change: ValueChange, value: float | None, currency: str) -> str:
    return formats.amount(value, change.kpi.unit, currency)
