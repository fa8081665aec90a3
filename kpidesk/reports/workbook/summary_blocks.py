"""Under the table of reps: where the time went, the team at a glance, what changed and what was agreed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpidesk.domain.terms import Kind, Section, Status
from kpidesk.domain.wording import listed, name
from kpidesk.reports.coaching import coaching
from kpidesk.reports.workbook import coaching as sheets
from kpidesk.reports.workbook import meetings, styles
from kpidesk.reports.workbook.sheet import ref, span

if TYPE_CHECKING:
    from kpidesk.reports.coaching import Coaching
    from kpidesk.reports.model import LeadershipSummary
    from kpidesk.reports.workbook.book import Book
    from kpidesk.reports.workbook.sheet import Sheet

_MOST_SIGNALS = 4


@dataclass(frozen=True, slots=True)
class _Tile:
    """One fact at a glance: a share as "part of whole", and where the whole sheet of it is."""

    name: str
    part: float
    whole: float
    unit: str = ""
    formula: str = ""


def add(book: Book, sheet: Sheet, summary: LeadershipSummary, row: int, width: int) -> int:
    """Write the blocks from `row` on, no wider than the columns of a page; returns the last row used."""
    sheet.text(row, 1, "Time in one-on-ones", styles.SECTION)
    sheet.text(row, 5, "At a glance", styles.SECTION)
    left = _time(book, sheet, summary, row + 1)
    counts = [coaching(line, summary.period) for line in summary.reps]
    right = _glance(book, sheet, summary, row + 1, counts)
    row = max(left, right) + 1
    for heading, text in _sentences(summary, counts):
        row += 1
        sheet.text(row, 1, heading, styles.SECTION)
        sheet.paragraph(row, (2, width), text, replace(styles.SUBTITLE, colour=styles.INK))
    return row


def _time(book: Book, sheet: Sheet, summary: LeadershipSummary, row: int) -> int:
    spent = {section: sum(sheets.minutes(line)[section] for line in summary.reps) for section in meetings.SECTIONS}
    total = sum(spent.values())
    bottom = row + len(spent)
    for at, (section, word) in enumerate(meetings.SECTIONS.items(), row):
        sheet.text(at, 1, word)
        last = book.places.last_meeting
        column = meetings.FIRST + at - row
        if last:
            first = (min(first for first, _ in book.places.meetings.values()), column)
            source = f"SUM({span(first, (last, column), meetings.NAME)})"
            sheet.formula(at, 2, source, spent[section], _MINUTES)
        else:
            sheet.number(at, 2, spent[section], _MINUTES)
        _share(sheet, at, spent[section], total, bottom, styles.BODY)
        if section is Section.FORECAST:
            over = total > 0 and spent[section] / total > summary.forecast_cap + 1e-9
            mark = "◆ over the limit of" if over else "limit"
            sheet.text(at, 4, f"{mark} {summary.forecast_cap:.0%}", styles.BESIDE)
    sheet.text(bottom, 1, "Total", styles.FOOT)
    sheet.formula(bottom, 2, f"SUM({span((row, 2), (bottom - 1, 2))})", total, _MINUTES, styles.FOOT)
    _share(sheet, bottom, total, total, bottom, styles.FOOT)
    return bottom


_MINUTES = '#,##0" min"'


def _share(sheet: Sheet, row: int, part: float, total: float, bottom: int, look: styles.Look) -> None:
    if total:
        sheet.formula(row, 3, f"{ref(row, 2)}/{ref(bottom, 2)}", part / total, styles.PERCENT, look)
    else:
        sheet.blank(row, 3, look)


def _glance(book: Book, sheet: Sheet, summary: LeadershipSummary, row: int, counts: list[Coaching]) -> int:
    tiles = [tile for tile in _tiles(book, summary, counts) if tile.whole]
    for at, tile in enumerate(tiles, row):
        sheet.text(at, 5, tile.name)
        share = tile.part / tile.whole
        if tile.formula:
            sheet.formula(at, 6, tile.formula, share, styles.PERCENT, replace(styles.BODY, bold=True))
        else:
            sheet.number(at, 6, share, styles.PERCENT, replace(styles.BODY, bold=True))
        sheet.text(at, 7, f"{tile.part:,.0f} of {tile.whole:,.0f}{tile.unit}", styles.BESIDE)
    return row + len(tiles) - 1


def _tiles(book: Book, summary: LeadershipSummary, counts: list[Coaching]) -> list[_Tile]:
    judged = [each.status for line in summary.reps for each in line.card.leading if each.status is not Status.NONE]
    spent = [sheets.minutes(line) for line in summary.reps]
    first, last = book.places.coaching

    def team(column: int) -> str:
        return ref(last + 1, column, sheets.NAME)

    def over(top: int, bottom: int) -> str:
        return f"{team(top)}/{team(bottom)}" if last else ""

    held = span((first, sheets.HELD), (last, sheets.HELD), sheets.NAME) if last else ""
    return [
        _Tile("Leading KPIs on target", judged.count(Status.GOOD), len(judged)),
        _Tile(
            "Reps with a one-on-one",
            sum(1 for each in counts if each.held),
            len(counts),
            formula=f'COUNTIF({held},">0")/ROWS({held})' if last else "",
        ),
        _Tile(
            "One-on-ones on time",
            sum(each.on_time for each in counts),
            sum(each.due for each in counts),
            " due",
            over(sheets.ON_TIME, sheets.DUE),
        ),
        _Tile(
            "Commitments done by their day",
            sum(each.done_on_time for each in counts),
            sum(each.due_commitments for each in counts),
            " due",
            over(sheets.DONE_ON_TIME, sheets.DUE_PROMISES),
        ),
        _Tile(
            "Forecast share of the minutes",
            sum(each[Section.FORECAST] for each in spent),
            sum(sum(each.values()) for each in spent),
            " min",
            over(sheets.FORECAST, sheets.TOTAL),
        ),
    ]


def _sentences(summary: LeadershipSummary, counts: list[Coaching]) -> list[tuple[str, str]]:
    """What changed and what was agreed; each names its numbers and judges nobody."""
    moved = [
        f"{line.rep.name}, {name(each.kpi)} {each.signal}"
        for line in summary.reps
        for each in line.card.leading
        if each.signal is not None
    ]
    more = f"; and {len(moved) - _MOST_SIGNALS} more, see Leading KPIs" if len(moved) > _MOST_SIGNALS else ""
    changed = (
        f"Leading KPIs outside their usual range in the last 2 weeks: {'; '.join(moved[:_MOST_SIGNALS])}{more}."
        if moved
        else "No leading KPI left its usual range in the last 2 weeks."
    )
    opened, late = sum(each.open for each in counts), sum(each.overdue for each in counts)
    agreed = f"{opened} {'commitment is' if opened == 1 else 'commitments are'} open, {late} overdue."
    return [("What changed", changed), ("Agreed", f"{agreed}{_focus(summary)}")]


def _focus(summary: LeadershipSummary) -> str:
    by_id = {kpi.id: kpi for kpi in summary.kpis if kpi.kind is Kind.LEADING}
    chosen = Counter(by_id[line.focus[0]].name for line in summary.reps if line.focus and line.focus[0] in by_id)
    if not chosen:
        return ""
    told = [f"{kpi} ({count} {'rep' if count == 1 else 'reps'})" for kpi, count in chosen.most_common(3)]
    return f" Most chosen focus: {listed(told)}."
