"""Read me: what this file is, how to read it, and what is never in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.measures import AT_ONCE, PER_KPI
from kpidesk.reports.workbook import styles
from kpidesk.reports.workbook.styles import Look

if TYPE_CHECKING:
    from kpidesk.reports.model import LeadershipSummary
    from kpidesk.reports.workbook.book import Book

NAME = "Read me"
_CHARACTERS = 100
_LINE = 15.0


def add(book: Book, summary: LeadershipSummary) -> None:
    """Add the sheet."""
    sheet = book.sheet(NAME)
    sheet.titles("Read me", f"{summary.team}. {summary.period.label}.")
    row = 3
    for heading, lines in _sections(summary):
        row += 1
        sheet.text(row, 1, heading, styles.SECTION)
        for line in lines:
            row += 1
            sheet.text(row, 1, line, Look(edge="", wrap=True))
            sheet.worksheet.row_dimensions[row].height = _LINE * (1 + len(line) // _CHARACTERS)
        row += 1
    sheet.widths(_CHARACTERS)
    sheet.printed(freeze="A3", repeat=1, made=book.made, portrait=True)


def _sections(summary: LeadershipSummary) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (
            "What this is",
            (
                f"A summary of coaching one-on-ones and the KPIs behind them, made with KPIdesk {summary.version}.",
                f"Data: {summary.data}",
                "Attainment, pace, sums and shares are formulas over the numbers in this file: follow any of them.",
                "There are no macros and no links to other files.",
            ),
        ),
        (
            "Never included",
            (
                _private(summary.private_notes_left_out),
                "Reasons for cancelled meetings, and what a rep raised as a topic, are not included either.",
            ),
        ),
        ("How to read it", _reading(summary.forecast_cap)),
    )


def _reading(forecast_cap: float) -> tuple[str, ...]:
    good, risk, cap = f"{AT_ONCE.enter_good:.0%}", f"{AT_ONCE.enter_risk:.0%}", f"{PER_KPI.index_cap:.0%}"
    return (
        "Leading KPIs are what a rep does now; lagging KPIs are what came of it.",
        "The status of a rep rests on leading KPIs only.",
        f"● On target is {good} and more, ▲ Watch {risk} and more, ◆ At risk less. ◌ No data: under 4 weeks are known.",
        "The status of one KPI lasts at least two periods before it changes, so that it does not flicker.",
        f"The leading index is the mean of the attainments of a rep's leading KPIs, each counted up to {cap}.",
        "An empty, hatched cell is missing. It is never counted as zero.",
        "Bars for the last 13 weeks run from the oldest to the newest; a dot is a missing week.",
        "A signal: a value left its natural limits, or stayed on one side of its mean for long.",
        "A signal opens a question; it is no verdict.",
        "Targets are coaching targets: leave, hire and exit lower them. They are not a pay quota.",
        f"The forecast check may take {forecast_cap:.0%} of the minutes of a one-on-one at most.",
        "Reps stand in the order of their names. Nobody is ranked.",
    )


def _private(left_out: int) -> str:
    counted = {0: "There are none in this period.", 1: "1 private note in this period stays in the manager's file."}
    many = f"{left_out:,} private notes in this period stay in the manager's file."
    return f"Private notes. There is no option to add them. {counted.get(left_out, many)}"
