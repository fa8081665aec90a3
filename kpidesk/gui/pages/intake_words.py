"""How the Import page words what columns are for and how a file is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.gui import formats
from kpidesk.services.column_uses import Part, Setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpidesk.services.column_uses import Use
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
        Part.KPI_NAME: tr("Name of the KPI"),
        Part.VALUE: tr("Value"),
        Part.PERIOD: tr("Values of that period"),
    }
    about = {
        Part.TARGET: tr("Target: %1"),
        Part.DATES: tr("Dates %1"),
        Part.AMOUNT: tr("Amount of %1"),
        Part.FILTER: tr("Filter of %1"),
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


def setting_choices(which: Setting) -> list[tuple[str, str]]:
    """What can be said about a file, without "detected"; pairs of label and value."""
    match which:
        case Setting.LAYOUT:
            return [(label, key) for key, label in layouts().items()]
        case Setting.NUMBERS:
            return [("1,234.56", "."), ("1.234,56", ","), ("1 234,56", "space"), ("1’234.56", "swiss")]
        case Setting.DATES:
            return [(tr("Day, month, year"), "dmy"), (tr("Month, day, year"), "mdy"), (tr("Year, month, day"), "ymd")]
        case Setting.CADENCE:
            return [
                (tr("A day"), "day"),
                (tr("A week"), "week"),
                (tr("A month"), "month"),
                (tr("A quarter"), "quarter"),
                (tr("A year"), "year"),
            ]
        case Setting.DELIMITER:
            return [(delimiter_name(sign), sign) for sign in (",", ";", "\t", "|")]
        case Setting.ENCODING:
            return [(name, key) for key, name in _ENCODINGS.items()]


_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows 1252",
    "iso-8859-15": "ISO 8859-15",
    "mac_roman": "Mac Roman",
}


def detected(which: Setting, preview: Preview) -> str:
    """What was found out about a file by itself, as the entry "detected" of a list says it."""
    if which is Setting.DELIMITER and preview.delimiter:
        return delimiter_name(preview.delimiter)
    if which is Setting.ENCODING and preview.encoding:
        return _ENCODINGS.get(preview.encoding.lower(), preview.encoding.upper())
    return tr("As detected")


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
    number = formats.number(preview.row_count)
    return number if preview.row_count <= len(preview.rows) else formats.fill(tr("about %1"), number)


def about(preview: Preview) -> str:
    """Name, sheet, rows and size of a file."""
    said = [preview.path.name]
    if preview.sheet:
        said.append(formats.fill(tr("sheet %1"), preview.sheet))
    said.append(formats.fill(tr("%1 rows"), row_count(preview)))
    if preview.path.exists():
        said.append(size(preview.path.stat().st_size))
    return ", ".join(said)
