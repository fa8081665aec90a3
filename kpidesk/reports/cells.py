"""Text and numbers as a spreadsheet can hold them: nothing from data becomes a formula, nothing is cut unseen."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST_TEXT = 32_767
"""UTF-16 units a cell can hold."""
LAST_ROW = 1_048_576
LONGEST_SHEET_NAME = 31

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_RISKY = re.compile(r"\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def clean(text: str) -> str:
    """A text as a cell can hold it: no control characters or half characters, line ends as one sign, cut visibly.

    A text over 32,767 UTF-16 units ends in a mark that says how many characters were left out.
    """
    kept = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _units(kept) <= LONGEST_TEXT:
        return kept
    room = LONGEST_TEXT - len(_cut_mark(len(kept)))
    shown = kept.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore")
    return shown + _cut_mark(len(kept) - len(shown))


def stored(text: str) -> str:
    """A clean text as the file holds it: a lookalike of an escaped character (_x0041_) stays as typed."""
    escaped = _ESCAPE.sub("_x005F_", text)
    # Escapes lengthen the text; one that no longer fits is worth less than the text.
    return escaped if _units(escaped) <= LONGEST_TEXT else text


def risky(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula when somebody edits or copies it."""
    return _RISKY.match(text) is not None


def number(value: float | None) -> float | None:
    """A number a cell can hold, or None, which leaves the cell empty; never 0 for missing."""
    return None if value is None or not math.isfinite(value) else float(value)


def sheet_name(wanted: str, taken: Collection[str] = ()) -> str:
    r"""A name Excel accepts for a sheet: no []:*?/\\, at most 31 characters, unique whatever the case."""
    kept = _SHEET_NAME.sub(" ", clean(wanted)).replace("\n", " ").replace("\t", " ").strip(" '") or "Sheet"
    if kept.casefold() == "history":
        # Excel keeps this name for itself.
        kept += " sheet"
    names = {each.casefold() for each in taken}
    made, at = _fit(kept, ""), 2
    while made.casefold() in names:
        made, at = _fit(kept, f" {at}"), at + 1
    return made


def _fit(text: str, ending: str) -> str:
    room = LONGEST_SHEET_NAME - len(ending)
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore").rstrip("'") + ending


def _cut_mark(left_out: int) -> str:
    return f" … [cut: {left_out:,} more characters]"


def _units(text: str) -> int:
    # Most texts are short, and no character takes more than two units.
    return len(text) if len(text) * 2 <= LONGEST_TEXT else len(text.encode("utf-16-le")) // 2
