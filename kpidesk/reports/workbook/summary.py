"""Summary, the first page: each rep and the team, where the time went, what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.columns import Basis
from kpidesk.domain.measures import STATUSES, status_now
from kpidesk.domain.wording import day
from kpidesk.reports.workbook import scorecard, styles, summary_blocks, summary_charts
from kpidesk.reports.workbook.quota import Quota, quota
from kpidesk.reports.workbook.sheet import TOP, ref, span

if TYPE_CHECKING:
    from kpidesk.domain.standing import Standing
    from kpidesk.reports.model import LeadershipSummary, RepSummary
    from kpidesk.reports.workbook.book import Book
    from kpidesk.reports.workbook.sheet import Sheet

NAME = "Summary"
LEADING, STATUS, QUOTA, FOCUS, ACTUAL, TARGET, LAST, OPEN, RESULT, FULL = range(2, 12)


def add(book: Book, summary: LeadershipSummary) -> None:
    """Add the sheet; the sheets it points into must exist."""
    sheet = book.sheet(NAME, styles.RULE)
    made = f"Made {day(summary.made_on)} {summary.made_on.year} with KPIdesk."
    sheet.titles(f"One-on-one summary: {summary.team}", f"{summary.period.label}. {made} Data: {summary.data}")
    weekly = all(each is None or each.basis is Basis.RECENT_WEEKS for each in map(focus, summary.reps))
    actual = "4-week" if weekly else "Actual"
    headers = (
        "Rep", "Leading", "Status", "Quota", "Focus KPI", actual, "Target", "Last 1:1", "Open", "Result to date",
        "Of quota",
    )  # fmt: skip
    sheet.header(TOP, headers, texts=(1, STATUS, FOCUS), height=20)
    row, of = TOP, quota(summary)
    for line in summary.reps:
        row += 1
        _row(book, sheet, row, line, of, summary.currency)
        sheet.worksheet.row_dimensions[row].height = 18
    sheet.table("tblSummary", TOP, row, len(headers), buttons=False)
    if summary.reps:
        _team(sheet, row + 1, summary, of)
    under = row + 2
    if of is not None:
        sheet.text(under, 1, f"Quota is result over target: {of.kpi.name}, {of.period} to date.", styles.NOTE)
    reps = (TOP + 1, row)
    sheet.widths(21, 11, 14, 10, 28, 12, 11, 14, 8, 15, 14)
    under = summary_blocks.add(book, sheet, summary, under + 2, FULL)
    bottom = summary_charts.add(sheet, summary, of, reps, under + 2)
    # The numbers behind the chart stand beside the page, for the screen only.
    sheet.worksheet.print_area = span((1, 1), (bottom, FULL))
    sheet.printed(freeze=f"B{TOP + 1}", repeat=TOP, made=book.made)


def focus(line: RepSummary) -> Standing | None:
    """The standing on the main focus KPI, if there is one."""
    by_id = {each.kpi.id: each for each in line.card.standings}
    return next((by_id[each] for each in line.focus if each in by_id), None)


def _row(book: Book, sheet: Sheet, row: int, line: RepSummary, of: Quota | None, currency: str) -> None:
    card, places = line.card, book.places
    sheet.text(row, 1, line.rep.name)
    first, last = places.index_rows.get(line.rep.id, (0, 0))
    index = span((first, scorecard.INDEX), (last, scorecard.INDEX), scorecard.NAME) if first else ""
    sheet.formula(row, LEADING, f"AVERAGE({index})", card.leading_attainment if first else None, styles.PERCENT)
    sheet.text(row, STATUS, styles.STATUS_WORDS[card.status], scorecard.status_look(card.status))
    main = focus(line)
    if main is None:
        sheet.text(row, FOCUS, "None agreed", replace(styles.BODY, colour=styles.MUTED))
        sheet.blank(row, ACTUAL)
        sheet.blank(row, TARGET)
    else:
        at = places.standings[line.rep.id, main.kpi.id]
        sheet.text(row, FOCUS, main.kpi.name)
        form = styles.actual_format(main.kpi, currency)
        sheet.formula(row, ACTUAL, ref(at, scorecard.ACTUAL, scorecard.NAME), main.value, form)
        form = styles.value_format(main.kpi, main.target, currency)
        sheet.formula(row, TARGET, ref(at, scorecard.TARGET, scorecard.NAME), main.target, form)
    sheet.day(row, LAST, line.last_held)
    sheet.number(row, OPEN, sum(1 for each in line.commitments if each.open), styles.WHOLE)
    _quota(book, sheet, row, line, of, currency)


def _quota(book: Book, sheet: Sheet, row: int, line: RepSummary, of: Quota | None, currency: str) -> None:
    standing = line.card.standing(of.kpi.key) if of else None
    if of is None or standing is None:
        for column in (QUOTA, RESULT, FULL):
            sheet.number(row, column, None, styles.WHOLE)
        return
    at, form = book.places.standings[line.rep.id, of.kpi.id], styles.value_format(of.kpi, None, currency)
    sheet.formula(row, RESULT, ref(at, scorecard.ACTUAL, scorecard.NAME), standing.value, form)
    sheet.formula(row, FULL, ref(at, scorecard.TARGET, scorecard.NAME), standing.target, form)
    sheet.formula(row, QUOTA, f"{ref(row, RESULT)}/{ref(row, FULL)}", standing.attainment, styles.PERCENT)


def _team(sheet: Sheet, row: int, summary: LeadershipSummary, of: Quota | None) -> None:
    first, last = TOP + 1, row - 1
    foot = styles.FOOT
    for column in range(1, FULL + 1):
        sheet.blank(row, column, foot)
    sheet.text(row, 1, "Team", foot)
    known = [line.card.leading_attainment for line in summary.reps if line.card.leading_attainment is not None]
    index = float(np.mean(known)) if known else None
    sheet.formula(row, LEADING, f"AVERAGE({span((first, LEADING), (last, LEADING))})", index, styles.PERCENT, foot)
    status = STATUSES[int(status_now(np.array([np.nan if index is None else index]))[0])]
    sheet.text(row, STATUS, styles.STATUS_WORDS[status], replace(foot, colour=styles.STATUS_COLOURS[status]))
    count = sum(1 for line in summary.reps for each in line.commitments if each.open)
    sheet.formula(row, OPEN, f"SUM({span((first, OPEN), (last, OPEN))})", count, styles.WHOLE, foot)
    if of is not None and of.complete:
        form = styles.value_format(of.kpi, None, summary.currency)
        for column, value in ((RESULT, of.result), (FULL, of.target)):
            sheet.formula(row, column, f"SUM({span((first, column), (last, column))})", value, form, foot)
        sheet.formula(row, QUOTA, f"{ref(row, RESULT)}/{ref(row, FULL)}", of.attainment, styles.PERCENT, foot)
    sheet.worksheet.row_dimensions[row].height = 18
