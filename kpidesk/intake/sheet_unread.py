"""Cells that readers of workbooks give as empty though they are not: formulas without a result, and errors."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from kpidesk.intake import sheet_ods, sheet_xls
from kpidesk.intake.sheet_parts import BROKEN, place, plain, sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Cells = dict[int, dict[int, str]]
"""By row and column from 0 on: a formula's text, beginning with =, or an error such as #N/A."""

_ATTRIBUTE = rb"""\b(r|t)\s*=\s*["']([^"']*)["']"""
_N = rb"(?:\w+:)?"
_FORMULA = rb"<" + _N + rb"f(?:\s[^>]*)?(?:/>|>([^<]*)</" + _N + rb"f>)"
_RESULT = rb"\s*(?:<" + _N + rb"v\s*/>|<" + _N + rb"v\s*>([^<]*)</" + _N + rb"v>)?"
_WITH_FORMULA = rb"<" + _N + rb"c\s([^>]*)>\s*" + _FORMULA + _RESULT + rb"\s*</" + _N + rb"c>"
_ERROR = rb"<" + _N + rb"c\s([^>]*)>\s*(?:" + _FORMULA + rb")?\s*<" + _N + rb"v\s*>(#[^<]*)<"
_LONGEST = 60


def unread(path: str, position: int) -> Cells:
    """Look through one sheet of the workbook at `path`; whatever is wrong with the file, the reader itself says it."""
    cells: Cells = {}
    try:
        _put(cells, _found(path, position))
    except BROKEN:
        return {}
    return cells


def look(cells: Cells, xml: bytes, *, stale: bool) -> None:
    """Add what is found in some rows of an XLSX sheet.

    Args:
        cells: What is added to.
        xml: The XML of whole rows.
        stale: Whether a result of 0 only says that the program that wrote it did not calculate.
    """
    _put(cells, _scan(xml, stale=stale))


def _put(cells: Cells, found: Iterable[tuple[int, int, str]]) -> None:
    for row, column, text in found:
        cells.setdefault(row, {})[column] = text[:_LONGEST]


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
    attribute = re.compile(_ATTRIBUTE)
    if _holds(xml, b"f", b"<f", b":f"):
        for attributes, formula, result in re.findall(_WITH_FORMULA, xml):
            said = dict(attribute.findall(attributes))
            if said.get(b"t") not in {b"str", b"e"} and (not result.strip() or (stale and result == b"0")):
                yield from _at(said, "=" + plain(formula.decode("utf-8", "replace")))
    if _holds(xml, b"#", b">#"):
        for attributes, _, error in re.findall(_ERROR, xml):
            said = dict(attribute.findall(attributes))
            if said.get(b"t") == b"e":
                yield from _at(said, error.decode("utf-8", "replace"))


def _holds(xml: bytes, sign: bytes, *texts: bytes) -> bool:
    """Whether one of the texts is in it. Most sheets lack even the sign that is in each, and that is found quicker."""
    return sign in xml and any(text in xml for text in texts)


def _at(attributes: dict[bytes, bytes], text: str) -> Iterator[tuple[int, int, str]]:
    found = place(attributes.get(b"r", b"").decode("ascii", "replace"))
    if found is not None:
        yield *found, text
