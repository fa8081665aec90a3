"""Coaching: is it happening, is it on time, where do the minutes go, are promises kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from kpidesk.domain.terms import Section
from kpidesk.reports.coaching import coaching
from kpidesk.reports.workbook import charts, meetings, styles
from kpidesk.reports.workbook.sheet import TOP, ref, span

if TYPE_CHECKING:
    from kpidesk.reports.coaching import Coaching
    from kpidesk.reports.model import LeadershipSummary, RepSummary
    from kpidesk.reports.workbook.book import Book
    from kpidesk.reports.workbook.sheet import Sheet

NAME = "Coaching"
_COUNTS = ("due", "on_time", "held", "cancelled")
_PROMISES = ("open", "overdue", "done", "due_commitments", "done_on_time")
HEADERS = (
    "Rep", "Every days", "Due", "On time", "Held", "Not held", "On time share", "Last 1:1", "Days since",
    *meetings.SECTIONS.values(), "Total min", "Forecast share", "Wins named", "Open", "Overdue", "Done", "Fell due",
    "Done by day",
)  # fmt: skip
DUE, ON_TIME, HELD = 3, 4, 5
_SHARE, _SINCE = 7, 9
MINUTES = 10
TOTAL = MINUTES + len(meetings.SECTIONS)
FORECAST = MINUTES + list(meetings.SECTIONS).index(Section.FORECAST)
WINS = TOTAL + 2
DUE_PROMISES, DONE_ON_TIME = WINS + 4, WINS + 5
_COLOURS = ("79828F", "C9CED7", styles.LEADING_MID, styles.LEADING, styles.LAGGING, "E1E4E9")


def add(book: Book, summary: LeadershipSummary) -> None:
    """Add the sheet; minutes are sums over the sheet Meetings."""
    sheet = book.sheet(NAME)
    sheet.titles(
        f"Coaching: {summary.team}",
        f"{summary.period.label}. A one-on-one is on time up to two working days after its due day. The forecast check"
        f" may take {summary.forecast_cap:.0%} of the minutes at most.",
    )
    sheet.header(TOP, HEADERS, height=32)
    counts = [coaching(line, summary.period) for line in summary.reps]
    row = TOP
    for line, count in zip(summary.reps, counts, strict=True):
        row += 1
        _row(book, sheet, row, line, count)
    sheet.table("tblCoaching", TOP, row, len(HEADERS))
    if summary.reps:
        book.places.coaching = (TOP + 1, row)
        _team(sheet, row + 1, summary, counts)
        _chart(sheet, row)
    sheet.widths(21, 9, 7, 8, 7, 8, 9, 13, 8, *[14] * len(meetings.SECTIONS), 9, 10, 9, 8, 9, 8, 8, 9)
    sheet.printed(freeze=f"B{TOP + 1}", repeat=TOP, made=book.made)


def minutes(line: RepSummary) -> dict[Section, float]:
    """Minutes of a rep's one-on-ones by section."""
    all_of = [meeting.minutes for meeting in line.meetings]
    return {section: sum(each[section] for each in all_of) for section in meetings.SECTIONS}


def _row(book: Book, sheet: Sheet, row: int, line: RepSummary, count: Coaching) -> None:
    sheet.text(row, 1, line.rep.name)
    sheet.number(row, 2, line.rep.cadence_days, styles.WHOLE)
    for column, name in enumerate(_COUNTS, DUE):
        sheet.number(row, column, getattr(count, name), styles.WHOLE)
    _share_formula(sheet, row, _SHARE, count.on_time, count.due, ref(row, ON_TIME), ref(row, DUE))
    sheet.day(row, _SHARE + 1, line.last_held)
    sheet.number(row, _SINCE, count.days_since, styles.WHOLE)
    spent, block = minutes(line), book.places.meetings.get(line.rep.id)
    for offset, section in enumerate(meetings.SECTIONS):
        if block is None:
            sheet.number(row, MINUTES + offset, 0, styles.WHOLE)
            continue
        source = span((block[0], meetings.FIRST + offset), (block[1], meetings.FIRST + offset), meetings.NAME)
        sheet.formula(row, MINUTES + offset, f"SUM({source})", spent[section], styles.WHOLE)
    _totals(sheet, row, spent, styles.BODY)
    sheet.number(row, WINS, line.wins, styles.WHOLE)
    for column, name in enumerate(_PROMISES, WINS + 1):
        sheet.number(row, column, getattr(count, name), styles.WHOLE)


def _totals(sheet: Sheet, row: int, spent: dict[Section, float], look: styles.Look) -> None:
    total = sum(spent.values())
    sheet.formula(row, TOTAL, f"SUM({span((row, MINUTES), (row, TOTAL - 1))})", total, styles.WHOLE, look)
    _share_formula(sheet, row, TOTAL + 1, spent[Section.FORECAST], total, ref(row, FORECAST), ref(row, TOTAL), look)


def _share_formula(
    sheet: Sheet,
    row: int,
    column: int,
    part: float,
    whole: float,
    top: str,
    bottom: str,
    look: styles.Look = styles.BODY,
) -> None:
    if whole:
        sheet.formula(row, column, f"{top}/{bottom}", part / whole, styles.PERCENT, look)
    else:
        # A share of nothing is no share, and nothing is missing.
        sheet.blank(row, column, look)


def _team(sheet: Sheet, row: int, summary: LeadershipSummary, counts: list[Coaching]) -> None:
    for column in range(1, len(HEADERS) + 1):
        sheet.blank(row, column, styles.FOOT)
    sheet.text(row, 1, "Team", styles.FOOT)
    first, last = TOP + 1, row - 1

    def total(column: int, value: float) -> None:
        sheet.formula(row, column, f"SUM({span((first, column), (last, column))})", value, styles.WHOLE, styles.FOOT)

    for column, name in enumerate(_COUNTS, DUE):
        total(column, sum(getattr(count, name) for count in counts))
    on_time, due = sum(count.on_time for count in counts), sum(count.due for count in counts)
    _share_formula(sheet, row, _SHARE, on_time, due, ref(row, ON_TIME), ref(row, DUE), styles.FOOT)
    spent = {section: sum(minutes(line)[section] for line in summary.reps) for section in meetings.SECTIONS}
    for column, section in enumerate(meetings.SECTIONS, MINUTES):
        total(column, spent[section])
    _totals(sheet, row, spent, styles.FOOT)
    total(WINS, sum(line.wins for line in summary.reps))
    for column, name in enumerate(_PROMISES, WINS + 1):
        total(column, sum(getattr(count, name) for count in counts))


def _chart(sheet: Sheet, last: int) -> None:
    series = [
        charts.Line(column, colour, name)
        for column, colour, name in zip(range(MINUTES, TOTAL), _COLOURS, meetings.SECTIONS.values(), strict=True)
    ]
    charts.bars(
        sheet,
        "Minutes in one-on-ones by section",
        series,
        rows=(TOP + 1, last),
        anchor=f"{get_column_letter(1)}{last + 4}",
        form=styles.WHOLE,
        size=(30, 9),
        stacked=True,
    )
