"""How the Import page words what columns are for and how a file is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.gui import formats
from kpidesk.services.column_uses import Part
from kpidesk.services.file_settings import Setting
from kpidesk.services.recipe_parts import How

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpidesk.services.column_uses import Use
    from kpidesk.services.recipe_parts import KpiRule, Measure
    from kpidesk.services.transfer import Preview


def tr(text: str) -> str:
    """Translate a text of the Import page."""
    return QCoreApplication.translate("intake", text)


def use_label(use: Use, kpis: Mapping[str, str]) -> str:
    """What a column is for; `kpis` are names by key."""
    named = kpis.get(use.keys[0], use.keys[0]) if use.keys else ""
    if len(use.keys) > 1:
        named = formats.fill(tr("%1 KPIs"), str(len(use.keys)))
    plain = {
        Part.NOTHING: tr("Leave out"),
        Part.REP: tr("Rep"),
        Part.FIRST: tr("First name"),
        Part.LAST: tr("Last name"),
        Part.DATE: tr("Date"),
        Part.YEAR: tr("Year of the date"),
        Part.KPI_NAME: tr("Name of the KPI"),
        Part.VALUE: tr("Value"),
        Part.BESIDE: tr("Target of the value"),
        Part.PERIOD: tr("Values of that period"),
        Part.NEW_KPI: tr("New KPI…"),
    }
    about = {
        Part.TARGET: tr("Target: %1"),
        Part.DATES: tr("Dates %1"),
        Part.AMOUNT: tr("Amount of %1"),
        Part.FILTER: tr("Sorts rows for %1"),
    }
    if use.part is Part.FIELD:
        return _fields().get(use.keys[0], use.keys[0])
    if use.part in about:
        return formats.fill(about[use.part], named)
    return plain.get(use.part, named)


def layout_name(layout: str) -> str:
    """What one row of a file is."""
    return layouts().get(layout, layout)


def layouts() -> dict[str, str]:
    """Every layout and how it is called."""
    return {
        "columns": tr("A row per rep and period"),
        "records": tr("A row per deal or activity"),
        "long": tr("A row per value"),
        "wide": tr("A column per period"),
        "roster": tr("A row per person"),
    }


def sheet_label(name: str, *, visible: bool) -> str:
    """The name of a sheet; a hidden one says so."""
    return name if visible else formats.fill(tr("%1 (hidden)"), name)


def table_label(number: int, columns: Sequence[str]) -> str:
    """A table of a sheet: its number and first columns."""
    return formats.fill(tr("Table %1: %2"), str(number), ", ".join(columns[:3]))


def setting_choices(which: Setting, preview: Preview, kpis: Mapping[str, str]) -> list[tuple[str, str]]:
    """What can be said about a file, without "detected"; pairs of label and value."""
    if which is Setting.KPI:
        return [(name, key) for key, name in kpis.items()]
    found = _of_this_file(which, preview)
    return _of_every_file()[which] if found is None else found


def _of_this_file(which: Setting, preview: Preview) -> list[tuple[str, str]] | None:
    match which:
        case Setting.SHEET:
            return [(sheet_label(sheet.name, visible=sheet.visible), sheet.name) for sheet in preview.sheets]
        case Setting.TABLE:
            return [(table_label(table.number, table.columns), str(table.number)) for table in preview.tables]
        case Setting.YEAR:
            return [(str(year), str(year)) for year in _years(preview.recipe.date.year)]
        case Setting.HEADER:
            return [(formats.fill(tr("Row %1: %2"), str(row), line), str(row)) for row, line in preview.top]
        case _:
            return None


def _years(said: int | str | None) -> Sequence[int]:
    """Those around the one that is said."""
    return range(said + 2, said - 4, -1) if isinstance(said, int) else ()


def _of_every_file() -> dict[Setting, list[tuple[str, str]]]:
    cadences = ((tr("A day"), "day"), (tr("A week"), "week"), (tr("A month"), "month"), (tr("A quarter"), "quarter"))
    return {
        Setting.MEANING: [(tr("Targets"), "targets")],
        Setting.LAYOUT: [(label, key) for key, label in layouts().items()],
        Setting.NUMBERS: [("1,234.56", "."), ("1.234,56", ","), ("1 234,56", "space"), ("1’234.56", "swiss")],
        Setting.DATES: [
            (tr("Day, month, year"), "dmy"),
            (tr("Month, day, year"), "mdy"),
            (tr("Year, month, day"), "ymd"),
        ],
        Setting.CADENCE: [*cadences, (tr("A year"), "year")],
        Setting.DELIMITER: [(delimiter_name(sign), sign) for sign in (",", ";", "\t", "|")],
        Setting.ENCODING: [(name, key) for key, name in _ENCODINGS.items()],
    }


_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows 1252",
    "iso-8859-15": "ISO 8859-15",
    "mac_roman": "Mac Roman",
}


def detected(which: Setting, preview: Preview) -> str:
    """What was found out about a file by itself, as the entry "detected" of a list says it."""
    return _found(preview).get(which) or tr("As detected")


def _found(preview: Preview) -> dict[Setting, str]:
    shown = next((sheet for sheet in preview.sheets if sheet.name == preview.sheet), None)
    read = next((table for table in preview.tables if table.header_row == preview.header_row), None)
    encoding, year = (preview.encoding or "").lower(), preview.recipe.date.year
    labels = {which: _labels(which) for which in (Setting.NUMBERS, Setting.DATES)}
    return {
        Setting.NUMBERS: labels[Setting.NUMBERS].get(preview.decimal or "", ""),
        Setting.DATES: labels[Setting.DATES].get(preview.date_order or "", ""),
        Setting.YEAR: formats.fill(tr("Column “%1”"), year) if isinstance(year, str) else "",
        Setting.SHEET: sheet_label(shown.name, visible=shown.visible) if shown else "",
        Setting.TABLE: formats.fill(tr("Table %1"), str(read.number)) if read else "",
        Setting.HEADER: formats.fill(tr("Row %1"), str(preview.header_row)),
        Setting.MEANING: tr("Values"),
        Setting.KPI: tr("Choose…"),
        Setting.DELIMITER: delimiter_name(preview.delimiter) if preview.delimiter else "",
        Setting.ENCODING: _ENCODINGS.get(encoding, encoding.upper()),
    }


def _labels(which: Setting) -> dict[str, str]:
    return {value: label for label, value in _of_every_file()[which]}


def delimiter_name(sign: str) -> str:
    """A delimiter in words."""
    return {",": tr("Comma ,"), ";": tr("Semicolon ;"), "\t": tr("Tab"), "|": tr("Bar |")}.get(sign, sign)


def size(size_in_bytes: int) -> str:
    """The size of a file: 38 KB, 1.2 MB."""
    if size_in_bytes < 1_000_000:
        return formats.fill(tr("%1 KB"), formats.number(max(1, round(size_in_bytes / 1000))))
    return formats.fill(tr("%1 MB"), formats.number(size_in_bytes / 1_000_000))


def _fields() -> dict[str, str]:
    return {
        "team": tr("Rep’s team"),
        "manager": tr("Rep’s manager"),
        "role": tr("Rep’s role"),
        "email": tr("Rep’s email"),
        "hired_on": tr("Hired on"),
        "left_on": tr("Left on"),
        "cadence_days": tr("Days between one-on-ones"),
        "alias": tr("Rep’s number or alias"),
    }


def row_count(preview: Preview) -> str:
    """How many rows a file has: counted when all are shown, else from its size."""
    rows = formats.counted(preview.row_count, tr("1 row"), tr("%1 rows"))
    return rows if preview.row_count <= len(preview.rows) else formats.fill(tr("about %1"), rows)


def about(preview: Preview) -> str:
    """Name, sheet, rows and size of a file."""
    said = [preview.path.name]
    if preview.sheet:
        said.append(formats.fill(tr("sheet %1"), preview.sheet))
    said.append(row_count(preview))
    if preview.path.exists():
        said.append(size(preview.path.stat().st_size))
    return ", ".join(said)


def measures() -> dict[How, str]:
    """How many rows become one number."""
    return {
        How.COUNT: tr("Count rows"),
        How.SUM: tr("Add up"),
        How.MEAN: tr("Average of"),
        How.RATIO: tr("Share, one part of another"),
        How.MEDIAN: tr("Median of"),
        How.MIN: tr("Smallest of"),
        How.MAX: tr("Largest of"),
        How.DISTINCT: tr("Count different"),
    }


def rule_words(rule: KpiRule, kpis: Mapping[str, str]) -> str:
    """A rule in one line: "Deals won: count rows where deal_stage is Won"."""
    named = rule.define.name if rule.define is not None else kpis.get(rule.key, rule.key)
    if rule.numerator is not None and rule.denominator is not None:
        said = formats.fill(tr("%1 of %2"), measure_words(rule.numerator), measure_words(rule.denominator))
    else:
        said = measure_words(rule.measure)
    return formats.fill(tr("%1: %2"), named, said)


def measure_words(measure: Measure) -> str:
    """One number out of many rows, in a few words."""
    said = measures()[measure.how].lower()
    if measure.of is not None:
        said = f"{said} {measure.of}"
    for column, texts in measure.where:
        shown = ", ".join(texts[:3]) + (" …" if len(texts) > 3 else "")
        said = formats.fill(tr("%1 where %2 is %3"), said, column, shown)
    return said
