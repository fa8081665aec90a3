"""Files in: import, its history, taking one back whole, and a preview that writes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.days import to_date
from kpidesk.domain.edits import Change, Edit, Step
from kpidesk.domain.entities import Alias, Import, Kpi, KpiEntry, Rep, Target, Team, new_id
from kpidesk.domain.errors import CancelledError, NotFoundError, UserError
from kpidesk.domain.folding import fold
from kpidesk.intake import mapping, recipes
from kpidesk.intake.names import Names
from kpidesk.intake.recipes import Layout, Recipe
from kpidesk.intake.tables import Table, open_table
from kpidesk.intake.values import as_text
from kpidesk.services.importing import Found, ImportRun, check_recipe
from kpidesk.services.kpis import catalogue
from kpidesk.services.transfer_reports import (
    ImportReport,
    Preview,
    UndoReport,
    import_as_json,
    report_as_json,
    undo_as_json,
)
from kpidesk.storage import imports, records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from kpidesk.domain.entities import Id
    from kpidesk.services.history import History
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Database

__all__ = [
    "CHANGE",
    "ImportReport",
    "Preview",
    "TransferService",
    "UndoReport",
    "import_as_json",
    "report_as_json",
    "undo_as_json",
]

CHANGE = Change(frozenset({KpiEntry, Rep, Team, Alias, Kpi, Target, Import}))
"""What an import, or taking one back, may have touched."""

_SHOWN = 8


class _NothingToKeep(Exception):  # noqa: N818 - a signal, not a fault
    """Ends the transaction of a trial import, so that nothing of it stays."""


class TransferService:
    """Files in and out of one team file."""

    def __init__(self, database: Database, history: History, team: TeamService) -> None:
        self._database = database
        self._history = history
        self._team = team

    def import_file(
        self,
        path: Path,
        recipe: Path | Recipe | None = None,
        *,
        now: dt.datetime,
        sheet: str | int | None = None,
        create_reps: bool = False,
        dry_run: bool = False,
        progress: Callable[[int, int | None], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Take reps, KPI values and targets from a file, all of it or nothing.

        Args:
            path: A text file or a workbook.
            recipe: A recipe or its file; None detects what the file itself tells.
            now: This instant, with a time zone.
            sheet: Name of the sheet, or its number from 1; weighs more than the recipe.
            create_reps: Add reps that are not known yet.
            dry_run: Only report; nothing is written.
            progress: Told the rows read and about how many there are.
            cancelled: Asked between batches; True stops, and nothing is written.

        Raises:
            UserError: the file cannot be read or understood; nothing was written.
            CancelledError: the import was cancelled; nothing was written.
        """
        table, whole = self._understand(path, recipe, sheet)
        check_recipe(whole)

        def watch(rows: int) -> None:
            if cancelled is not None and cancelled():
                raise CancelledError(f"The import of {path.name} was cancelled. Nothing was written.")
            if progress is not None:
                progress(rows, max(table.rows, rows))

        watch(0)
        report: ImportReport | None = None
        try:
            with self._database.write() as connection:
                run = ImportRun(connection, self._calendar(), now.date(), create_reps=create_reps, watch=watch)
                found = run.run(table, whole, _marker(run.number, path))
                record = _record(run.number, path, whole, found, now)
                report = _report(None if dry_run else record.id, whole, found)
                _keep(connection, None if dry_run else record)
        except _NothingToKeep:
            pass
        if report is None:
            raise UserError(f"{path.name} could not be imported. Nothing was written.")
        if progress is not None:
            progress(report.rows_read, report.rows_read)
        return report

    def preview(self, path: Path, recipe: Path | Recipe | None = None, *, sheet: str | int | None = None) -> Preview:
        """Show a file and how it would be read. Writes nothing.

        Raises:
            UserError: the file cannot be read, or holds no table.
        """
        asked = _load(recipe, sheet)
        table = open_table(path, asked.file, asked.column_names)
        asked, question = mapping.as_far(asked, table, self._known())
        text = table.text
        return Preview(
            path,
            table.sheet,
            text.encoding if text else None,
            text.delimiter if text else None,
            table.header_row,
            table.columns,
            [(table.header_row + at, list(map(as_text, row))) for at, row in enumerate(table.head[:_SHOWN], 1)],
            max(table.rows - table.header_row, 0),
            asked,
            question,
        )

    def imports(self) -> list[Import]:
        """All imports, newest first; those taken back say when."""
        with self._database.read() as connection:
            return records.select(connection, Import, "-no")

    def undo_import(self, which: Id | int | str, *, now: dt.datetime) -> UndoReport:
        """Take an import back whole: its values go, what they replaced comes back, what was typed since stays.

        Raises:
            NotFoundError: there is no such import.
            UserError: it is taken back already.
        """
        taken = self._import(which)
        if taken.undone_at is not None:
            raise UserError(f"The import of {taken.file} is taken back already.")
        with self._database.write() as connection:
            again = [
                each.no
                for each in records.select(connection, Import, sha256=taken.sha256, recipe=taken.recipe)
                if each.no > taken.no and each.undone_at is None
            ]
            undone = imports.undo(connection, taken, max(again, default=None))
            marker = _marker(taken.no, taken.file)
            targets = records.select(connection, Target, note=marker)
            edits = [Edit(target, None) for target in targets]
            records.apply(connection, Step("", (*edits, Edit(taken, replace(taken, undone_at=now)))))
        return UndoReport(str(taken.id), taken.file, undone.removed, undone.restored, undone.kept, len(targets))

    def _import(self, which: Id | int | str) -> Import:
        wanted = str(which).strip().casefold()
        found = [each for each in self.imports() if wanted in {str(each.no), str(each.id)}]
        found = found or [each for each in self.imports() if len(wanted) >= 6 and str(each.id).startswith(wanted)]
        if len(found) != 1:
            raise NotFoundError(f"There is no import “{which}”. See the numbers with: kpidesk imports")
        return found[0]

    def _understand(self, path: Path, recipe: Path | Recipe | None, sheet: str | int | None) -> tuple[Table, Recipe]:
        asked = _load(recipe, sheet)
        table = open_table(path, asked.file, asked.column_names)
        return table, mapping.complete(asked, table, self._known())

    def _calendar(self) -> FiscalCalendar:
        workspace = self._team.workspace()
        return FiscalCalendar(workspace.week_start, workspace.fiscal_start_month)

    def _known(self) -> mapping.Known:
        names = Names((rep.name, at) for at, rep in enumerate(self._team.reps(archived=True)))
        keys = {fold(word): kpi.key for kpi in catalogue().values() for word in (kpi.name, kpi.key)}
        keys |= {fold(word): kpi.key for kpi in self._team.kpis(archived=True) for word in (kpi.name, kpi.key)}
        return mapping.Known(
            lambda text: names.find(text) is not None, lambda text: keys.get(fold(text)), self._calendar()
        )


def _load(recipe: Path | Recipe | None, sheet: str | int | None) -> Recipe:
    asked = Recipe() if recipe is None else recipe if isinstance(recipe, Recipe) else recipes.load(recipe)
    return asked if sheet is None else replace(asked, file=replace(asked.file, sheet=sheet))


def _marker(number: int, path: Path | str) -> str:
    return f"Import {number}: {path if isinstance(path, str) else path.name}"


def _record(number: int, path: Path, recipe: Recipe, found: Found, now: dt.datetime) -> Import:
    written, tally = found.written, found.tally
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Import(
        new_id(),
        number,
        path.name,
        digest,
        recipe.name,
        str(recipe.layout or Layout.COLUMNS),
        now,
        tally.rows_read,
        tally.rows_used,
        tally.rows_left_out,
        written.new,
        written.changed,
        written.same,
        None if written.first is None else to_date(written.first),
        None if written.last is None else to_date(written.last),
    )


def _keep(connection: Any, record: Import | None) -> None:
    if record is None:
        raise _NothingToKeep
    records.insert_all(connection, [record])


def _report(ident: Id | None, recipe: Recipe, found: Found) -> ImportReport:
    written, tally = found.written, found.tally
    return ImportReport(
        None if ident is None else str(ident),
        recipe.name,
        str(recipe.layout or Layout.COLUMNS),
        tally.rows_read,
        tally.rows_used,
        tally.rows_left_out,
        written.new,
        written.changed,
        written.same,
        found.reps_created,
        tally.problems(),
        found.kpis_added,
        tally.rows_skipped,
        written.typed,
    )
