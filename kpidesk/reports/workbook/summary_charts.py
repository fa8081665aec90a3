"""The charts of the summary: leading against results by week, and both by rep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.measures import index, quotient, trailing_sum
from kpidesk.reports.workbook import charts, styles
from kpidesk.reports.workbook.leading_lagging import week_names
from kpidesk.reports.workbook.sheet import TOP

if TYPE_CHECKING:
    from kpidesk.domain.entries import Floats
    from kpidesk.domain.standing import Scorecard
    from kpidesk.reports.model import LeadershipSummary
    from kpidesk.reports.workbook.quota import Quota
    from kpidesk.reports.workbook.sheet import Sheet

_TALL = 15
"""Rows a chart covers."""
_RESULT_WEEKS = 4
BESIDE = 13
"""Column right of the printed page."""


def add(sheet: Sheet, summary: LeadershipSummary, of: Quota | None, reps: tuple[int, int], row: int) -> int:
    """Draw the charts from `row` on, the numbers behind the first one beside the page; returns the last row used."""
    weeks = week_names(summary)
    if not weeks:
        return row
    head = TOP
    sheet.text(head - 1, BESIDE, "Behind the chart by week", styles.SECTION)
    for column, word in enumerate(("Week", "Leading", "Results"), BESIDE):
        sheet.text(head, column, word, styles.HEAD if column == BESIDE else styles.HEAD_RIGHT)
    lines = (leading_by_week(summary)[-len(weeks) :], results_by_week(summary, of)[-len(weeks) :])
    for at, week in enumerate(weeks):
        sheet.text(head + 1 + at, BESIDE, week)
        for column, values in enumerate(lines, BESIDE + 1):
            sheet.number(head + 1 + at, column, float(values[at]), styles.PERCENT)
    drawn = [charts.Line(BESIDE + 1, styles.LEADING, "Leading index", dots=True)]
    if not np.all(np.isnan(lines[1])):
        drawn.append(charts.Line(BESIDE + 2, styles.LAGGING, "Results of 4 weeks against target", dash="dash"))
    charts.down_weeks(
        sheet,
        "Leading index and results by week",
        drawn,
        names=BESIDE,
        rows=(head + 1, head + len(weeks)),
        anchor=f"A{row}",
        form=styles.PERCENT,
        size=(15.5, 7.4),
    )
    charts.bars(
        sheet,
        "Leading and quota by rep",
        [charts.Line(2, styles.LEADING, "Leading"), charts.Line(4, styles.LAGGING_MID, "Quota")],
        rows=reps,
        anchor=f"F{row}",
        form=styles.PERCENT,
        size=(15.0, 7.4),
    )
    return row + _TALL


def leading_by_week(summary: LeadershipSummary) -> Floats:
    """The mean of the reps' leading indexes in each week, shape (weeks,)."""
    made = np.stack([_rep_index(line.card) for line in summary.reps])
    known = ~np.isnan(made)
    return quotient(np.where(known, made, 0.0).sum(axis=0), known.sum(axis=0).astype(np.float64))


def results_by_week(summary: LeadershipSummary, of: Quota | None) -> Floats:
    """Result of the last 4 weeks over their targets, team sums, shape (weeks,); NaN where nothing is known."""
    cards = [line.card for line in summary.reps]
    weeks = len(cards[0].week_starts)
    result, target = np.zeros(weeks), np.zeros(weeks)
    for card in cards:
        standing = card.standing(of.kpi.key) if of else None
        if standing is not None:
            both = ~np.isnan(standing.series) & ~np.isnan(standing.target_series)
            result += trailing_sum(np.where(both, standing.series, np.nan), _RESULT_WEEKS)
            target += trailing_sum(np.where(both, standing.target_series, np.nan), _RESULT_WEEKS)
    return quotient(result, target)


def _rep_index(card: Scorecard) -> Floats:
    if not card.leading:
        return np.full(len(card.week_starts), np.nan)
    return index(np.stack([standing.attainments for standing in card.leading]), axis=0)
