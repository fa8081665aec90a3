"""Leading KPIs and Lagging KPIs: 13 weeks of each rep with natural limits and signals, the team by week, and charts."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.days import to_date
from kpidesk.domain.rates import small
from kpidesk.domain.terms import Aggregation, Kind
from kpidesk.reports.workbook import charts, styles
from kpidesk.reports.workbook.scorecard import SIGNALS
from kpidesk.reports.workbook.sheet import TOP, ref, span
from kpidesk.reports.workbook.team import Team, team

if TYPE_CHECKING:
    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.standing import Standing
    from kpidesk.reports.model import LeadershipSummary
    from kpidesk.reports.workbook.book import Book
    from kpidesk.reports.workbook.sheet import Sheet

WEEKS = 13
NAMES = {Kind.LEADING: "Leading KPIs", Kind.LAGGING: "Lagging KPIs"}
_AFTER = ("Mean", "Target a week", "Usual from", "Usual to", "Signal")
_CHART_ROWS, _PAGE_ROWS = 15, 50
"""Rows under a chart, and rows that surely fit on a page."""
_TEAM_LINES = ("Team", "Target", "Usual from", "Usual to")


def add(book: Book, summary: LeadershipSummary, kind: Kind) -> None:
    """Add the sheet of one kind."""
    sheet = book.sheet(NAMES[kind], styles.LEADING if kind is Kind.LEADING else styles.LAGGING)
    weeks = week_names(summary)
    width = 2 + len(weeks) + len(_AFTER)
    sheet.titles(
        f"{NAMES[kind]}: {summary.team}",
        "Each week as recorded, a rate of fewer than 5 cases in counts; its mean is that of all cases. Usual from and"
        " to are the natural limits; a signal lies outside them, or is a long run on one side. Empty means missing,"
        " never zero.",
    )
    sheet.header(TOP, ("KPI", "Rep", *weeks, *_AFTER), texts=(1, 2, width))
    places, row = _reps(sheet, summary, kind, len(weeks))
    sheet.table(f"tbl{kind.value.capitalize()}", TOP, row, width)
    sheet.widths(26, 21, *[9.5] * len(weeks), 11, 11, 11, 11, 10)
    sheet.printed(freeze=f"C{TOP + 1}", repeat=TOP, made=book.made)
    if weeks:
        _team_block(sheet, summary, places, row + 2, weeks)


def week_names(summary: LeadershipSummary) -> list[str]:
    """The newest 13 closed weeks as W21, W22 and so on."""
    if not summary.reps:
        return []
    # A week belongs to the ISO week that holds its fourth day, whatever day weeks start on.
    starts = summary.reps[0].card.week_starts[-WEEKS:]
    return [f"W{to_date(int(start) + 3).isocalendar().week}" for start in starts]


def _reps(sheet: Sheet, summary: LeadershipSummary, kind: Kind, weeks: int) -> tuple[list[tuple[Kpi, int, int]], int]:
    """Write the rows of all reps, grouped by KPI; where each group is, and the last row."""
    row, places = TOP, []
    for kpi in summary.kpis:
        # A share of a target only piles up week by week; what it is a share of stands here by itself.
        if kpi.kind is not kind or kpi.is_share_of_target:
            continue
        first = row + 1
        for line in summary.reps:
            standing = line.card.standing(kpi.key)
            if standing is not None:
                row += 1
                _row(sheet, row, line.rep.name, standing, weeks, summary.currency)
        places.append((kpi, first, row))
    return places, row


def _row(sheet: Sheet, row: int, rep: str, standing: Standing, weeks: int, currency: str) -> None:
    kpi = standing.kpi
    mean_form = styles.actual_format(kpi, currency)
    sheet.text(row, 1, kpi.name)
    sheet.text(row, 2, rep)
    series = standing.series[-weeks:]
    form = styles.series_format(kpi, series, currency)
    tops, bottoms = standing.numerators[-weeks:], standing.denominators[-weeks:]
    for column, (value, top, bottom) in enumerate(
        zip(series.tolist(), tops.tolist(), bottoms.tolist(), strict=True), 3
    ):
        in_counts = kpi.aggregation is Aggregation.RATIO and small(bottom)
        sheet.number(row, column, value, styles.counts_format(top, bottom) if in_counts else form)
    after = 3 + weeks
    if kpi.aggregation is Aggregation.RATIO and not np.all(np.isnan(bottoms)):
        # Rates are not averaged: their cases are added up.
        cases = float(np.nansum(bottoms))
        sheet.number(row, after, float(np.nansum(tops)) / cases if cases else None, mean_form)
    else:
        mean = float(np.nanmean(series)) if np.any(~np.isnan(series)) else None
        sheet.formula(row, after, f"AVERAGE({span((row, 3), (row, after - 1))})", mean, mean_form)
    goal = _newest(standing.target_series.tolist())
    sheet.number(row, after + 1, goal, styles.value_format(kpi, goal, currency))
    for column, edge in ((after + 2, "lower"), (after + 3, "upper")):
        value = getattr(standing.limits, edge, None)
        if value is None:
            sheet.blank(row, column)
        else:
            sheet.number(row, column, value, mean_form)
    sheet.text(row, after + 4, SIGNALS[standing.signal])


def _team_block(
    sheet: Sheet, summary: LeadershipSummary, places: list[tuple[Kpi, int, int]], row: int, weeks: list[str]
) -> None:
    """The team by week under the table, and a chart of each KPI under that."""
    # The header row is frozen on the screen and printed on each page: it serves this block as well.
    page = 1
    if row + 1 + len(places) * len(_TEAM_LINES) + _CHART_ROWS > _PAGE_ROWS:
        sheet.new_page(row - 1)
        page = row
    sheet.text(row, 1, "The team by week", styles.SECTION)
    row += 1
    drawn: list[tuple[Team, int]] = []
    for kpi, first, last in places:
        made = team([line.card.standing(kpi.key) for line in summary.reps])
        if made is not None:
            _team_rows(sheet, row, made, (first, last), len(weeks), summary.currency)
            drawn.append((made, row))
            row += len(_TEAM_LINES)
    row += 1
    for at, (made, begin) in enumerate(drawn):
        if at % 2 == 0 and at:
            row += _CHART_ROWS
        if at % 2 == 0 and row + _CHART_ROWS - page > _PAGE_ROWS:
            sheet.new_page(row - 1)
            page = row
        _chart(sheet, made, begin, len(weeks), ref(row, 1 if at % 2 == 0 else 9), summary.currency)


def _team_rows(sheet: Sheet, row: int, made: Team, reps: tuple[int, int], weeks: int, currency: str) -> None:
    form = styles.series_format(made.kpi, made.values, currency)
    names = (made.word, *_TEAM_LINES[1:])
    lines = (made.values, made.targets, made.lower, made.upper)
    for offset, (name, values) in enumerate(zip(names, lines, strict=True)):
        look = replace(styles.BODY, bold=offset == 0, colour=styles.INK if offset == 0 else styles.TEXT2)
        sheet.text(row + offset, 1, made.kpi.name if offset == 0 else "", look)
        sheet.text(row + offset, 2, name, look)
        for column, value in enumerate(values[-weeks:].tolist(), 3):
            block = span((reps[0], column), (reps[1], column))
            if offset == 0 and made.function:
                sheet.formula(row, column, f"{made.function}({block})", value, form, look)
            elif offset > 1 and math.isnan(value):
                sheet.blank(row + offset, column)
            else:
                sheet.number(row + offset, column, value, form, look)


def _chart(sheet: Sheet, made: Team, begin: int, weeks: int, anchor: str, currency: str) -> None:
    leads = made.kpi.kind is Kind.LEADING
    colour = styles.LEADING if leads else styles.LAGGING
    lines = [charts.Line(begin, colour, name=made.word, dots=True, dash=None if leads else "dash")]
    if not np.all(np.isnan(made.targets[-weeks:])):
        lines.append(charts.Line(begin + 1, styles.INK, name="Target", dash="sysDash", width=1.0))
    if not np.all(np.isnan(made.lower[-weeks:])):
        soft = styles.LEADING_MID if leads else styles.LAGGING_MID
        lines.append(charts.Line(begin + 2, soft, name="Usual from", width=1.0))
        lines.append(charts.Line(begin + 3, soft, name="Usual to", width=1.0))
    form = styles.value_format(made.kpi, None, currency)
    title = f"{made.kpi.name}, {made.phrase}"
    charts.by_week(sheet, title, lines, head=TOP, columns=(3, 2 + weeks), anchor=anchor, form=form)


def _newest(values: list[float]) -> float | None:
    known = [value for value in values if not math.isnan(value)]
    return known[-1] if known else None
