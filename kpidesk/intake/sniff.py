"""How a text file is written: encoding, delimiter, and whether its text ends inside a quotation."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

_SAMPLE = 64 * 1024
_BLOCK = 1024 * 1024
_DELIMITERS = (",", ";", "\t", "|")
_CONTROLS = tuple(map(chr, (*range(9), *range(14, 32), 127)))
_STRAY, _NOT_TEXT = 4, 0.02
"""Control characters, and their share, that a text may hold by accident; more of them are no text."""
_OTHER_ALPHABETS = frozenset(
    (
        *(
            "cp1251",
            "koi8_r",
            "koi8_u",
            "iso8859_5",
            "cp866",
            "mac_cyrillic",
            "cp1253",
            "iso8859_7",
            "cp1255",
            "cp1256",
        ),
        *("shift_jis", "cp932", "euc_jp", "gb18030", "gb2312", "big5", "euc_kr", "cp949"),
    )
)
_CENTRAL_EUROPEAN = re.compile(rb"[a-z][\xb3\xb9\xbf\xb6\xbe\xbb][a-z]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a text file is read."""

    encoding: str
    delimiter: str
    skip_lines: int = 0
    """Lines before the table that only describe it, such as `sep=;`."""
    rows: int = 0
    """About how many rows the file has, from the length of its first ones."""


def sniff(path: Path, encoding: str | None = None, delimiter: str | None = None) -> TextFormat:
    """Find out how the text file at `path` is written; what is given is taken as it is.

    The whole file is read once, in blocks: text that is valid UTF-8 to its end is UTF-8.

    Raises:
        UserError: the file is empty or not text.
    """
    sample, is_utf8 = _read_once(path)
    if not sample.strip(b"\x00\r\n\t ,;|\xef\xbb\xbf\xff\xfe"):
        raise UserError(f"{path.name} is empty. Export it again, then import that file.")
    encoding = encoding or _encoding(sample, is_utf8=is_utf8)
    text = _decode(sample, encoding, path.name)
    if sum(map(text.count, _CONTROLS)) > max(_STRAY, _NOT_TEXT * len(text)):
        raise UserError(
            f"{path.name} is not a text file or workbook. Export it as CSV or Excel, then import that file."
        )
    skip = 0
    first, _, rest = text.lstrip("\ufeff").partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip("\r\n")) <= 5:
        delimiter = delimiter or first.strip("\r\n")[4:] or "\t"
        text, skip = rest, 1
    lines = max(len(text.splitlines()), 1)
    return TextFormat(encoding, delimiter or _delimiter(text), skip, path.stat().st_size * lines // len(sample))


def _read_once(path: Path) -> tuple[bytes, bool]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample, is_utf8 = b"", True
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            sample = sample or block[:_SAMPLE]
            if is_utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    is_utf8 = False
        if is_utf8:
            try:
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                is_utf8 = False
    return sample, is_utf8


def _encoding(sample: bytes, *, is_utf8: bool) -> str:
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    if half := _utf16_without_mark(sample):
        return half
    if is_utf8:
        return "utf-8"
    return _single_byte(sample)


def _utf16_without_mark(sample: bytes) -> str | None:
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    if sample[1::2].count(0) > 0.6 * pairs and sample[0::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * pairs and sample[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return None


def _single_byte(sample: bytes) -> str:
    """The likeliest old encoding: Western Windows text, unless a long sample clearly is another alphabet."""
    if sum(byte > 127 for byte in sample) > 200:
        from charset_normalizer import from_bytes

        best = from_bytes(sample).best()
        if best is not None and best.encoding in _OTHER_ALPHABETS:
            return best.encoding
    # Polish or Czech text read as Western has these signs in the middle of words.
    if len(_CENTRAL_EUROPEAN.findall(sample)) >= 2:
        return "cp1250"
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _decode(sample: bytes, encoding: str, name: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    try:
        # Not final: the sample may end within a character.
        return decoder.decode(sample)
    except UnicodeError as error:
        raise UserError(f"{name} is not written in {encoding}. Choose another encoding.") from error


def _delimiter(text: str) -> str:
    """The delimiter that cuts most lines into the same number of cells, more than one."""
    best, best_score = ",", 0.0
    # A sample cut in the middle of a line says nothing about its last line.
    lines = text.splitlines(keepends=True)
    lines = lines[:-1] if len(lines) > 3 else lines
    for delimiter in _DELIMITERS:
        widths = Counter(_widths(lines, delimiter))
        wide = {width: rows for width, rows in widths.items() if width > 1}
        if not wide:
            continue
        width, rows = max(wide.items(), key=lambda item: (item[1], item[0]))
        score = rows / max(sum(widths.values()), 1) + min(width, 20) / 100
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(lines: list[str], delimiter: str) -> list[int]:
    try:
        rows = list(csv.reader(io.StringIO("".join(lines), newline=""), delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        return []
    return [len(row) for row in rows if any(cell.strip() for cell in row)]
