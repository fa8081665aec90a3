"""What imports report: to the command line as plain values, to the window as they are."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpidesk.intake.contents import SheetChoice, TableChoice
from kpidesk.intake.doubts import Question
from kpidesk.intake.problems import Problem
from kpidesk.intake.recipes import KpiRule, Recipe
from kpidesk.services.naming import UnknownName
from kpidesk.services.review import Review

if TYPE_CHECKING:
    from kpidesk.domain.entities import Import


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, in the words of the command line."""

    import_id: str | None
    recipe: str
    layout: str
    rows_read: int
    rows_used: int
    rows_left_out: int
    values_new: int
    values_changed: int
    values_same: int
    reps_created: list[str]
    problems: list[Problem]
    kpis_added: list[str]
    rows_skipped: int
    """Totals, notes and other lines that are no data."""
    values_typed_replaced: int
    """Of the changed values, those typed by hand; they come back when the import is taken back."""
    unknown_names: list[UnknownName]
    """Names nobody in the team has: who may be meant, and what became of them."""

    @property
    def left_out(self) -> bool:
        """Whether anything of the file was not taken over."""
        return bool(self.rows_left_out or self.problems)


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What taking an import back did."""

    import_id: str
    file: str
    values_removed: int
    values_restored: int
    values_kept: int
    """Typed by hand since the import and left as they are."""
    targets_removed: int
    aliases_removed: int
    """Names the import remembered."""

    @property
    def sentence(self) -> str:
        """The report in words."""
        restored = f", {self.values_restored} earlier ones restored" if self.values_restored else ""
        said = [f"The import of {self.file} is taken back: {self.values_removed} values removed{restored}."]
        if self.targets_removed:
            said.append(f"{self.targets_removed} targets removed.")
        if self.aliases_removed:
            said.append(f"{self.aliases_removed} remembered names forgotten.")
        if self.values_kept:
            said.append(f"{self.values_kept} values typed by hand since then were kept.")
        said.append("Reps and KPIs it added stay.")
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class Trial:
    """What an import would do; nothing was written."""

    report: ImportReport
    review: Review


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it is and how it would be read; nothing is written."""

    path: Path
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    header_row: int
    columns: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    """Row number and texts of the first rows."""
    row_count: int
    """About how many rows the file has."""
    recipe: Recipe
    """How the file would be read; complete unless there is a question."""
    question: Question | None
    """What could not be decided, None if nothing."""
    sheets: tuple[SheetChoice, ...] = ()
    """The sheets of a workbook."""
    tables: tuple[TableChoice, ...] = ()
    """The tables of a sheet that holds several."""
    top: tuple[tuple[int, str], ...] = ()
    """Row numbers and texts of the first rows that could name the columns."""
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Different texts in each column, as far as the first rows tell."""
    rules: tuple[KpiRule, ...] = ()
    """What could be counted if each row is a deal or an activity; never used unasked."""
    likely: Mapping[str, str] = field(default_factory=dict)
    """Columns without a use, and the key of the KPI each is named like."""


def report_as_json(report: ImportReport) -> dict[str, Any]:
    """The report in plain values, as the command line gives it."""
    return dataclasses.asdict(report)


def import_as_json(each: Import) -> dict[str, Any]:
    """One line of the history of imports in plain values, as the command line gives it."""
    return {
        "import_id": str(each.id),
        "number": each.no,
        "file": each.file,
        "sha256": each.sha256,
        "at": each.at.isoformat(),
        "recipe": each.recipe,
        "layout": each.layout,
        "rows_read": each.rows_read,
        "rows_used": each.rows_used,
        "rows_left_out": each.rows_left_out,
        "values_new": each.values_new,
        "values_changed": each.values_changed,
        "values_same": each.values_same,
        "undone_at": None if each.undone_at is None else each.undone_at.isoformat(),
    }


def undo_as_json(report: UndoReport) -> dict[str, Any]:
    """What taking an import back did in plain values, as the command line gives it."""
    return dataclasses.asdict(report)
