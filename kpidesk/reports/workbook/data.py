"""Data: every recorded value of the period, one row each, for those who want to compute for themselves."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.entries import BY_HAND
from kpidesk.domain.terms import Unit
from kpidesk.reports import cells
from kpidesk.reports.workbook import styles
from kpidesk.reports.workbook.archive import number_cell, text_cell
from kpidesk.reports.workbook.styles import Look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kpidesk.domain.entries import Entries
    from kpidesk.reports.model import LeadershipSummary, Record
    from kpidesk.reports.workbook.book import Book
    from kpidesk.reports.workbook.sheet import Sheet

HEADERS = ("From", "Days", "Rep", "KPI", "Numerator", "Denominator", "Value", "Source")
ROWS_A_SHEET = cells.LAST_ROW - 1
_CHUNK = 2_000
# Excel counts days from 1899-12-30, give or take a leap year it invented.
_EXCEL_EPOCH = 25_569


def add(book: Book, summary: LeadershipSummary) -> None:
    """Add as many sheets as the values need."""
    record = summary.record
    entries = _ordered(record)
    for number, begin in enumerate(range(0, max(len(entries), 1), ROWS_A_SHEET), 1):
        part = entries.rows(slice(begin, begin + ROWS_A_SHEET))
        sheet = book.sheet("Data" if number == 1 else f"Data {number}")
        sheet.header(1, HEADERS, texts=(3, 4, 8), height=18)
        sheet.widths(13, 7, 24, 30, 14, 14, 14, 34)
        sheet.table(f"tblData{number}", 1, 1 + len(part), len(HEADERS))
        sheet.printed(freeze="D2", repeat=1, made=book.made, portrait=True)
        sheet.more_rows = len(part)
        sheet.rows = _rows(sheet, record, part, book.check)


def _ordered(record: Record) -> Entries:
    entries = record.entries
    return entries.rows(np.lexsort((entries.kpi, entries.rep, entries.start)))


def _rows(sheet: Sheet, record: Record, entries: Entries, check: Callable[[], None]) -> Callable[[], Iterator[str]]:
    """What writes the rows: prepared texts for reps, KPIs and sources, numbers as they are."""
    reps = [_text(sheet, rep.name) for rep in record.reps]
    kpis = [_text(sheet, kpi.name) for kpi in record.kpis]
    sources = {at: _text(sheet, record.sources.get(at, f"Import {at}")) for at in set(entries.source.tolist())}
    sources[BY_HAND] = _text(sheet, "Typed by hand")
    plain = sheet.style_id(Look(edge="aside", align="right"))
    percent = sheet.style_id(Look(edge="aside", align="right", format="0.0%"))
    values = [percent if kpi.unit is Unit.PERCENT else plain for kpi in record.kpis]
    day = sheet.style_id(Look(edge="aside", align="right", format=styles.DAY))

    def rows() -> Iterator[str]:
        table = zip(*(getattr(entries, name).tolist() for name in FIELDS), strict=True)
        lines: list[str] = []
        for at, (rep, kpi, start, days, top, bottom, source) in enumerate(table, 2):
            lines.append(
                f'<row r="{at}"><c r="A{at}"{number_cell(start + _EXCEL_EPOCH, day)}'
                f'<c r="B{at}"{number_cell(days, plain)}<c r="C{at}"{reps[rep]}<c r="D{at}"{kpis[kpi]}'
                f"{_known('E', at, top, plain)}{_known('F', at, bottom, plain)}"
                f"{_known('G', at, _value(top, bottom), values[kpi])}"
                f'<c r="H{at}"{sources[source]}</row>'
            )
            if len(lines) == _CHUNK:
                check()
                yield "".join(lines)
                lines.clear()
        yield "".join(lines)

    return rows


FIELDS = ("rep", "kpi", "start", "days", "numerator", "denominator", "source")


def _text(sheet: Sheet, text: str) -> str:
    shown = cells.clean(text)
    return text_cell(cells.stored(shown), sheet.style_id(Look(edge="aside"), quoted=cells.risky(shown)))


def _known(column: str, row: int, value: float, style: int) -> str:
    return f'<c r="{column}{row}"{number_cell(value, style)}' if math.isfinite(value) else ""


def _value(top: float, bottom: float) -> float:
    """The value: numerator over denominator where there is one; an empty denominator has none."""
    if math.isnan(bottom):
        return top
    return top / bottom if bottom else math.nan
