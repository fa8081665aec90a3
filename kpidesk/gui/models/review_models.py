"""What an import would write: per KPI how many values, and which values become others."""

from __future__ import annotations

import datetime as dt
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
    from kpidesk.services.transfer import ImportReport

_NAMED = 8
_TO_THURSDAY = dt.timedelta(days=3)
"""From the first day of a week to the one in whose year the week is counted."""
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
            Cell(formats.fill(tr("Target: %1"), each.kpi.name) if each.targets else each.kpi.name),
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
            Cell(formats.fill(tr("Target: %1"), each.kpi.name) if each.target else each.kpi.name),
            Cell(_when(each)),
            Cell(_value(each, each.before, currency) + (tr(", typed") if each.typed else "")),
            Cell(_value(each, each.after, currency) if each.after is not None else tr("no value")),
        )
        for each in changes
    )
    return Figures(tr("Values that change"), heads, rows)


def sentence(review: Review, rows: int) -> str:
    """How many rows become how many scorecards, set targets, or are about people."""
    if not review.scorecards:
        targets = tr("1 row sets targets"), tr("%1 rows set targets")
        people = tr("1 row is about people"), tr("%1 rows are about people")
        return formats.counted(rows, *(targets if any(each.targets for each in review.kpis) else people))
    kinds = {
        Cadence.WEEK: (tr("1 weekly scorecard"), tr("%1 weekly scorecards")),
        Cadence.MONTH: (tr("1 monthly scorecard"), tr("%1 monthly scorecards")),
        Cadence.QUARTER: (tr("1 quarterly scorecard"), tr("%1 quarterly scorecards")),
        Cadence.YEAR: (tr("1 yearly scorecard"), tr("%1 yearly scorecards")),
    }
    become = formats.counted(rows, tr("1 row becomes"), tr("%1 rows become"))
    return f"{become} {formats.counted(review.scorecards, *kinds[review.cadence])}"


def values(report: ImportReport) -> str:
    """How many values are new, become others and stay; empty where a file holds none."""
    if not (report.values_new or report.values_changed or report.values_same):
        return ""
    return formats.fill(
        tr("%1, %2, %3."),
        formats.counted(report.values_new, tr("1 value is new"), tr("%1 values are new")),
        formats.counted(report.values_changed, tr("1 changes"), tr("%1 change")),
        formats.counted(report.values_same, tr("1 stays the same"), tr("%1 stay the same")),
    )


def typed(many: int) -> str:
    """What becomes of values typed by hand."""
    one = tr("1 was typed by hand; taking the import back restores it.")
    return formats.counted(many, one, tr("%1 were typed by hand; taking the import back restores those."))


def listed(names: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    if len(names) <= _NAMED + 1:
        return ", ".join(names)
    return formats.fill(tr("%1 and %2 more"), ", ".join(names[:_NAMED]), formats.number(len(names) - _NAMED))


def _when(change: ValueChange) -> str:
    """The period of a value, with its year, since a file may hold several; or when a target begins."""
    if change.target:
        return formats.fill(tr("from %1"), formats.dated(change.start))
    cadence = next((cadence for most, cadence in _PERIODS if change.days <= most), Cadence.YEAR)
    if cadence is Cadence.DAY:
        return formats.dated(change.start)
    said = period_name(change.start, cadence)
    return f"{said}, {(change.start + _TO_THURSDAY).year}" if cadence is Cadence.WEEK else said


def _value(change: ValueChange, value: float | None, currency: str) -> str:
    return formats.amount(value, change.kpi.unit, currency)
