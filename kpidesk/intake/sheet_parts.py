"""The parts of an XLSX workbook: which of them are sheets, and how to leave entries far away from every table out."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    OSError,
    expat.ExpatError,
    NotImplementedError,
    RuntimeError,
)
"""What reading the parts of a broken workbook ends with."""

_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_SIGNS = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"))


def without_strays(path: str, rows: int, columns: int) -> tuple[io.BytesIO, int, str]:
    """A copy of a workbook without the cells beyond `rows` and `columns`, how many had a value, and the first of them.

    Raises:
        ValueError: it is no XLSX workbook.
    """
    copy, trim = io.BytesIO(), _Trim(rows, columns)
    try:
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
            names = set(sheets(old)[0])
            for name in dict.fromkeys(old.namelist()):
                data = old.read(name)
                new.writestr(name, trim.sheet(data) if name in names else data)
    except BROKEN as error:
        raise ValueError("no XLSX workbook") from error
    if not names:
        raise ValueError("no XLSX workbook")
    copy.seek(0)
    return copy, trim.dropped, trim.first


class _Trim:
    """Writes the XML of sheets again without far cells, and without the ranges that speak of them."""

    def __init__(self, rows: int, columns: int) -> None:
        self._rows, self._columns = rows, columns
        self.dropped, self.first = 0, ""

    def sheet(self, xml: bytes) -> bytes:
        out: list[str] = []
        skipped: list[str] = []
        """Names of the elements being left out, outermost first."""
        cell = ""

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal cell
            own = name.rpartition(":")[2]
            if skipped or own in {"dimension", "mergeCells"} or (own == "c" and self._far(attributes.get("r", ""))):
                skipped.append(name)
                cell = attributes.get("r", "") if own == "c" else cell
            else:
                said = [f' {key}="{_escaped(value)}"' for key, value in attributes.items()]
                out.append(f"<{name}{''.join(said)}>")

        def end(name: str) -> None:
            if skipped:
                skipped.pop()
            else:
                out.append(f"</{name}>")

        def text(data: str) -> None:
            if not skipped:
                out.append(_escaped(data))
            elif skipped[-1].rpartition(":")[2] in {"v", "t"} and data.strip():
                self.dropped += 1
                self.first = self.first or cell

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        parser.StartDoctypeDeclHandler = no_doctype
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes it by position
        return "".join(out).encode()

    def _far(self, cell: str) -> bool:
        at = place(cell)
        return at is not None and (at[0] >= self._rows or at[1] >= self._columns)


def _escaped(text: str) -> str:
    for sign, name in _SIGNS:
        text = text.replace(sign, name)
    return text


def plain(text: str) -> str:
    """Text of an XML part without its signs."""
    for sign, name in reversed(_SIGNS):
        text = text.replace(name, sign)
    return text


def no_doctype(*_said: Any) -> None:
    """Refuse a part that brings entities of its own.

    Raises:
        ValueError: always.
    """
    raise ValueError("no XLSX workbook")


def place(text: str) -> tuple[int, int] | None:
    """Row and column from 0 on of a cell such as B7."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def sheets(archive: zipfile.ZipFile) -> tuple[list[str], bool]:
    """The parts that hold the sheets, in order, and whether results are to be calculated when the file is opened."""
    main = next(
        (part for _, kind, part in _related(archive, "", "_rels/.rels") if kind.endswith("/officeDocument")), ""
    )
    if not main:
        return [], False
    folder, name = posixpath.split(main)
    targets = {ident: part for ident, _, part in _related(archive, folder, f"{folder}/_rels/{name}.rels")}
    names, stale = [], False
    for tag, attributes in _tags(archive.read(main)):
        if tag == "sheet":
            ident = next((text for key, text in attributes.items() if key.endswith(":id")), "")
            names.append(targets.get(ident, ""))
        elif tag == "calcPr":
            stale = attributes.get("fullCalcOnLoad") in {"1", "true"}
    return names, stale


def _related(archive: zipfile.ZipFile, folder: str, name: str) -> Iterator[tuple[str, str, str]]:
    """Name, kind and part of each relationship."""
    for tag, said in _tags(archive.read(name)):
        if tag == "Relationship":
            part = posixpath.normpath(posixpath.join("/", folder, said.get("Target", ""))).lstrip("/")
            yield said.get("Id", ""), said.get("Type", ""), part


def _tags(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.StartDoctypeDeclHandler = no_doctype
    parser.Parse(xml, True)  # noqa: FBT003 - expat takes it by position
    return found
