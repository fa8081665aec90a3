"""Files in: import, its history, taking one back whole, and a preview that writes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kpidesk.domain.days import to_date
from kpidesk.domain.edits import Change, Edit, Step
from kpidesk.domain.entities import Alias, Import, Kpi, KpiEntry, Rep, Target, Team, new_id
from kpidesk.domain.errors import CancelledError, NotFoundError, UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.name_matching import Names
from kpidesk.intake import mapping, recipes
from kpidesk.intake.doubts import About, DoubtError, Question
from kpidesk.intake.recipes import Layout, Recipe
from kpidesk.intake.tables import Table, open_table
from kpidesk.intake.values import as_text
from kpidesk.services.importing import Found, ImportRun, check_recipe
from kpidesk.services.kpis import catalogue
from kpidesk.services.naming import Answers, names_of_reps
from kpidesk.services.review import Watched
from kpidesk.services.transfer_reports import (
    ImportReport,
    Preview,
    Trial,
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
    "Trial",
    "UndoReport",
    "import_as_json",
    "report_as_json",
    "undo_as_json",
]

CHANGE = Change(frozenset({KpiEntry, Rep, Team, Alias, Kpi, Target, Import}))
"""What an import, or taking one back, may have touched."""

MOST_TEXTS = 300
"""Different texts of a column that can be chosen from."""

_SHOWN = 8
_TOP = 20


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
        answers: Answers | None = None,
        dry_run: bool = False,
        progress: Callable[[int, int | None], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        watched: Watched | None = None,
    ) -> ImportReport:
        """Take reps, KPI values and targets from a file, all of it or nothing.

        Args:
            path: A text file or a workbook.
            recipe: A recipe or its file; None detects what the file itself tells.
            now: This instant, with a time zone.
            sheet: Name of the sheet, or its number from 1; weighs more than the recipe.
            create_reps: Add reps that are not known yet.
            answers: What names nobody has mean; a rep given here is remembered as an alias.
            dry_run: Only report; nothing is written.
            progress: Told the rows read and about how many there are.
            cancelled: Asked between batches; True stops, and nothing is written.
            watched: Hears the values on their way, and what became of them.

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
                run = ImportRun(
                    connection,
                    self._team.calendar(),
                    now.date(),
                    create_reps=create_reps,
                    answers=answers or {},
                    watch=watch,
                    watched=watched,
                )
                found = run.run(table, whole, _marker(run.number, path))
                if watched is not None:
                    watched.look(connection, run.number, self._team.calendar())
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
        watched = Watched()
        report = self.import_file(
            path,
            recipe,
            now=now,
            create_reps=create_reps,
            answers=answers,
            dry_run=True,
            progress=progress,
            cancelled=cancelled,
            watched=watched,
        )
        if watched.review is None:
            raise UserError(f"{path.name} could not be tried. Nothing was written.")
        return Trial(report, watched.review)

    def column_texts(self, path: Path, recipe: Recipe, column: str) -> tuple[str, ...]:
        """The different texts in a column of the whole file, at most `MOST_TEXTS`, in their order.

        Raises:
            UserError: the file cannot be read, or has no such column.
        """
        table = open_table(path, recipe.file, recipe.column_names)
        at = table.at(column)
        texts = sorted({as_text(cell) for cell in table.distinct([at])[at]} - {""}, key=fold)
        return tuple(texts[:MOST_TEXTS])

    def preview(self, path: Path, recipe: Path | Recipe | None = None, *, sheet: str | int | None = None) -> Preview:
        """Show a file and how it would be read, also while something is left to decide. Writes nothing.

        Raises:
            UserError: the file cannot be read, or holds no table.
        """
        asked = _load(recipe, sheet)
        table, question = _open(path, asked)
        draft = mapping.as_far(asked, table, self._known())
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
            draft.recipe if question is None else asked,
            question or draft.question,
            sheets=table.sheets,
            tables=table.tables,
            top=_top(table),
            texts={column.name: column.texts for column in draft.columns},
            rules=draft.rules,
            likely=draft.likely,
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
            heir = max(again, default=None)
            undone = imports.undo(connection, taken, heir)
            aliases = records.select(connection, Alias, source=taken.no)
            marker = _marker(taken.no, taken.file)
            targets = records.select(connection, Target, note=marker)
            edits = [Edit(target, None) for target in targets]
            edits += [Edit(each, None if heir is None else replace(each, source=heir)) for each in aliases]
            records.apply(connection, Step("", (*edits, Edit(taken, replace(taken, undone_at=now)))))
        gone = 0 if heir is not None else len(aliases)
        return UndoReport(str(taken.id), taken.file, undone.removed, undone.restored, undone.kept, len(targets), gone)

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

    def _known(self) -> mapping.Known:
        with self._database.read() as connection:
            names = Names(names_of_reps(connection, records.entry_numbers(connection)[0]))
        keys = {fold(word): kpi.key for kpi in catalogue().values() for word in (kpi.name, kpi.key)}
        keys |= {fold(word): kpi.key for kpi in self._team.kpis(archived=True) for word in (kpi.name, kpi.key)}
        return mapping.Known(
            lambda text: names.find(text) is not None, lambda text: keys.get(fold(text)), self._team.calendar(), keys
        )


def _load(recipe: Path | Recipe | None, sheet: str | int | None) -> Recipe:
    asked = Recipe() if recipe is None else recipe if isinstance(recipe, Recipe) else recipes.load(recipe)
    return asked if sheet is None else replace(asked, file=replace(asked.file, sheet=sheet))


def _open(path: Path, recipe: Recipe) -> tuple[Table, Question | None]:
    """The table of a file; where the sheet or the header row is in doubt the likeliest one, and the question."""
    options = recipe.file
    try:
        return open_table(path, options, recipe.column_names), None
    except DoubtError as doubt:
        question = doubt.question
        if question.about is About.SHEET and question.answers:
            table, more = _open(path, replace(recipe, file=replace(options, sheet=question.answers[0].value)))
            return table, question if more is None else more
        if question.about is About.HEADER_ROW and options.header_row is None:
            return open_table(path, replace(options, header_row=1), recipe.column_names), question
        raise


def _top(table: Table) -> tuple[tuple[int, str], ...]:
    """The rows down to some below the header, each as one line of text."""
    rows = [*table.above, *table.head][:_TOP]
    lines = [(at, ", ".join(text for text in map(as_text, row) if text)[:80]) for at, row in enumerate(rows, table.top)]
    return tuple((at, line) for at, line in lines if line)


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
        found.unknown_names,
    )
