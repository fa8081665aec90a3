"""The leadership workbook: values in, one Excel file out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.reports.files import replacing
from kpidesk.reports.model import USUAL_PARTS, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kpidesk.reports.model import LeadershipSummary


@dataclass(frozen=True, slots=True)
class Written:
    """What an export wrote."""

    path: Path
    sheets: tuple[str, ...]


def write(
    summary: LeadershipSummary,
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    parts: Collection[Part] = USUAL_PARTS,
) -> Written:
    """Write the leadership workbook whole or not at all; a former file stays as it was on any error.

    Args:
        summary: What goes in.
        path: Where to; its name ends in .xlsx.
        progress: Called with steps done and steps in all, two for each sheet.
        cancelled: Asked between sheets and every few thousand values.
        parts: Sheets wanted besides Summary, Scorecard, Definitions and Read me.

    Raises:
        UserError: the file cannot be written there; says why and what to do.
        CancelledError: `cancelled` said so; nothing was written.
    """
    if path.suffix.lower() != ".xlsx":
        raise UserError(f"{path.name}: an Excel workbook ends in .xlsx. Choose a name such as {path.stem}.xlsx.")
    # openpyxl takes its time to load; asking for this package must not.
    from kpidesk.reports.workbook.build import build

    book = build(summary, frozenset(parts), progress, cancelled)
    done, total = len(book.sheets), 2 * len(book.sheets)

    def written() -> None:
        nonlocal done
        book.check()
        done += 1
        if progress is not None:
            progress(done, total)

    with replacing(path) as partial:
        book.save(partial, written)
    return Written(path, tuple(sheet.name for sheet in book.sheets))
