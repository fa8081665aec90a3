"""Scorecard: each rep and KPI with actual, target, attainment, status, signal and trend."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from openpyxl.formatting.rule import DataBarRule

from kpidesk.domain.columns import Basis, recent_width
from kpidesk.domain.measures import PER_KPI
from kpidesk.domain.terms import Aggregation, Direction, Kind, Status, Trend
from kpidesk.reports.workbook import styles
from kpidesk.reports.workbook.sheet import TOP, ref

if TYPE_CHECKING:
    from kpidesk.domain.entries import Floats
    from kpidesk.domain.standing import Standing
    from kpidesk.reports.model import LeadershipSummary, RepSummary
    from kpidesk.reports.workbook.book import Book
    from kpidesk.reports.workbook.sheet import Sheet

NAME = "Scorecard"
HEADERS = (
    "Rep", "Kind", "KPI", "Measured as", "Status", "Actual", "Target", "Band to", "Attainment", "Expected by now",
    "Pace", "In leading index", "Last 13 weeks", "Signal", "Trend", "Weeks", "Data until",
)  # fmt: skip
ACTUAL, TARGET, BAND, ATTAINMENT, EXPECTED, PACE, INDEX = range(6, 13)
KINDS = {Kind.LEADING: "» Leading", Kind.LAGGING: "« Lagging"}
SIGNALS = {"up": "↑ up", "down": "↓ down", None: ""}
TRENDS = {Trend.RISING: "↗ rising", Trend.FALLING: "↘ falling", Trend.STEADY: "→ steady", None: ""}
_BARS = "▁▂▃▄▅▆▇█"


def add(book: Book, summary: LeadershipSummary) -> None:
    """Add the sheet and remember where each rep's KPIs stand."""
    sheet = book.sheet(NAME, styles.RULE)
    sheet.titles(
        f"Scorecard: {summary.team}",
        "Leading KPIs come first. Attainment, pace and leading index are formulas; empty means missing, never zero.",
    )
    sheet.header(TOP, HEADERS, texts=(1, 2, 3, 4, 5, 13, 14, 15))
    row = TOP
    for line in summary.reps:
        first = row + 1
        for standing in line.card.standings:
            row += 1
            _row(sheet, row, line, standing, summary.currency)
            book.places.standings[line.rep.id, standing.kpi.id] = row
        if line.card.leading:
            book.places.index_rows[line.rep.id] = (first, first + len(line.card.leading) - 1)
    sheet.table("tblScorecard", TOP, row, len(HEADERS))
    if row > TOP:
        bar = DataBarRule("num", 0, "num", 1.5, color=styles.LEADING_MID)
        sheet.worksheet.conditional_formatting.add(f"{ref(TOP + 1, ATTAINMENT)}:{ref(row, ATTAINMENT)}", bar)
    sheet.widths(22, 12, 28, 17, 13, 12, 12, 10, 12, 11, 9, 11, 18, 10, 11, 8, 14)
    sheet.printed(freeze=f"B{TOP + 1}", repeat=TOP, made=book.made)


def _row(sheet: Sheet, row: int, line: RepSummary, standing: Standing, currency: str) -> None:
    kpi = standing.kpi
    actual, goal = styles.actual_format(kpi, currency), styles.value_format(kpi, standing.target, currency)
    colour = styles.LEADING if kpi.kind is Kind.LEADING else styles.LAGGING
    sheet.text(row, 1, line.rep.name)
    sheet.text(row, 2, KINDS[kpi.kind], replace(styles.BODY, colour=colour))
    sheet.text(row, 3, kpi.name)
    sheet.text(row, 4, measured_as(standing))
    sheet.text(row, 5, styles.STATUS_WORDS[standing.status], status_look(standing.status))
    sheet.number(row, ACTUAL, standing.value, _in_counts(standing) or actual)
    sheet.number(row, TARGET, standing.target, goal)
    if kpi.direction is Direction.BAND:
        sheet.number(row, BAND, standing.target_high, goal)
    else:
        sheet.blank(row, BAND)
    _shares(sheet, row, standing, actual)
    sheet.text(row, 13, spark(standing.series[-13:], standing.target_series), replace(styles.BODY, colour=colour))
    sheet.text(row, 14, SIGNALS[standing.signal])
    sheet.text(row, 15, TRENDS[standing.trend])
    sheet.number(row, 16, standing.weeks, styles.WHOLE)
    sheet.day(row, 17, standing.last_value_on)


def _in_counts(standing: Standing) -> str:
    """How a rate of too few cases is printed; empty for all else."""
    if standing.value is None or standing.denominator is None or not standing.small:
        return ""
    return styles.counts_format(standing.value * standing.denominator, standing.denominator)


def _shares(sheet: Sheet, row: int, standing: Standing, form: str) -> None:
    direction = standing.kpi.direction
    actual, target, band = ref(row, ACTUAL), ref(row, TARGET), ref(row, BAND)
    if direction is Direction.BAND and standing.target_high is None:
        band = target
    attained = attainment_formula(direction, actual, target, band)
    sheet.formula(row, ATTAINMENT, attained, standing.attainment, styles.PERCENT)
    detail = standing.pace_detail
    if standing.basis is not Basis.TO_DATE:
        sheet.blank(row, EXPECTED)
        sheet.blank(row, PACE)
    else:
        sheet.number(row, EXPECTED, detail.expected if detail else None, form)
        pace = detail.index if detail else None
        sheet.formula(row, PACE, f"{actual}/{ref(row, EXPECTED)}", pace, styles.PERCENT)
    if standing.kpi.kind is Kind.LAGGING:
        sheet.blank(row, INDEX)
    else:
        value = indexed(standing)
        judged = attained if standing.basis is not Basis.TO_DATE else ref(row, PACE)
        sheet.formula(row, INDEX, f"MIN({judged},{PER_KPI.index_cap:g})", value, styles.PERCENT)


def indexed(standing: Standing) -> float | None:
    """What a leading KPI contributes to the leading index; None while it cannot be judged."""
    judged = standing.pace if standing.basis is Basis.TO_DATE else standing.attainment
    if standing.status is Status.NONE or judged is None:
        return None
    return min(judged, PER_KPI.index_cap)


def attainment_formula(direction: Direction, actual: str, target: str, band: str) -> str:
    """The attainment of a target as a spreadsheet computes it (domain brief 2.5)."""
    if direction is Direction.UP:
        return f"{actual}/{target}"
    if direction is Direction.DOWN:
        return f"IF({target}=0,IF({actual}=0,1,0),MAX(0,MIN(2,2-{actual}/{target})))"
    away = f"MAX({target}-{actual},{actual}-{band},0)"
    return f"IF({away}=0,1,MAX(0,1-{away}/(({target}+{band})/2)))"


def status_look(status: Status) -> styles.Look:
    """The look of a status: its colour repeats what shape and word say."""
    return replace(styles.BODY, colour=styles.STATUS_COLOURS[status])


def measured_as(standing: Standing) -> str:
    """What the actual value is."""
    if standing.basis is Basis.TO_DATE:
        return f"{standing.cadence.value.capitalize()} to date"
    if standing.basis is Basis.NEWEST:
        return "Newest value"
    rate = standing.kpi.aggregation is Aggregation.RATIO
    return f"{'Rate' if rate else 'Mean'} of {recent_width(standing.kpi, standing.cadence)} weeks"


def spark(values: Floats, targets: Floats) -> str:
    """A bar for each week, a dot where it is missing; full height is 140% of the newest target, or the maximum."""
    known = [float(value) for value in values if not math.isnan(value)]
    if not known:
        return ""
    goals = targets[np.isfinite(targets) & (targets > 0)]
    top = 1.4 * float(goals[-1]) if len(goals) else max(*known, 1e-9)
    return "".join("·" if math.isnan(value) else _BARS[max(0, min(7, int(value / top * 7.999)))] for value in values)
