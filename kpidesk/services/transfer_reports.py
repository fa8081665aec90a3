"""What imports report: to the command line as plain values, to the window as they are."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpidesk.domain.folding import fold
from kpidesk.intake.contents import SheetChoice, TableChoice
from kpidesk.intake.doubts import Question
from kpidesk.intake.problems import Problem
from kpidesk.intake.recipes import DateOrder, KpiRule, Recipe
from kpidesk.services.naming import UnknownName
from kpidesk.services.review import Brought, Review

if TYPE_CHECKING:
    from kpidesk.domain.entities import Import
    from kpidesk.storage.import_edits import Taken
    from kpidesk.storage.import_undo import Undone


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
    targets: int = 0
    """Of the values new, changed and the same, those that are targets."""
    columns_unused: list[str] = field(default_factory=list)
    """Columns of the file that are for nothing."""
    number: int | None = None
    """By which the history calls the import; None if nothing was written."""
    names_turned: dict[str, str] = field(default_factory=dict)
    """The rep by each name that is that of the rep with its words in another order: "Lee Ann" for Ann Lee."""

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
    values_cleared: int
    """Cleared by hand since the import and left empty."""
    targets_removed: int
    targets_restored: int
    """Targets the import replaced, which hold again."""
    targets_kept: int
    """Edited since the import and left as they are."""
    aliases_removed: int
    """Names the import remembered."""
    reps_removed: list[str]
    reps_restored: list[str]
    """Of these reps, what the import said about them is as before."""
    reps_kept: list[str]
    """Added or described by the import, and edited or used since."""
    kpis_removed: list[str]
    """No longer in use."""
    kpis_kept: list[str]
    """Taken into use by the import, and used by something else since."""

    @property
    def sentence(self) -> str:
        """The report in words."""
        return f"The import of {self.file} is taken back: {self.what}"

    @property
    def what(self) -> str:
        """What went, came back and stayed, in words."""
        restored = f", {_count(self.values_restored, 'earlier one')} restored" if self.values_restored else ""
        said = [f"{_count(self.values_removed, 'value')} removed{restored}."]
        if self.targets_removed or self.targets_restored:
            back = f", {_count(self.targets_restored, 'earlier one')} restored" if self.targets_restored else ""
            said.append(f"{_count(self.targets_removed, 'target')} removed{back}.")
        if self.aliases_removed:
            said.append(f"{_count(self.aliases_removed, 'remembered name')} forgotten.")
        for names, words in (
            (self.reps_removed, "Reps removed: {}."),
            (self.reps_restored, "What it said of these reps is as before: {}."),
            (self.kpis_removed, "KPIs no longer in use: {}."),
        ):
            if names:
                said.append(words.format(_listed(names)))
        kept = [
            _count(number, what)
            for number, what in ((self.values_kept, "value"), (self.targets_kept, "target"))
            if number
        ]
        if kept:
            said.append(f"Edited by hand since then and kept: {' and '.join(kept)}.")
        if self.values_cleared:
            said.append(f"Cleared by hand since then and left empty: {_count(self.values_cleared, 'value')}.")
        if self.reps_kept or self.kpis_kept:
            said.append(f"Edited or used since then and kept: {_listed([*self.reps_kept, *self.kpis_kept])}.")
        return " ".join(said)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _listed(names: Sequence[str], most: int = 8) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def undo_report(taken: Import, values: Undone, edits: Sequence[Taken]) -> UndoReport:
    """What was done, from what became of the values and of all else."""

    def names(kind: str, *, removed: bool = False, kept: bool = False) -> list[str]:
        found = (each.name for each in edits if (each.kind, each.removed, each.kept) == (kind, removed, kept))
        return sorted(set(found), key=fold)

    def rows(kind: str, *, removed: bool = False, kept: bool = False) -> int:
        found = (each.ident for each in edits if (each.kind, each.removed, each.kept) == (kind, removed, kept))
        return len(set(found))

    return UndoReport(
        str(taken.id),
        taken.file,
        values.removed,
        values.restored,
        values.kept,
        values.cleared,
        targets_removed=rows("Target", removed=True),
        targets_restored=rows("Target"),
        targets_kept=rows("Target", kept=True),
        aliases_removed=rows("Alias", removed=True),
        reps_removed=names("Rep", removed=True),
        reps_restored=names("Rep"),
        reps_kept=names("Rep", kept=True),
        kpis_removed=sorted({*names("Kpi", removed=True), *names("Kpi")}, key=fold),
        kpis_kept=names("Kpi", kept=True),
    )


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
    decimal: str | None = None
    """The decimal sign that was found."""
    date_order: DateOrder | None = None
    """The order of day, month and year that was found."""


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


def brought_as_json(each: Import, brought: Brought) -> dict[str, Any]:
    """One import and what it still holds, in plain values, as the command line gives it."""
    return {
        **import_as_json(each),
        "reps_created": brought.reps,
        "kpis_added": brought.kpis_added,
        "aliases": brought.aliases,
        "targets": brought.targets,
        "kpis": [
            {
                "kpi": counts.kpi.key,
                "new": counts.new,
                "changed": counts.changed,
                "removed": counts.removed,
                "targets": counts.targets,
            }
            for counts in brought.kpis
        ],
        "changes": [
            {
                "rep": change.rep.name,
                "kpi": change.kpi.key,
                "start": change.start.isoformat(),
                "days": change.days,
                "before": change.before,
                "after": change.after,
                "typed": change.typed,
                "target": change.target,
            }
            for change in brought.changes
        ],
    }


def undo_as_json(report: UndoReport) -> dict[str, Any]:
    """What taking an import back did in plain values, as the command line gives it."""
    return dataclasses.asdict(report)
