"""Cells that readers of workbooks give as empty though they are not: formulas without a result, and errors."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from kpidesk.intake import sheet_ods, sheet_xls
from kpidesk.intake.sheet_parts import place, plain, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

Cells = dict[int, dict[int, str]]
"""By row and column from 0 on: a formula's text, beginning with =, or an error such as #N/A."""

_ATTRIBUTE = re.compile(rb"""\b(r|t)\s*=\s*["']([^"']*)["']""")
_N = rb"(?:\w+:)?"
_FORMULA = rb"<" + _N + rb"f(?:\s[^>]*)?(?:/>|>([^<]*)</" + _N + rb"f>)"
_RESULT = rb"\s*(?:<" + _N + rb"v\s*/>|<" + _N + rb"v\s*>([^<]*)</" + _N + rb"v>)?"
_WITH_FORMULA = re.compile(rb"<" + _N + rb"c\s([^>]*)>\s*" + _FORMULA + _RESULT + rb"\s*</" + _N + rb"c>")
_ERROR = re.compile(rb"<" + _N + rb"c\s([^>]*)>\s*(?:" + _FORMULA + rb")?\s*<" + _N + rb"v\s*>(#[^<]*)<")
_LONGEST = 60


def unread(path: str, position: int) -> Cells:
    """Look through one sheet of the workbook at `path`; whatever is wrong with the file, the reader itself says it."""
    cells: Cells = {}
    try:
        for row, column, text in _found(path, position):
            cells.setdefault(row, {})[column] = text[:_LONGEST]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, expat.ExpatError, NotImplementedError, RuntimeError):
        return {}
    return cells


def put(cells: Cells, first: int, rows: list[list[Any]]) -> None:
    """Write them into rows of which the first is row `first`."""
    if cells:
        for at, row in enumerate(rows, first):
            for column, text in cells.get(at, {}).items():
                if column < len(row):
                    row[column] = text


def _found(path: str, position: int) -> Iterator[tuple[int, int, str]]:
    if not zipfile.is_zipfile(path):
        yield from sheet_xls.errors(path, position)
        return
    with zipfile.ZipFile(path) as archive:
        read = _ods if "content.xml" in archive.namelist() else _xlsx
        yield from read(archive, position)


def _ods(archive: zipfile.ZipFile, position: int) -> Iterator[tuple[int, int, str]]:
    xml = archive.read("content.xml")
    # Most sheets have neither; looking for one word is a hundredth of the work of reading the XML.
    return sheet_ods.unread(xml, position) if b"formula" in xml or b'"error"' in xml else iter(())


def _xlsx(archive: zipfile.ZipFile, position: int) -> Iterator[tuple[int, int, str]]:
    names, stale = sheets(archive)
    return _scan(archive.read(names[position]), stale=stale) if position < len(names) else iter(())


def _scan(xml: bytes, *, stale: bool) -> Iterator[tuple[int, int, str]]:
    """Find them in the XML of a sheet; `stale` says that the program that wrote 0 as a result did not calculate."""
    own_names = b":sheetData" in xml[:10_000]  # every name has a prefix then
    if b"<f" in xml or own_names:
        for attributes, formula, result in _WITH_FORMULA.findall(xml):
            said = dict(_ATTRIBUTE.findall(attributes))
            if said.get(b"t") not in {b"str", b"e"} and (not result.strip() or (stale and result == b"0")):
                yield from _at(said, "=" + plain(formula.decode("utf-8", "replace")))
    if b't="e"' in xml or own_names:
        for attributes, _, error in _ERROR.findall(xml):
            said = dict(_ATTRIBUTE.findall(attributes))
            if said.get(b"t") == b"e":
                yield from _at(said, error.decode("utf-8", "replace"))


def _at(attributes: dict[bytes, bytes], text: str) -> Iterator[tuple[int, int, str]]:
    found = place(attributes.get(b"r", b"").decode("ascii", "replace"))
    if found is not None:
        yield *found, text
