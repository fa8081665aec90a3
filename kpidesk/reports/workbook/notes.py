"""Shared notes, only when asked for; a private note has no way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.reports.workbook import styles
from kpidesk.reports.workbook.sheet import TOP

if TYPE_CHECKING:
    from kpidesk.reports.model import LeadershipSummary
    from kpidesk.reports.workbook.book import Book

NAME = "Shared notes"
HEADERS = ("Rep", "Day", "Note")


def add(book: Book, summary: LeadershipSummary) -> None:
    """Add the sheet."""
    sheet = book.sheet(NAME)
    sheet.titles(f"Shared notes: {summary.team}", f"{summary.period.label}. Notes the rep can read as well.")
    sheet.header(TOP, HEADERS, texts=(1, 2, 3), height=18)
    for row, note in enumerate(summary.notes, TOP + 1):
        sheet.text(row, 1, note.rep, styles.WRAPPED)
        sheet.day(row, 2, note.on, styles.WRAPPED)
        sheet.text(row, 3, note.text, styles.WRAPPED)
        sheet.tall(row, ((note.text, 96), (note.rep, 20)))
    if not summary.notes:
        sheet.text(TOP + 1, 1, "No shared note in this period.", styles.NOTE)
    sheet.table("tblNotes", TOP, TOP + len(summary.notes), len(HEADERS))
    sheet.widths(22, 13, 100)
    sheet.printed(freeze=f"B{TOP + 1}", repeat=TOP, made=book.made)
