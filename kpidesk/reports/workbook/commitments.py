"""Commitments: what was agreed, until when, and what the numbers say about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.terms import CommitmentStatus, Owner, Status
from kpidesk.reports.coaching import overdue
from kpidesk.reports.workbook import styles
from kpidesk.reports.workbook.sheet import TOP

if TYPE_CHECKING:
    from kpidesk.domain.commitments import Tracked
    from kpidesk.reports.model import LeadershipSummary
    from kpidesk.reports.workbook.book import Book
    from kpidesk.reports.workbook.sheet import Sheet

NAME = "Commitments"
HEADERS = (
    "Rep", "No.", "Owner", "Commitment", "KPI", "Agreed", "Due", "Status", "Before", "Promised level", "Measured",
    "Result",
)  # fmt: skip
_WIDTHS = (21, 7, 11, 56, 25, 14, 14, 15, 10, 11, 11, 46)
OWNERS = {Owner.REP: "Rep", Owner.MANAGER: "Manager"}
STATES = {
    CommitmentStatus.OPEN: ("Open", Status.NONE),
    CommitmentStatus.CARRIED: ("Carried over", Status.WATCH),
    CommitmentStatus.DONE: ("● Done", Status.GOOD),
    CommitmentStatus.MISSED: ("◆ Missed", Status.RISK),
    CommitmentStatus.DROPPED: ("Dropped", Status.NONE),
}


def add(book: Book, summary: LeadershipSummary) -> None:
    """Add the sheet."""
    sheet = book.sheet(NAME)
    sheet.titles(
        f"Commitments: {summary.team}",
        "Agreed or due in the period, or still open. Before and measured are levels of the KPI before the promise and"
        " since.",
    )
    sheet.header(TOP, HEADERS, texts=(1, 3, 4, 5, 8, 12))
    row = TOP
    for line in summary.reps:
        for number, tracked in enumerate(line.commitments, 1):
            row += 1
            _row(sheet, row, line.rep.name, number, tracked, summary)
    if row == TOP:
        sheet.text(TOP + 1, 1, "No commitment in this period.", styles.NOTE)
    sheet.table("tblCommitments", TOP, row, len(HEADERS))
    sheet.widths(*_WIDTHS)
    sheet.printed(freeze=f"B{TOP + 1}", repeat=TOP, made=book.made)


def _row(sheet: Sheet, row: int, rep: str, number: int, tracked: Tracked, summary: LeadershipSummary) -> None:
    promise, kpi, found = tracked.commitment, tracked.kpi, tracked.verdict
    top = replace(styles.BODY, wrap=True)
    sheet.text(row, 1, rep, top)
    sheet.number(row, 2, number, styles.WHOLE, top)
    sheet.text(row, 3, OWNERS[promise.owner], top)
    sheet.text(row, 4, promise.text, top)
    sheet.text(row, 5, kpi.name if kpi else "", top)
    sheet.day(row, 6, promise.agreed_on, top)
    if promise.due is None:
        sheet.text(row, 7, "", top)
    else:
        sheet.day(row, 7, promise.due, top)
    word, status = STATES[promise.status]
    if overdue(promise, summary.period.last):
        word, status = "▲ Overdue", Status.WATCH
    sheet.text(row, 8, word, replace(top, colour=styles.STATUS_COLOURS[status]))
    for column, value in ((9, found.baseline), (10, promise.expected), (11, found.measured)):
        if kpi is None:
            sheet.blank(row, column, top)
        else:
            sheet.number(row, column, value, styles.value_format(kpi, value, summary.currency), top)
    sheet.text(row, 12, found.text, top)
    sheet.tall(row, ((promise.text, _WIDTHS[3] - 2), (found.text, _WIDTHS[11] - 2), (rep, _WIDTHS[0] - 2)))
