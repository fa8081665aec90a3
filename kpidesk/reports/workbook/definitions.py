"""Definitions: what each KPI counts and how its numbers come about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.terms import Aggregation, Direction, Kind, KpiClass, Unit
from kpidesk.reports.workbook import styles
from kpidesk.reports.workbook.sheet import TOP

if TYPE_CHECKING:
    from kpidesk.domain.entities import Kpi
    from kpidesk.reports.model import LeadershipSummary
    from kpidesk.reports.workbook.book import Book

NAME = "Definitions"
HEADERS = ("KPI", "Key", "Kind", "Class", "Definition", "Unit", "Better", "Over time", "Across reps", "Cadence", "Mind")
_WIDTHS = (27, 22, 11, 11, 52, 14, 16, 17, 17, 11, 44)
_CLASSES = {
    KpiClass.ACTIVITY: "Activity",
    KpiClass.QUALITY: "Quality",
    KpiClass.PIPELINE: "Pipeline",
    KpiClass.HYGIENE: "Hygiene",
    KpiClass.OUTCOME: "Outcome",
}
_ROLL_UPS = {
    Aggregation.SUM: "Sum",
    Aggregation.LAST: "Newest value",
    Aggregation.RATIO: "Sum over sum",
    Aggregation.MEDIAN: "Median of cases",
    Aggregation.DISTINCT: "Distinct count",
    Aggregation.RECOMPUTE: "Computed anew",
}
_DIRECTIONS = {Direction.UP: "More", Direction.DOWN: "Less", Direction.BAND: "Inside the band"}
_UNITS = {
    Unit.COUNT: "Count",
    Unit.PERCENT: "Percent",
    Unit.CURRENCY: "Money",
    Unit.CURRENCY_PER_DAY: "Money a day",
    Unit.HOURS: "Hours",
    Unit.DAYS: "Days",
    Unit.MINUTES: "Minutes",
    Unit.RATIO: "Ratio",
    Unit.SCORE: "Score",
}


def add(book: Book, summary: LeadershipSummary) -> None:
    """Add the sheet."""
    sheet = book.sheet(NAME)
    sheet.titles("Definitions", "Every KPI of this workbook as the team has defined it.")
    sheet.header(TOP, HEADERS, texts=range(1, len(HEADERS) + 1), height=18)
    kpis = _all(summary)
    for row, kpi in enumerate(kpis, TOP + 1):
        for column, text in enumerate(_texts(kpi), 1):
            sheet.text(row, column, text, styles.WRAPPED)
        sheet.tall(row, [(text, width - 2) for text, width in zip(_texts(kpi), _WIDTHS, strict=True)])
    sheet.table("tblDefinitions", TOP, TOP + len(kpis), len(HEADERS))
    sheet.widths(*_WIDTHS)
    sheet.printed(freeze=f"B{TOP + 1}", repeat=TOP, made=book.made)


def _all(summary: LeadershipSummary) -> list[Kpi]:
    known = {kpi.key: kpi for kpi in (*summary.kpis, *summary.record.kpis)}
    return sorted(known.values(), key=lambda kpi: (kpi.kind is Kind.LAGGING, kpi.position, kpi.name))


def _texts(kpi: Kpi) -> tuple[str, ...]:
    return (
        kpi.name,
        kpi.key,
        kpi.kind.value.capitalize(),
        _CLASSES[kpi.kpi_class],
        kpi.definition,
        _UNITS[kpi.unit],
        _DIRECTIONS[kpi.direction],
        _ROLL_UPS[kpi.aggregation],
        _ROLL_UPS[kpi.across],
        kpi.cadence.value.capitalize(),
        kpi.trap,
    )
