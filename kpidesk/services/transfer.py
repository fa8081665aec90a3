"""Files in: import, a trial that writes nothing, the history of imports, and taking one back whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.days import to_date
from kpidesk.domain.edits import Change, Edit, Step
from kpidesk.domain.entities import Alias, Import, Kpi, KpiEntry, Rep, Target, Team, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.intake.recipes import Layout, Recipe
from kpidesk.services import previewing
from kpidesk.services.column_uses import unused
from kpidesk.services.import_steps import ImportSteps
from kpidesk.services.importing import Asked, Found, check_recipe, gather, spans, write
from kpidesk.services.review import Brought, Review, look, look_back
from kpidesk.services.source_file import SourceFile
from kpidesk.services.team_file import TeamFile
from kpidesk.services.transfer_reports import (
    ImportReport,
    Preview,
    Trial,
    UndoReport,
    brought_as_json,
    import_as_json,
    report_as_json,
    undo_as_json,
    undo_report,
)
from kpidesk.storage import import_edits, import_trial, import_undo, imports, records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from kpidesk.domain.entities import Id
    from kpidesk.intake.tables import Table
    from kpidesk.services.history import History
    from kpidesk.services.importing import Gathered
    from kpidesk.services.naming import Answers
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Connection, Database

__all__ = [
    "CHANGE",
    "ImportReport",
    "Preview",
    "TransferService",
    "Trial",
    "UndoReport",
    "brought_as_json",
    "import_as_json",
    "report_as_json",
    "undo_as_json",
]

CHANGE = Change(frozenset({KpiEntry, Rep, Team, Alias, Kpi, Target, Import}))
"""What an import, or taking one back, may have touched."""

_TRIES = 5
"""Times a file is read anew because reps or KPIs were changed meanwhile."""


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
        table: int | None = None,
        year: int | None = None,
        period: str | None = None,
        create_reps: bool = False,
        answers: Answers | None = None,
        dry_run: bool = False,
        progress: Callable[[int, int | None], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Take reps, KPI values and targets from a file, all of it or nothing.

        The file is read to its end before the team file is locked, so that notes can be saved meanwhile.

        Args:
            path: A text file or a workbook.
            recipe: A recipe or its file; None detects what the file itself tells.
            now: This instant, with a time zone.
            sheet: Name of the sheet, or its number from 1; weighs more than the recipe, as do the next three.
            table: Number of the table on that sheet, from 1 on.
            year: The year of dates that have none.
            period: The one day, week, month or quarter all values are for, where no column says it.
            create_reps: Add reps that are not known yet.
            answers: What names nobody has mean; a rep given here is remembered as an alias.
            dry_run: Only report; nothing is written.
            progress: Told how far it is, in rows, and about how many there are.
            cancelled: Asked now and then; True stops, and nothing is written.

        Raises:
            UserError: the file cannot be read or understood; nothing was written.
            CancelledError: the import was cancelled; nothing was written.
        """
        asked = Asked(now.date(), self._team.calendar(), create_reps, answers or {})
        steps = ImportSteps(path.name, progress, cancelled)
        said = previewing.load(recipe, sheet, table, year, period)
        report, _ = self._carry_out(path, said, asked, steps, now, keep=not dry_run)
        return report

    def trial(
        self,
        path: Path,
        recipe: Recipe,
        *,
        now: dt.datetime,
        create_reps: bool = False,
        answers: Answers | None = None,
        progress: Callable[[int, int | None], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Trial:
        """Do everything an import does but keep it, and say which values would be new or others. Writes nothing.

        Raises:
            UserError: the file cannot be read or understood, or the trial was cancelled.
        """
        asked = Asked(now.date(), self._team.calendar(), create_reps, answers or {})
        steps = ImportSteps(path.name, progress, cancelled)
        report, review = self._carry_out(path, recipe, asked, steps, now, keep=False)
        if review is None:
            raise UserError(f"{path.name} could not be tried. Nothing was written.")
        return Trial(report, review)

    def column_texts(self, path: Path, recipe: Recipe, column: str) -> tuple[str, ...]:
        """The different texts in a column of the whole file, at most `previewing.MOST_TEXTS`, in their order.

        Raises:
            UserError: the file cannot be read, or has no such column.
        """
        return previewing.column_texts(path, recipe, column)

    def preview(self, path: Path, recipe: Path | Recipe | None = None, *, sheet: str | int | None = None) -> Preview:
        """Show a file and how it would be read, also while something is left to decide. Writes nothing.

        Raises:
            UserError: the file cannot be read, or holds no table.
        """
        known = previewing.knowledge(self._team_file()[0], self._team.calendar())
        return previewing.preview(path, previewing.load(recipe, sheet), known)

    def imports(self) -> list[Import]:
        """All imports, newest first; those taken back say when."""
        with self._database.read() as connection:
            return records.select(connection, Import, "-no")

    def brought(self, which: Id | int | str) -> tuple[Import, Brought]:
        """What an import still holds of what it brought.

        Raises:
            NotFoundError: there is no such import.
        """
        found = self._import(which)
        with self._database.read() as connection:
            return found, look_back(connection, found.no)

    def undo_import(self, which: Id | int | str, *, now: dt.datetime) -> UndoReport:
        """Take an import back whole: what it brought goes, what it replaced comes back, what was edited since stays.

        Raises:
            NotFoundError: there is no such import.
            UserError: it is taken back already.
        """
        taken = self._import(which)
        with self._database.write() as connection:
            if records.find(connection, Import, taken.id) != taken or taken.undone_at is not None:
                raise UserError(f"The import of {taken.file} is taken back already.")
            undone = import_undo.undo(connection, taken)
            edits = import_edits.undo(connection, taken.no)
            records.apply(connection, Step("", (Edit(taken, replace(taken, undone_at=now)),)))
        return undo_report(taken, undone, edits)

    def _carry_out(
        self, path: Path, recipe: Recipe, asked: Asked, steps: ImportSteps, now: dt.datetime, *, keep: bool
    ) -> tuple[ImportReport, Review | None]:
        known, number = self._team_file()
        source = SourceFile(path)
        with source.steady():
            table, whole = previewing.understand(path, recipe, previewing.knowledge(known, asked.calendar))
        check_recipe(whole)
        steps.total = table.rows
        steps.read(0)
        for _ in range(_TRIES):
            with source.steady():
                gathered = gather(table, whole, known, number, asked, steps.read)
                sha256 = source.sha256()
            # An import of which nothing was used is none: it does not stand in the history.
            kept = keep and gathered.tally.rows_used > 0
            done: tuple[ImportReport, Review | None] | None = None
            with self._place(gathered, kept=kept) as connection:
                if (TeamFile.read(connection), imports.next_number(connection)) == (known, number):
                    steps.begin_writing(gathered.values)
                    found = write(connection, number, gathered, asked, _marker(number, path), steps.wrote)
                    record = _record(number, path.name, sha256, whole, found, now)
                    if kept:
                        records.insert_all(connection, [record])
                    review = None if keep else look(connection, number, asked.calendar, found.values)
                    done = _report(record if kept else None, whole, found, table), review
            if done is not None:
                steps.end(done[0].rows_read)
                return done
            known, number = self._team_file()
        raise UserError(f"Reps or KPIs were changed while {path.name} was read. Nothing was written; import it again.")

    def _place(self, gathered: Gathered, *, kept: bool) -> AbstractContextManager[Connection]:
        """Where an import is written: the file, or a copy of what is touched."""
        if kept:
            return self._database.write()
        return import_trial.copy(self._database, gathered.values, spans(gathered.coverage))

    def _team_file(self) -> tuple[TeamFile, int]:
        """What the team file knows, and the number of the next import."""
        with self._database.read() as connection:
            return TeamFile.read(connection), imports.next_number(connection)

    def _import(self, which: Id | int | str) -> Import:
        wanted = str(which).strip().casefold()
        found = [each for each in self.imports() if wanted in {str(each.no), str(each.id)}]
        found = found or [each for each in self.imports() if len(wanted) >= 6 and str(each.id).startswith(wanted)]
        if len(found) != 1:
            raise NotFoundError(f"There is no import “{which}”. See the numbers with: kpidesk imports")
        return found[0]


def _marker(number: int, path: Path) -> str:
    return f"Import {number}: {path.name}"


def _record(number: int, file: str, sha256: str, recipe: Recipe, found: Found, now: dt.datetime) -> Import:
    written, tally = found.written, found.tally
    return Import(
        new_id(),
        number,
        file,
        sha256,
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


def _report(record: Import | None, recipe: Recipe, found: Found, table: Table) -> ImportReport:
    written, tally = found.written, found.tally
    return ImportReport(
        None if record is None else str(record.id),
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
        found.unknown_names,
        found.targets,
        unused(recipe, table.columns),
        None if record is None else record.no,
        found.turned,
    )
