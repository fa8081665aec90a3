"""Files whose name says table while they are something else: each costs one sentence that says what to do."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

_LOOK = 4096
_OFFICE = frozenset({"[content_types].xml", "mimetype", "content.xml"})
"""Parts that a document or workbook has, in either format."""
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE)
_SPREADSHEET = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|<office:document\b|<\?xml\b", re.IGNORECASE)
_SAVE = "Open it in Excel or LibreOffice, save it as a workbook (.xlsx), then import that."
_STARTS = (
    (b"%PDF", "a PDF document: print, not data. Export the report as CSV or Excel, then import that."),
    (b"\x1f\x8b", "packed with gzip. Unpack it, then import the file inside."),
    (b"7z\xbc\xaf", "a 7-Zip archive. Unpack it, then import the file inside."),
    (b"Rar!", "a RAR archive. Unpack it, then import the file inside."),
    (b"\x89PNG", "a picture. Export the report as CSV or Excel, then import that."),
    (b"\xff\xd8\xff", "a picture. Export the report as CSV or Excel, then import that."),
    (b"SQLite format 3", "a database. Export the report as CSV or Excel, then import that."),
    (b"{\\rtf", f"a text document. {_SAVE}"),
)


def refuse(path: Path) -> None:
    """Refuse a file that is no table whatever its name says.

    Raises:
        UserError: it is a web page, an XML, JSON or PDF file, an archive or a picture.
    """
    with path.open("rb") as file:
        start = file.read(_LOOK)
    said = next((said for sign, said in _STARTS if start.startswith(sign)), None) or _marked_up(start)
    if start.startswith(b"PK\x03\x04"):
        said = _archive(path)
    if said is not None:
        raise UserError(f"{path.name} is {said}")


def _marked_up(start: bytes) -> str | None:
    plain = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if plain.startswith(b"<"):
        if _SPREADSHEET.search(plain) and not plain.lower().startswith((b"<html", b"<!doctype html")):
            return f"an XML file, not a workbook. {_SAVE}"
        if _HTML.match(plain) or _HTML.search(plain):
            return f"a web page, not a workbook. {_SAVE}"
    if re.match(rb"[\[{]\s*(?:[{\[]\s*)?\"[^\"]*\"\s*[:,]", plain):
        return "a JSON file. Export the report as CSV or Excel, then import that."
    if plain.startswith(b"BEGIN:VCALENDAR"):
        return "a calendar. Import it as one: File, Import calendar in the window, or kpidesk calendar import."
    return None


def _archive(path: Path) -> str | None:
    """What a ZIP archive is; None if it is a workbook, or too damaged to tell."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if any(name.lower() in _OFFICE or name.startswith("xl/") for name in names):
        kind = next((name.split("/")[0] for name in names if name.startswith(("word/", "ppt/"))), None)
        return None if kind is None else "a document, not a workbook. Copy its table into a workbook, then import that."
    files = [name for name in names if not name.endswith("/")]
    count = "1 file" if len(files) == 1 else f"{len(files):,} files"
    return f"a ZIP archive of {count}. Unpack it, then import the file inside."
