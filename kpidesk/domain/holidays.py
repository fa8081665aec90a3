"""Holiday calendars and their names, and what a block of holidays means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.entities import Holiday
from kpidesk.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class HolidayBlock:
    """What a block of lines copied from a spreadsheet would add and change."""

    holidays: tuple[Holiday, ...] = ()
    """Those that are new, or known under another name, in the order of their days."""
    renamed: int = 0
    """How many of them are known under another name."""
    same: int = 0
    """Lines that say what is known already."""
    problems: tuple[str, ...] = ()
    """One sentence for each line that cannot be kept."""


def calendar_called(text: str, known: Iterable[str]) -> str:
    """The name of the calendar a text means: that of a known one however it is spelled, else the text itself."""
    plain = " ".join(text.split())
    return next((each for each in known if fold(each) == fold(plain)), plain)
