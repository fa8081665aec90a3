"""Meetings: each one-on-one of the period with its minutes by section; no titles, no reasons, no notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.terms import MeetingStatus, Section
from kpidesk.reports.workbook import styles
from kpidesk.reports.workbook.sheet import TOP, ref, span

if TYPE_CHECKING:
    from kpidesk.reports.model import LeadershipSummary, Meeting
    from kpidesk.reports.workbook.book import Book
    from kpidesk.reports.workbook.sheet import Sheet

NAME = "Meetings"
SECTIONS = {
    Section.REP_TOPICS: "Rep's topics",
    Section.WINS: "Wins",
    Section.COMMITMENTS: "Commitments",
    Section.FOCUS: "Focus KPIs",
    Section.FORECAST: "Forecast check",
    Section.CLOSE: "Close",
}
FIRST = 6
"""Column of the first section; the total stands right of the last."""
TOTAL = FIRST + len(SECTIONS)
FORECAST = FIRST + list(SECTIONS).index(Section.FORECAST)
STATES = {
    MeetingStatus.PLANNED: "Planned",
    MeetingStatus.RUNNING: "Running",
    MeetingStatus.HELD: "Held",
    MeetingStatus.CANCELLED: "Cancelled",
    MeetingStatus.NO_SHOW: "Rep did not come",
}
HEADERS = ("Rep", "Day", "Status", "Planned min", "Minutes from", *SECTIONS.values(), "Total min", "Forecast share")


def add(book: Book, summary: LeadershipSummary) -> None:
    """Add the sheet and remember where each rep's one-on-ones stand."""
    sheet = book.sheet(NAME)
    sheet.titles(
        f"One-on-ones: {summary.team}",
        f"{summary.period.label}. Minutes come from the timer, or from the plan where the timer did not run.",
    )
    sheet.header(TOP, HEADERS, texts=(1, 3, 5))
    row = TOP
    for line in summary.reps:
        first = row + 1
        for meeting in line.meetings:
            row += 1
            _row(sheet, row, line.rep.name, meeting)
        if row >= first:
            book.places.meetings[line.rep.id] = (first, row)
    book.places.last_meeting = row if row > TOP else 0
    if row == TOP:
        sheet.text(TOP + 1, 1, "No one-on-one in this period.", styles.NOTE)
    sheet.table("tblMeetings", TOP, row, len(HEADERS))
    sheet.widths(22, 14, 18, 11, 13, *[13] * len(SECTIONS), 11, 12)
    sheet.printed(freeze=f"B{TOP + 1}", repeat=TOP, made=book.made)


def _row(sheet: Sheet, row: int, rep: str, meeting: Meeting) -> None:
    sheet.text(row, 1, rep)
    sheet.day(row, 2, meeting.one_on_one.on)
    sheet.text(row, 3, STATES[meeting.one_on_one.status])
    sheet.number(row, 4, meeting.one_on_one.minutes, styles.WHOLE)
    if not meeting.held:
        # Nothing was talked about, so there are no minutes to tell; they are not missing either.
        for column in range(5, TOTAL + 2):
            sheet.blank(row, column)
        return
    sheet.text(row, 5, "Timer" if meeting.timed else "Plan")
    minutes = meeting.minutes
    for column, section in enumerate(SECTIONS, FIRST):
        sheet.number(row, column, minutes[section], styles.WHOLE)
    total = sum(minutes.values())
    sheet.formula(row, TOTAL, f"SUM({span((row, FIRST), (row, TOTAL - 1))})", total, styles.WHOLE)
    share = minutes[Section.FORECAST] / total if total else None
    sheet.formula(row, TOTAL + 1, f"{ref(row, FORECAST)}/{ref(row, TOTAL)}", share, styles.PERCENT)
