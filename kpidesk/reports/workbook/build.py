"""Which sheets there are, and in which order they are made and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.terms import Kind
from kpidesk.reports.model import Part
from kpidesk.reports.workbook import coaching as coaching_sheet
from kpidesk.reports.workbook import (
    commitments,
    data,
    definitions,
    leading_lagging,
    meetings,
    notes,
    readme,
    scorecard,
    summary,
)
from kpidesk.reports.workbook.book import Book

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.reports.model import LeadershipSummary


def build(
    values: LeadershipSummary,
    parts: frozenset[Part],
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Book:
    """Fill all sheets in memory; the long tables follow while the file is written.

    Raises:
        CancelledError: `cancelled` said so.
    """
    book = Book(f"One-on-one summary: {values.team}", values.made_on, cancelled)
    steps = _steps(book, values, parts)
    for done, step in enumerate(steps):
        book.check()
        if progress is not None:
            progress(done, 2 * len(steps))
        step()
    book.first(summary.NAME)
    return book


def _steps(book: Book, values: LeadershipSummary, parts: frozenset[Part]) -> list[Callable[[], None]]:
    # The summary comes last, because its formulas point into the others; it is shown first.
    wanted: list[tuple[bool, Callable[[], None]]] = [
        (Part.LEADING in parts, lambda: leading_lagging.add(book, values, Kind.LEADING)),
        (Part.LAGGING in parts, lambda: leading_lagging.add(book, values, Kind.LAGGING)),
        (True, lambda: scorecard.add(book, values)),
        (Part.MEETINGS in parts, lambda: meetings.add(book, values)),
        (Part.MEETINGS in parts, lambda: coaching_sheet.add(book, values)),
        (Part.COMMITMENTS in parts, lambda: commitments.add(book, values)),
        (Part.NOTES in parts, lambda: notes.add(book, values)),
        (Part.DATA in parts, lambda: data.add(book, values)),
        (True, lambda: definitions.add(book, values)),
        (True, lambda: readme.add(book, values)),
        (True, lambda: summary.add(book, values)),
    ]
    return [step for on, step in wanted if on]
